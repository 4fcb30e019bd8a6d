// Loaded with `node --require`: no process on any machine answers, this one's registry included.
const net = require("node:net");
net.Socket.prototype.connect = function () {
  process.nextTick(() => this.destroy(new Error("the network is cut off")));
  return this;
};
