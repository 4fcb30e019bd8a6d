import { orPass, pass, withFact, type Check, type DockerInput } from "../../check";
import type { EngineFacts, Network } from "../../collect/docker/facts";
import type { Found } from "../../report";
import { freeRanges } from "../../collect/docker/ranges";
import { withEngine } from "./with-engine";

const id = "network";
const title = "Docker network";

export const network: Check<DockerInput> = {
  id,
  title,
  kinds: {
    "network-bridge-missing": "",
    "network-ranges-exhausted": "",
    "network-forwarding-off": "",
    "registry-unreachable": "HOST",
    "network-unknown": "",
  },
  requires: ["docker-engine", "permissions"],
  run: (input) =>
    withEngine(input, title, (engine) =>
      withFact(input.facts.networks, id, title, (networks) =>
        withFact(input.facts.registries, id, title, (registries) => {
          const unreachable = registries.flatMap(({ host, error }): Found[] =>
            error === undefined
              ? []
              : [
                  {
                    level: "fail",
                    id: `registry-unreachable:${host}`,
                    title: `Registry ${host} cannot be reached`,
                    expected: `a connection to ${host}, which has an image the stack needs`,
                    found: error,
                    fix: "see to the network, load the image into the engine, or run `./ballast up`, which can make the base image",
                  },
                ],
          );
          const made = judge(input, engine, networks);
          return orPass([...made, ...unreachable], () => passed(input, registries.length));
        }),
      ),
    ),
};

function judge({ needs }: DockerInput, engine: EngineFacts, networks: Network[]): Found[] {
  const expected = "bridge networks with ranges of their own";
  const wanted = needs.networks.filter((name) => !networks.some((network) => network.name === name)).length;
  const free = freeRanges(
    engine.addressPools,
    networks.flatMap(({ subnets }) => subnets),
    wanted,
  );
  return [
    ...(engine.networkDrivers.includes("bridge")
      ? []
      : [
          {
            level: "fail" as const,
            id: "network-bridge-missing",
            title: "The engine has no bridge networks",
            expected,
            found: `drivers ${engine.networkDrivers.join(", ") || "none"}`,
            fix: "start the engine with its bridge driver (not with `--bridge=none` alone in a build without it)",
          },
        ]),
    ...(free < wanted
      ? [
          {
            level: "fail" as const,
            id: "network-ranges-exhausted",
            title: "No address ranges are left for networks",
            expected: `${wanted} free ranges in the engine's address pools`,
            found: `${free} free, ${networks.length} networks exist`,
            fix: "remove networks nobody uses (`docker network prune`), or add default-address-pools to the engine's daemon.json",
          },
        ]
      : []),
    ...(engine.forwarding
      ? []
      : [
          {
            level: "warn" as const,
            id: "network-forwarding-off",
            title: "The host does not forward packets",
            expected: "net.ipv4.ip_forward = 1",
            found: "0",
            fix: "sysctl -w net.ipv4.ip_forward=1, or restart the engine, which sets it",
          },
        ]),
  ];
}

function passed({ settings }: DockerInput, registries: number): Found {
  const outside = settings.airGapped
    ? "air-gapped: no connection was tried"
    : registries > 0
      ? "registries answer"
      : "no image has to be pulled";
  return pass(title, "bridge networks, and the registries of missing images", `usable; ${outside}`);
}
