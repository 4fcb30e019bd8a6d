import { InvalidArgumentError, Option, type Command } from "commander";
import { CommandError, exit } from "./exit";

/** Letters, digits and `-_.`, with the organisation and project before it where the backend has them. */
const stackName = /^[A-Za-z0-9][\w.-]*(?:\/[\w.-]+){0,2}$/;

export function stackOption(): Option {
  return new Option("-s, --stack <name>", "the stack").default("dev").env("BALLAST_STACK").argParser(checkedStack);
}

/** @throws InvalidArgumentError */
export function checkedStack(text: string): string {
  if (stackName.test(text)) return text;
  throw new InvalidArgumentError(`Allowed are letters, digits and "-_.", such as dev.`);
}

export function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Allowed is a whole number from 1.");
}

/** As pgBackRest names backups: it becomes an argument. */
export function checkedLabel(text: string): string {
  if (/^\d{8}-\d{6}F(_\d{8}-\d{6}[DI])?$/.test(text)) return text;
  throw new InvalidArgumentError("Allowed is a label, such as 20260125-020009F.");
}

/** Options that Pulumi knows and this program does not are Pulumi's to judge: they are passed on, never ignored. */
export function passesOn(command: Command): Command {
  return command
    .allowUnknownOption()
    .allowExcessArguments()
    .addHelpText("after", `\nAny other option is passed on to \`pulumi ${command.name() === "down" ? "destroy" : command.name()}\`.`);
}

/** Pulumi's log shows secrets in plain text from this level on. */
const loudest = 2;

/**
 * @param rest what commander did not know
 * @throws CommandError for a leading word: `up dev` would be a template to Pulumi, and is a stack to the person who wrote it
 * @throws CommandError for a log that would show secrets
 */
export function passedOn(rest: string[]): string[] {
  const level = / (?:-v|--verbose)[= ]?(\d+)/.exec(` ${rest.join(" ")}`)?.[1];
  if (Number(level) > loudest) {
    throw new CommandError(
      `--verbose: got ${level}, allowed is at most ${loudest}: above that Pulumi's log shows secrets in plain text\n` +
        'Fix: where nobody else reads it, use plain pulumi: eval "$(./ballast env)"',
      exit.usage,
    );
  }
  const [first] = rest;
  if (first === undefined || first.startsWith("-")) return rest;
  throw new CommandError(
    `argument: got ${JSON.stringify(first)}, allowed are options only\nFix: the stack is --stack ${first}`,
    exit.usage,
  );
}
