import { presentEngine } from "../engine";
import { CommandError, exit } from "../exit";
import { runtimeOf } from "../runtime";
import { Stack, type Recoverable } from "../stack";
import { firstUnit, store } from "./unit";

/** What verifications prove: backups of Postgres, its dumps, and snapshots of Redis. */
export const provable = ["backups", "dumps", "snapshots"] as const;
export type Provable = (typeof provable)[number];

/** What proves the backups of a stack that is deployed. */
export interface DeployedVerification {
  of: Provable;
  service: string;
  schedule: string;
  /** PEM of what its evidence is checked with. */
  publicKey: string;
  /** Numbers of those whose backups it verifies, one run each. Files have one, which is 1. */
  repositories: number[];
  /** Runs a program where verifications run, with all that they have. @param write gets its lines @returns its exit code */
  run: (command: string[], write: (line: string) => void) => Promise<number>;
}

/** @throws CommandError when nothing is deployed, or nothing verifies */
export async function deployedVerification(name: string, of: Provable): Promise<DeployedVerification> {
  const found = (await deployedVerifications(name)).find((one) => one.of === of);
  if (found) return found;
  throw new CommandError(
    `stack ${name}: got no verification of ${of} in its outputs\nFix: deploy it again: ./ballast up --stack ${name}`,
    exit.missing,
  );
}

/** @returns those that there are @throws CommandError when nothing is deployed */
export async function deployedVerifications(name: string): Promise<DeployedVerification[]> {
  return verificationsOf(await new Stack(name, await presentEngine()).recoverable());
}

/** @returns those that there are */
export function verificationsOf(outputs: Recoverable): DeployedVerification[] {
  const { archive, verification: ofBackups, dumps } = outputs.recovery[store] ?? {};
  const repositories = archive?.repositories.map(({ number }) => number) ?? [];
  const all = [
    { of: "backups" as const, facts: archive && ofBackups, repositories },
    { of: "dumps" as const, facts: dumps?.verification, repositories: [1] },
    { of: "snapshots" as const, facts: outputs.recovery["redis"]?.backups?.verification, repositories: [1] },
  ];
  return all.flatMap(({ of, facts, repositories }) => {
    if (!facts) return [];
    const unit = firstUnit(outputs, facts.service);
    return [{ of, ...facts, repositories, run: (command, write) => runtimeOf(outputs).runNow(unit, write, command) }];
  });
}
