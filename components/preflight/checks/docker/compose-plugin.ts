import { pass, skip, type Check, type DockerInput } from "../../check";
import { withEngine } from "./with-engine";

const title = "Compose plugin";

/** Nothing in a stack uses Compose, so its absence is no finding; one that is broken is a sign of a broken installation. */
export const composePlugin: Check<DockerInput> = {
  id: "compose-plugin",
  title,
  kinds: { "compose-plugin-broken": "" },
  requires: ["docker-engine", "permissions"],
  run: (input) =>
    withEngine(input, title, ({ compose }) => {
      if (!compose) return [skip(title, "not installed; nothing in this stack uses it")];
      if ("version" in compose) return [pass(title, "works where it is installed", `version ${compose.version}`)];
      return [
        {
          level: "warn",
          id: "compose-plugin-broken",
          title: "The Compose plugin is broken",
          expected: "works where it is installed",
          found: compose.error,
          fix: "install docker-compose-plugin again, or remove it",
        },
      ];
    }),
};
