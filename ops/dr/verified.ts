import { setTimeout as sleep } from "node:timers/promises";
import { deployedBackups } from "../backup/deployed";
import { differencesIn } from "../drift";
import { CommandError, exit } from "../exit";
import { runtimeOf } from "../runtime";
import type { Stack } from "../stack";
import { fullStatus } from "../status-report";
import { statusText } from "../status-view";
import { recoveredKey } from "../../components/secrets/recovered";

/** Healthy services that are still starting get so long, in milliseconds. */
const patience = 120_000;

/**
 * @param verifiesOnUp the stack had it so, before
 * @returns what was seen
 * @throws CommandError when anything of it is not as it should be
 */
export async function verified(stack: Stack, verifiesOnUp: boolean, write: (line: string) => void): Promise<string> {
  const outputs = await stack.outputs();
  const until = Date.now() + patience;
  let report = await fullStatus(runtimeOf(outputs), outputs);
  while (report.health === "starting" && Date.now() < until) {
    await sleep(2000);
    report = await fullStatus(runtimeOf(outputs), outputs);
  }
  if (report.health !== "healthy") throw new CommandError(`not every service is healthy\n${statusText(report, false)}`);
  if (verifiesOnUp) await verifyOnUp(stack, write);
  await stack.unconfigure(recoveredKey);
  const changes = differencesIn("program", await stack.wouldChange(["preview"]));
  if (changes.length > 0) {
    throw new CommandError(
      `a preview is not empty: ${changes.map(({ op, resource }) => `${op} ${resource}`).join(", ")}\nFix: ./ballast preview --stack ${stack.name}`,
    );
  }
  return `${report.services.length} services healthy, restore record genuine${verifiesOnUp ? ", a new backup verified" : ""}, preview empty`;
}

/** The archive of a stack that was lost is too old for its `up` until there is a new backup. */
async function verifyOnUp(stack: Stack, write: (line: string) => void): Promise<void> {
  const { jobs, runNow } = await deployedBackups(stack.name);
  const code = jobs.full ? await runNow(jobs.full.service, write) : 1;
  if (code !== 0) throw new CommandError(`the first backup after the recovery failed with exit code ${code}`);
  await stack.configurePath("ballast:postgres.backup.verification.onUp", "true");
  await update(stack, true);
}

/** @param policies are asked @throws CommandError that says how to go on */
export async function update(stack: Stack, policies: boolean): Promise<void> {
  const code = await stack.update({ policies });
  if (code === 0) return;
  throw new CommandError(
    `pulumi up failed with exit code ${code}: the stack is not recovered yet. What was given was only read\n` +
      `Fix: mend what it names, in Pulumi.${stack.name}.yaml where this machine differs, and run the same command again: it goes on from here`,
    code > 128 ? code : exit.failed,
  );
}
