import { setTimeout as sleep } from "node:timers/promises";
import { Option, type Command } from "commander";
import { presentEngine } from "../engine";
import type { Done } from "../exit";
import { exitCodeOf } from "../health";
import { stackOption, wholeNumber } from "../options";
import { runtimeOf } from "../runtime";
import { Stack } from "../stack";
import { readStatus, requireService, withLogs } from "../status-report";
import { progressText, statusJson, statusText } from "../status-view";
import { wantsColours } from "../table";

interface WaitOptions {
  stack: string;
  /** Seconds. */
  timeout: number;
  json?: true;
}

/** Milliseconds between two looks. */
const interval = 1000;

export function waitCommand(program: Command, done: Done): void {
  program
    .command("wait")
    .description("until every service is healthy, or the time is up")
    .argument("[service]", "only this one")
    .addOption(stackOption())
    .addOption(new Option("-t, --timeout <seconds>", "give up after this").default(120).argParser(wholeNumber))
    .option("-j, --json", "the last status as JSON")
    .action(async (service: string | undefined, options: WaitOptions) => done(await wait(service, options)));
}

async function wait(service: string | undefined, { stack: name, timeout, json }: WaitOptions): Promise<number> {
  const deadline = Date.now() + timeout * 1000;
  const outputs = await new Stack(name, await presentEngine()).outputs();
  requireService(outputs, service);
  const runtime = runtimeOf(outputs);
  for (let shown = ""; ; await sleep(Math.min(interval, deadline - Date.now()))) {
    const report = await readStatus(runtime, outputs, service);
    const progress = progressText(report);
    if (progress !== shown) console.error((shown = progress));
    if (report.health !== "healthy" && Date.now() < deadline) continue;
    if (report.health !== "healthy") console.error(`gave up after ${timeout} s`);
    const last = await withLogs(runtime, report);
    console.log(json ? statusJson(name, last) : statusText(last, wantsColours(process.stdout, process.env)));
    return exitCodeOf(last.health);
  }
}
