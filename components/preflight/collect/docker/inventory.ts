import type { Container, Network } from "./facts";
import { lines, type Docker } from "./docker";

/** What is in the engine already. */
export async function containers(docker: Docker): Promise<Container[]> {
  const found = await lines(docker, "ps", "--no-trunc", "--format", '{{.Names}}\t{{.Label "ballast.stack"}}\t{{.Ports}}');
  return found.map(container).filter(({ ports }) => ports.length > 0);
}

function container(line: string): Container {
  const [name = "", owner = "", ports = ""] = line.split("\t");
  return { name, owner, ports: ports.split(", ").flatMap(published) };
}

/** @param text as in `127.0.0.1:8080->80/tcp`, `:::9000-9001->9000-9001/tcp`, or `80/tcp` for one that is not published */
export function published(text: string): { address: string; port: number }[] {
  const [, address, first, last] = /^(?:\[?([0-9a-f.:]+?)\]?:)?(\d+)(?:-(\d+))?->[\d-]+\/tcp$/.exec(text) ?? [];
  if (first === undefined) return [];
  const count = Number(last ?? first) - Number(first) + 1;
  return Array.from({ length: count }, (_, index) => ({ address: address ?? "0.0.0.0", port: Number(first) + index }));
}

export async function networks(docker: Docker): Promise<Network[]> {
  const ids = await lines(docker, "network", "ls", "--quiet");
  if (ids.length === 0) return [];
  const format = "{{.Name}}{{range .IPAM.Config}}\t{{.Subnet}}{{end}}";
  // One that was removed since the listing is no reason to know nothing of the others.
  const { stdout } = await docker("network", "inspect", "--format", format, ...ids);
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t"))
    .map(([name = "", ...subnets]) => ({ name, subnets }));
}

/** @param owner label of the stack */
export function volumes(docker: Docker, owner: string): Promise<string[]> {
  return lines(docker, "volume", "ls", "--filter", `label=ballast.stack=${owner}`, "--format", "{{.Name}}");
}

/** @returns those that are in the engine */
export async function presentImages(docker: Docker, references: string[]): Promise<string[]> {
  const answers = await Promise.all(
    references.map(async (reference) => {
      const { code, stderr } = await docker("image", "inspect", "--format", "{{.Id}}", reference);
      if (code !== 0 && !/no such image/i.test(stderr)) throw new Error(`docker image inspect ${reference}: ${stderr.trim()}`);
      return code === 0 ? [reference] : [];
    }),
  );
  return answers.flat();
}
