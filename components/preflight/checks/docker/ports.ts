import type { PublishedPort } from "../../../platform/needs";
import { pass, skip, unknown, withFact, type Check, type DockerInput } from "../../check";
import type { Container, EngineFacts, PortFact } from "../../collect/docker/facts";
import type { Found } from "../../report";
import { withEngine } from "./with-engine";

const id = "ports";
const title = "Host ports";

export const ports: Check<DockerInput> = {
  id,
  title,
  kinds: { "port-in-use": "PORT", "port-forbidden": "PORT", "port-address-missing": "PORT", "ports-unknown": "" },
  requires: ["docker-engine", "permissions"],
  run(input) {
    const wanted = wantedPorts(input);
    if (wanted.length === 0) return [skip(title, "the stack publishes none")];
    return withEngine(input, title, (engine) =>
      withFact(input.facts.containers, id, title, (containers) =>
        withFact(input.facts.ports, id, title, (facts) => {
          const problems = wanted.flatMap((port) => judge(port, facts, containers, engine, input.needs.owner));
          return problems.length > 0 ? problems : [pass(title, wanted.map(where).join(", "), wanted.length === 1 ? "free" : "all free")];
        }),
      ),
    );
  },
};

/** Those the stack publishes, and those that the configuration adds. */
export function wantedPorts({ needs, settings }: Pick<DockerInput, "needs" | "settings">): PublishedPort[] {
  const more = settings.ports.filter((port) => !needs.ports.some((published) => published.port === port));
  return [...needs.ports, ...more.map((port) => ({ service: "ballast:preflight.ports", address: "0.0.0.0", port }))];
}

function judge(port: PublishedPort, facts: PortFact[], containers: Container[], engine: EngineFacts, owner: string): Found[] {
  const fact = facts.find((one) => one.port === port.port && one.address === port.address);
  if (!fact) return [unknown(id, title, `nothing is known about ${where(port)}`)];
  const expected = `${where(port)} free for ${port.service}`;
  const problem = (kind: string, text: string, found: string, fix: string): Found[] => [
    { level: "fail", id: `${kind}:${port.port}`, title: text, expected, found, fix },
  ];
  if (fact.bind === "EADDRNOTAVAIL")
    return problem(
      "port-address-missing",
      `This machine has no address ${port.address}`,
      "no such address",
      `give ${port.service} an address of this machine, or 0.0.0.0 for all of them`,
    );
  if (port.port < engine.lowestPort)
    return problem(
      "port-forbidden",
      `The engine may not bind port ${port.port}`,
      `an engine without root, which may bind ports from ${engine.lowestPort}`,
      `choose a port from ${engine.lowestPort}, or lower net.ipv4.ip_unprivileged_port_start`,
    );
  const holders = fact.bind === "free" ? [] : holdersOf(port, fact, containers, owner);
  if (holders.length > 0)
    return problem("port-in-use", `Port ${port.port} is taken`, holders.join(", "), "stop it, or choose another port");
  // Binding a low port is denied to this program and not to the engine, so the list of listeners has to do.
  return ["free", "EADDRINUSE", "EACCES"].includes(fact.bind) ? [] : [unknown(id, title, `binding ${where(port)}: ${fact.bind}`)];
}

/** Who keeps the stack from the port: nobody, where the stack itself has it. */
function holdersOf(port: PublishedPort, fact: PortFact, containers: Container[], owner: string): string[] {
  const published = containers.filter((container) => container.ports.some((other) => clash(other, port)));
  const listeners = fact.listeners.filter(
    ({ address }) =>
      clash({ address, port: port.port }, port) &&
      !published.some((container) => container.ports.some((own) => own.port === port.port && own.address === address)),
  );
  const foreign = published.filter((container) => container.owner !== owner);
  if (foreign.length + listeners.length === 0 && published.length === 0 && fact.bind === "EADDRINUSE")
    return ["taken by a process that cannot be seen"];
  return [
    ...foreign.map(({ name }) => `container ${name}`),
    ...listeners.map(({ process }) => (process ? `${process.name} (process ${process.pid})` : "a process of another user")),
  ];
}

/** Every address includes each. */
function clash(a: { address: string; port: number }, b: { address: string; port: number }): boolean {
  const everywhere = ["0.0.0.0", "::"];
  return a.port === b.port && (a.address === b.address || everywhere.includes(a.address) || everywhere.includes(b.address));
}

const where = ({ address, port }: { address: string; port: number }): string => `${address}:${port}`;
