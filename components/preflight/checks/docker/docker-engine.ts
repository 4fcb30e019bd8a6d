import { pass, skip, unknown, type Check, type DockerInput } from "../../check";

const id = "docker-engine";
const title = "Docker engine";
/** Below it, `--init`, memory without swap and network options behave differently. */
const oldest: [major: number, minor: number] = [20, 10];

export const dockerEngine: Check<DockerInput> = {
  id,
  title,
  kinds: {
    "docker-client-missing": "",
    "docker-engine-unreachable": "",
    "docker-engine-too-old": "",
    "docker-engine-not-linux": "",
    "docker-engine-unknown": "",
  },
  requires: ["permissions"],
  run({ facts: { engine } }) {
    const expected = `a Linux engine of version ${oldest.join(".")} or later that answers`;
    switch (engine.state) {
      case "denied":
        return [skip(title, "access to it is denied")];
      case "unknown":
        return [unknown(id, title, engine.reason)];
      case "no-client":
        return [
          {
            level: "fail",
            id: "docker-client-missing",
            title: "There is no docker command",
            expected: "docker on PATH",
            found: engine.reason,
            fix: "install Docker's command line, or run `./ballast up`, which does",
          },
        ];
      case "unreachable":
        return [
          {
            level: "fail",
            id: "docker-engine-unreachable",
            title: "The Docker engine does not answer",
            expected,
            found: engine.reason,
            fix: "start it (`systemctl start docker`), or see that DOCKER_HOST names one that runs",
          },
        ];
      case "answers": {
        if (engine.os !== "linux")
          return [
            {
              level: "fail",
              id: "docker-engine-not-linux",
              title: "The engine runs no Linux containers",
              expected,
              found: engine.os,
              fix: "switch the engine to Linux containers",
            },
          ];
        const old = isOlder(engine.version);
        if (old === undefined) return [unknown(id, title, `version ${JSON.stringify(engine.version)}`)];
        if (old)
          return [
            {
              level: "fail",
              id: "docker-engine-too-old",
              title: "The Docker engine is too old",
              expected,
              found: engine.version,
              fix: "update Docker Engine",
            },
          ];
        return [pass(title, expected, `version ${engine.version}`)];
      }
    }
  },
};

/** @returns undefined when it is no version */
function isOlder(version: string): boolean | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  return Number(major) < oldest[0] || (Number(major) === oldest[0] && Number(minor) < oldest[1]);
}
