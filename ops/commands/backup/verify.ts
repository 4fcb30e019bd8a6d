import { InvalidArgumentError, Option, type Command } from "commander";
import { deployedVerification, type Provable } from "../../backup/verifications";
import { readEvidence } from "../../backup/evidence";
import { evidenceJson } from "../../backup/evidence-view";
import { shown } from "../../backup/running";
import { CommandError, exit, type Done } from "../../exit";
import { checkedLabel, stackOption } from "../../options";
import { ofOption } from "./of";

interface VerifyOptions {
  stack: string;
  of: Provable;
  seed?: string;
  json?: true;
}

export function verifyCommand(backup: Command, done: Done): void {
  backup
    .command("verify")
    .description("restore a backup where nobody reaches it, and prove it: exit 0 pass, 1 fail, 3 partial, 4 could not verify")
    .argument("[label]", "which, as `backup list` has it; without it, the newest", checkedLabel)
    .addOption(stackOption())
    .addOption(ofOption())
    .addOption(new Option("--seed <text>", "makes the random choices of another run again").argParser(checkedSeed))
    .option("-j, --json", "the evidence as JSON; the rest goes to standard error")
    .action(async (label: string | undefined, options: VerifyOptions) => done(await verify(label, options)));
}

const programs = { backups: "verify", dumps: "verify-dumps", snapshots: "verify-snapshot" };

async function verify(label: string | undefined, { stack, of, seed, json }: VerifyOptions): Promise<number> {
  if (of !== "backups" && (label !== undefined || seed !== undefined)) {
    throw new CommandError(`--of ${of}: got a label or a seed, allowed is neither\nFix: leave it out: the newest are verified`, exit.usage);
  }
  const verification = await deployedVerification(stack, of);
  const command = [
    "drill",
    programs[of],
    ...(label === undefined ? [] : ["--label", label]),
    ...(seed === undefined ? [] : ["--seed", seed]),
  ];
  const exitCode = await shown({
    what: "verification",
    run: (write) => verification.run(command, write),
    progress: () => Promise.resolve(null),
    goesOn: `interrupted: a verification that has begun goes on without this; when it is done, ./ballast backup evidence --of ${of} --stack ${stack} has it`,
  });
  if (json) console.log(evidenceJson(stack, await readEvidence(verification, verification.repositories.length)));
  return exitCode;
}

function checkedSeed(text: string): string {
  if (/^[A-Za-z0-9._-]{1,100}$/.test(text)) return text;
  throw new InvalidArgumentError('Allowed are 1 to 100 letters, digits and "._-".');
}
