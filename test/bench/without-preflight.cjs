/** Loaded before the program: the same stack, with an empty component in the place of its preflight. */
const Module = require("node:module");
const { dirname, join } = require("node:path");

const preflight = join(__dirname, "../../components/preflight/preflight");
const load = Module._load;

Module._load = function (request, parent, ...rest) {
  const asked = request.startsWith(".") && parent?.filename ? join(dirname(parent.filename), request) : request;
  return asked === preflight ? { Preflight: empty() } : load.call(this, request, parent, ...rest);
};

function empty() {
  const { ComponentResource } = require("@pulumi/pulumi");
  return class extends ComponentResource {
    constructor(name) {
      super("ballast:bench:NoPreflight", name);
    }
  };
}
