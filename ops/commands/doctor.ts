import type { Command } from "commander";
import { inspectToolchain, type Part } from "../../toolchain";
import { clusterPart } from "../../toolchain/cluster";
import { exit, type Done } from "../exit";
import { table, wantsColours, type Colour } from "../table";

const colourOf: Record<Part["state"], Colour> = { ready: "green", missing: "yellow", broken: "red", stopped: "yellow", absent: "yellow" };

export function doctorCommand(program: Command, done: Done): void {
  program
    .command("doctor")
    .description("which parts of the toolchain are here, from where, and how to mend the others")
    .option("-j, --json", "as JSON")
    .action(async ({ json }: { json?: true }) => {
      const [toolchain, cluster] = await Promise.all([inspectToolchain(), clusterPart()]);
      const parts = [...toolchain, cluster];
      console.log(json ? JSON.stringify(parts, undefined, 2) : partsText(parts, wantsColours(process.stdout, process.env)));
      done(parts.some(({ state }) => state === "missing" || state === "broken") ? exit.failed : exit.done);
    });
}

export function partsText(parts: Part[], colours: boolean): string {
  const rows = parts.map(({ name, state, version = "", source = "", detail = "" }) => [
    name,
    { text: state, colour: colourOf[state] },
    version,
    source,
    detail,
  ]);
  const fixes = parts.flatMap(({ name, state, fix }) => (state !== "ready" && fix ? [`${name}: ${fix}`] : []));
  return [table(["PART", "STATE", "VERSION", "SOURCE", "DETAIL"], rows, colours), ...fixes].join("\n\n");
}
