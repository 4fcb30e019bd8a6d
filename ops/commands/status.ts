import type { Command } from "commander";
import { presentEngine } from "../engine";
import type { Done } from "../exit";
import { exitCodeOf } from "../health";
import { stackOption } from "../options";
import { runtimeOf } from "../runtime";
import { Stack } from "../stack";
import { fullStatus, requireService } from "../status-report";
import { statusJson, statusText } from "../status-view";
import { wantsColours } from "../table";
import { watching, watchOption } from "../watch";

interface StatusOptions {
  stack: string;
  /** Seconds between two looks. */
  watch?: number;
  json?: true;
}

export function statusCommand(program: Command, done: Done): void {
  program
    .command("status")
    .description("how every service is, and the cause when it is not healthy")
    .argument("[service]", "only this one")
    .addOption(stackOption())
    .addOption(watchOption())
    .option("-j, --json", "as JSON; with --watch, one document a line")
    .action(async (service: string | undefined, options: StatusOptions) => done(await status(service, options)));
}

async function status(service: string | undefined, { stack: name, watch, json }: StatusOptions): Promise<number> {
  const outputs = await new Stack(name, await presentEngine()).outputs();
  requireService(outputs, service);
  const runtime = runtimeOf(outputs);
  const colours = wantsColours(process.stdout, process.env);
  return watching({ heading: name, seconds: watch, json }, async () => {
    const report = await fullStatus(runtime, outputs, service);
    return {
      text: json ? statusJson(name, report, watch !== undefined) : statusText(report, colours),
      exitCode: exitCodeOf(report.health),
    };
  });
}
