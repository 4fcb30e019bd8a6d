// A process whose parent has gone is handed to another one.
const parent = process.ppid;
require("node:timers")
  .setInterval(() => process.ppid === parent || process.exit(), 500)
  .unref();
