import { orPass, pass, type Check, type KubernetesInput } from "../../check";
import { closedFolders, named } from "../folders";

const title = "Permissions";

export const permissions: Check<KubernetesInput> = {
  id: "permissions",
  title,
  kinds: { "folder-not-writable": "FOLDER" },
  run: ({ facts: { folders } }) => orPass(closedFolders(folders), () => pass(title, "access to what a deployment writes", named(folders))),
};
