import { isProduction, production, type Production } from "../production";
import { kindPolicy } from "./kinds";

export const claimProtected = kindPolicy<"PersistentVolumeClaim", Production>("PersistentVolumeClaim", {
  name: "claim-protected",
  description: "In production a volume claim is protected.",
  settings: production,
  check({ name, opts, settings, stack }, report) {
    if (!isProduction(stack, settings) || opts.protect) return;
    report({
      what: `the data of claim ${name} goes with the next \`destroy\` or a renamed resource`,
      got: "protect false",
      allowed: "true in production",
      fix: "set ballast:protectData to true",
    });
  },
});
