import { orPass, pass, type Check, type DockerInput } from "../../check";
import type { Found } from "../../report";
import { closedFolders, named } from "../folders";

const title = "Permissions";

export const permissions: Check<DockerInput> = {
  id: "permissions",
  title,
  kinds: { "docker-access-denied": "", "folder-not-writable": "FOLDER" },
  run({ facts: { engine, folders } }) {
    const denied: Found[] =
      engine.state === "denied"
        ? [
            {
              level: "fail",
              id: "docker-access-denied",
              title: "The Docker engine does not let this user in",
              expected: "access to the engine's socket",
              found: engine.reason,
              fix: "join the group docker (`usermod -aG docker $USER`) and log in again, or use an engine without root",
            },
          ]
        : [];
    return orPass([...denied, ...closedFolders(folders)], () =>
      pass(title, "access to Docker and to what a deployment writes", `Docker and ${named(folders)}`),
    );
  },
};
