import type { Amount } from "./runtime/runtime";
import { table, type Cell, type Colour } from "./table";
import { percent, type ServiceUsage } from "./usage-report";

/** Per cent of a limit from which on a number stands out. */
const high: [number, Colour][] = [
  [90, "red"],
  [75, "yellow"],
];

const header = ["SERVICE", "POD", "CONTAINER", "CPU m", "REQUEST", "LIMIT", "%", "MEMORY Mi", "REQUEST", "LIMIT", "%"];

/** A line for each service, pod and container; what would say the same as the line above is left out. */
export function usageText(services: ServiceUsage[], colours: boolean): string {
  const rows = services.flatMap(({ service, pods, ...all }) => {
    const inside = pods.flatMap(({ pod, containers, ...own }) => [
      row("", pod, "", own),
      ...(containers.length > 1 ? containers.map(({ container, ...one }) => row("", "", container, one)) : []),
    ]);
    const [only] = pods;
    return [row(service, pods.length === 1 ? (only?.pod ?? "") : "", "", all), ...(pods.length === 1 ? inside.slice(1) : inside)];
  });
  return table(header, rows, colours);
}

const row = (service: string, pod: string, container: string, { cpu, memory }: { cpu: Amount; memory: Amount }): Cell[] => [
  service,
  pod,
  container,
  ...cells(cpu),
  ...cells(memory),
];

function cells(amount: Amount): Cell[] {
  const share = percent(amount);
  const text = share === undefined ? unknown : String(share);
  const colour = high.find(([from]) => (share ?? 0) >= from)?.[1];
  const shown = [amount.used, amount.request, amount.limit].map((one) => (one === undefined ? unknown : String(one)));
  return [...shown, colour ? { text, colour } : text];
}

/** Not measured, or not set. */
const unknown = "-";

/** What machines read, with the share of the limit; `compact` is one line. */
export function usageJson(stack: string, services: ServiceUsage[], compact = false): string {
  return JSON.stringify({ stack, services }, withShare, compact ? undefined : 2);
}

function withShare(key: string, value: unknown): unknown {
  if (key !== "cpu" && key !== "memory") return value;
  const share = percent(value as Amount);
  return share === undefined ? value : { ...(value as Amount), percent: share };
}
