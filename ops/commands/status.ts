import { setTimeout as sleep } from "node:timers/promises";
import { Option, type Command } from "commander";
import { presentEngine } from "../engine";
import type { Done } from "../exit";
import { exitCodeOf } from "../health";
import { stackOption, wholeNumber } from "../options";
import { Stack } from "../stack";
import { readStatus, requireService, withLogs } from "../status-report";
import { statusJson, statusText } from "../status-view";
import { wantsColours } from "../table";

interface StatusOptions {
  stack: string;
  /** Seconds between two looks. */
  watch?: number;
  json?: true;
}

/** Clears the terminal and goes to its top. */
const clear = "\x1b[2J\x1b[H";

export function statusCommand(program: Command, done: Done): void {
  program
    .command("status")
    .description("how every service is, and the cause when it is not healthy")
    .argument("[service]", "only this one")
    .addOption(stackOption())
    .addOption(new Option("-w, --watch [seconds]", "look again and again, until Ctrl-C").preset("2").argParser(wholeNumber))
    .option("-j, --json", "as JSON; with --watch, one document a line")
    .action(async (service: string | undefined, options: StatusOptions) => done(await status(service, options)));
}

async function status(service: string | undefined, { stack: name, watch, json }: StatusOptions): Promise<number> {
  const outputs = await new Stack(name, await presentEngine()).outputs();
  requireService(outputs, service);
  const colours = wantsColours(process.stdout, process.env);
  for (;;) {
    const report = await withLogs(await readStatus(outputs, service));
    const text = json ? statusJson(name, report, watch !== undefined) : statusText(report, colours);
    if (watch === undefined) {
      console.log(text);
      return exitCodeOf(report.health);
    }
    const heading = `${name}, ${new Date().toISOString()}\n\n`;
    console.log(json ? text : `${process.stdout.isTTY ? clear : ""}${heading}${text}`);
    await sleep(watch * 1000);
  }
}
