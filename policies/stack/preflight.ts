import { stackPolicy } from "../policy";

const type = "pulumi-nodejs:dynamic/ballast:Preflight";

export const preflight = stackPolicy({
  name: "preflight",
  description: "A stack checks its host before it makes anything.",
  check(resources, report) {
    if (resources.some((resource) => resource.type === type)) return;
    report({
      what: "the stack does not check its host before it makes something there",
      got: `no ${type}`,
      allowed: "one in every stack",
      fix: "make a Preflight first, and let everything else depend on it",
    });
  },
});
