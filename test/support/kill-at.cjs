// Loaded with `node --require`: ends a process, as `kill -9` does, just before it writes or renames a file whose path ends with KILL_AT.
const fs = require("node:fs");
for (const name of ["openSync", "writeFileSync", "renameSync"]) {
  const real = fs[name];
  fs[name] = (path, ...rest) => {
    const target = name === "renameSync" ? rest[0] : path;
    if (String(target).endsWith(process.env.KILL_AT)) process.kill(process.pid, "SIGKILL");
    return real(path, ...rest);
  };
}
