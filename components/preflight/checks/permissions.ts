import { orPass, pass, type Check } from "../check";
import type { Found } from "../report";

const title = "Permissions";

export const permissions: Check = {
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
    const closed = folders.flatMap(({ name, path, error }): Found[] =>
      error === undefined
        ? []
        : [
            {
              level: "fail",
              id: `folder-not-writable:${name}`,
              title: `The ${name} folder cannot be written`,
              expected: `write access to ${path}`,
              found: error,
              fix: "change its owner or its mode, or mount it for writing",
            },
          ],
    );
    const names = folders.map(({ name }) => name).join(", ");
    return orPass([...denied, ...closed], () =>
      pass(title, "access to Docker and to what a deployment writes", `Docker and the folders ${names}`),
    );
  },
};
