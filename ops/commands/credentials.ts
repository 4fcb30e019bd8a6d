import type { Command } from "commander";
import { presentEngine } from "../engine";
import { CommandError, exit, type Done } from "../exit";
import { stackOption } from "../options";
import { Stack, type Credentials } from "../stack";
import { table } from "../table";

interface CredentialsOptions {
  stack: string;
  show?: true;
  json?: true;
}

export function credentialsCommand(program: Command, done: Done): void {
  program
    .command("credentials")
    .description("every secret of the stack without its value, or the value of one")
    .argument("[name]", "print the value of this one")
    .addOption(stackOption())
    .option("--show", "print the value also where standard output is no terminal")
    .option("-j, --json", "as JSON")
    .action(async (name: string | undefined, options: CredentialsOptions) => done(await credentials(name, options)));
}

async function credentials(name: string | undefined, { stack: stackName, show, json }: CredentialsOptions): Promise<number> {
  checkShown(name, show === true, process.stdout.isTTY);
  const stack = new Stack(stackName, await presentEngine());
  const all = await stack.credentials();
  if (name === undefined) {
    console.log(json ? JSON.stringify(all, undefined, 2) : credentialsText(all));
    return exit.done;
  }
  const facts = named(name, all);
  const value = (await stack.secrets(facts.secretOutput))[name];
  if (value === undefined) throw new CommandError(`credential ${name}: the stack's outputs have no value of it`, exit.couldNotAsk);
  console.log(json ? JSON.stringify({ name, ...facts, value }, undefined, 2) : value);
  return exit.done;
}

/** A file or a pipe keeps what a terminal forgets: a value goes there only when that was asked for. */
export function checkShown(name: string | undefined, show: boolean, terminal: boolean): void {
  if (name === undefined && show)
    throw new CommandError("--show: got it without a name, allowed is one credential\nFix: name it", exit.usage);
  if (name !== undefined && !show && !terminal) {
    throw new CommandError(
      `credential ${name}: standard output is no terminal, so its value was not printed\nFix: ./ballast credentials ${name} --show`,
      exit.usage,
    );
  }
}

function named(name: string, all: Credentials): Credentials[string] {
  const facts = Object.entries(all).find(([other]) => other === name)?.[1];
  if (facts) return facts;
  throw new CommandError(`credential: got ${JSON.stringify(name)}, allowed is one of ${Object.keys(all).join(", ")}`, exit.usage);
}

export function credentialsText(all: Credentials): string {
  const rows = Object.entries(all).map(([name, { purpose, store, owner, login = "", version }]) => [
    name,
    purpose,
    store,
    owner,
    login,
    String(version),
  ]);
  return table(["NAME", "PURPOSE", "STORE", "OWNER", "LOGIN", "VERSION"], rows, false);
}
