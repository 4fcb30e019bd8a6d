import { silentlyIgnoredUpdates } from "../../components/platform/docker/rules/updates";
import { shown } from "../policy";
import { containerPolicy } from "./container";

export const deleteBeforeReplace = containerPolicy({
  name: "delete-before-replace",
  description: "A container is removed before the one that replaces it is made, and no change to it is ignored.",
  check({ name, opts: { deleteBeforeReplace, ignoreChanges } }, report) {
    if (deleteBeforeReplace === true && ignoreChanges.length === 0) return;
    report({
      what: `container ${name} cannot be replaced, or is not when it has to be`,
      got: `deleteBeforeReplace ${shown(deleteBeforeReplace)}, ignoreChanges ${shown(ignoreChanges)}`,
      allowed: "deleteBeforeReplace true, ignoreChanges []",
      fix: `set it, with replaceOnChanges for ${silentlyIgnoredUpdates.join(", ")}, which the provider does not update`,
    });
  },
});
