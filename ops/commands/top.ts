import type { Command } from "commander";
import { presentEngine } from "../engine";
import { exit, type Done } from "../exit";
import { stackOption } from "../options";
import { runtimeOf } from "../runtime";
import { Stack } from "../stack";
import { requireService } from "../status-report";
import { wantsColours } from "../table";
import { readUsage } from "../usage-report";
import { usageJson, usageText } from "../usage-view";
import { watching, watchOption } from "../watch";

interface TopOptions {
  stack: string;
  /** Seconds between two looks. */
  watch?: number;
  json?: true;
}

export function topCommand(program: Command, done: Done): void {
  program
    .command("top")
    .description("CPU and memory of every service, pod and container, against what it may use")
    .argument("[service]", "only this one")
    .addOption(stackOption())
    .addOption(watchOption())
    .option("-j, --json", "as JSON; with --watch, one document a line")
    .action(async (service: string | undefined, options: TopOptions) => done(await top(service, options)));
}

async function top(service: string | undefined, { stack: name, watch, json }: TopOptions): Promise<number> {
  const outputs = await new Stack(name, await presentEngine()).outputs();
  requireService(outputs, service);
  const runtime = runtimeOf(outputs);
  const colours = wantsColours(process.stdout, process.env);
  return watching({ heading: name, seconds: watch, json }, async () => {
    const services = await readUsage(runtime, outputs, service);
    return { text: json ? usageJson(name, services, watch !== undefined) : usageText(services, colours), exitCode: exit.done };
  });
}
