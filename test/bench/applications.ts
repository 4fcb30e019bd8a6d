import { clusterConfig } from "../support/cluster-config";
import { askKubectl } from "../support/kubectl";
import type { Benchmark, Measured } from "./benchmark";
import { alternate, median, seconds } from "./measure";
import { peakMemory } from "./peak-memory";
import { clusterStack } from "./stacks";

const counts = [10, 50, 200];

/** What an application costs a preview. No target: nobody else does the same work. */
export const applications: Benchmark = {
  name: "applications",
  about: "preview of a new stack on the local cluster with 10, 50 and 200 applications, against one",
  async run(context, undo) {
    if ((await askKubectl("get", "--raw", "/readyz")).code !== 0)
      return [{ what: "preview", reason: "no local cluster answers: ./ballast cluster up" }];
    const one = await clusterStack(undo, withApplications(1));
    const measure = async (count: number): Promise<Measured> => {
      const stack = await clusterStack(undo, withApplications(count));
      const what = `pulumi preview, ${count} applications`;
      const memory: Record<"ours" | "plain", number[]> = { ours: [], plain: [] };
      const side = (name: "ours" | "plain", of: typeof stack) => () =>
        seconds(async () => void memory[name].push(await peakMemory(() => of.must("preview"))));
      const pairs = await alternate(context, { what, ours: side("ours", stack), plain: side("plain", one), runs: context.runs(2) });
      const each = (ours: number[], plain: number[]) => (median(ours) - median(plain)) / (count - 1);
      const megabytes = (values: number[]) => `${Math.round(median(values))} MB`;
      const notes = [
        `an application: ${Math.round(each(pairs.ours, pairs.plain) * 1000)} ms, ${each(memory.ours, memory.plain).toFixed(1)} MB`,
        `memory of all its processes at most: ${megabytes(memory.ours)}, with one application ${megabytes(memory.plain)}`,
      ];
      return { what, against: "the same with one application", ratio: "ours/plain", notes, ...pairs };
    };
    const results: Measured[] = [];
    for (const count of counts) results.push(await measure(count));
    return results;
  },
};

/** Small ones, so that the preflight finds room for them. */
function withApplications(count: number): Record<string, unknown> {
  const resources = { requests: { cpu: "1m", memory: "8Mi" }, limits: { cpu: "100m", memory: "64Mi" } };
  const names = Array.from({ length: count }, (_, index) => `app-${index + 1}`);
  return {
    ...clusterConfig({ port: 30_703 }),
    applications: Object.fromEntries(names.map((name) => [name, { build: "services/notes", resources }])),
    preflight: { accept: ["pods-may-not-fit"] },
  };
}
