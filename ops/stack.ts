import { z } from "zod";
import { contractVersion, stackOutputs } from "../outputs";
import { digest, errorsIn } from "./drift";
import { withNeeds } from "./needed";
import type { Engine } from "./engine";
import { CommandError, exit } from "./exit";
import { policyFlags } from "./policy-pack";
import { configuredStacks, projectRoot, requireConfig } from "./project";
import { redaction } from "./redact";
import { capture, foreground, type Captured } from "./run";

/** Milliseconds a question to the state may take. */
const timeout = 60_000;
/** Milliseconds a preview may take. */
const previewTimeout = 600_000;
/** Pulumi's exit codes for a stack that does not exist, and for changes where none were expected. */
const stackNotFound = 6;
const changesFound = 7;

/** An update that is a step of something: it was asked for before, and what it leads to is told by whoever does it. */
const quietly = ["--yes", "--skip-preview", "--suppress-outputs"];

/** Options with which Pulumi prints secrets, unasked. */
const showsSecrets = (option: string): boolean => /^(--json|-j|--plan)(=|$)/.test(option);

/** What most commands need. A stack that was deployed before the contract got its other fields is read as well. */
const needed = stackOutputs.pick({
  contractVersion: true,
  platform: true,
  kubernetes: true,
  endpoints: true,
  services: true,
  volumes: true,
});
const credentialFields = stackOutputs.pick({ contractVersion: true, credentials: true });
const withRecovery = needed.extend({ recovery: stackOutputs.shape.recovery });
const storeRecovery = stackOutputs.shape.recovery.valueType;
/** Repositories of a kind that is not known here are told as they are. */
const archiveFields = storeRecovery.shape.archive.unwrap().extend({ repositories: z.array(z.unknown()).optional() });
const recoveryFields = stackOutputs
  .pick({ contractVersion: true, platform: true, volumes: true, credentials: true })
  .extend({ recovery: z.record(z.string(), storeRecovery.extend({ archive: archiveFields.optional() })) });
const certificateFields = stackOutputs.pick({ contractVersion: true, certificates: true });

export type DeployedOutputs = z.infer<typeof needed>;
export type Recoverable = z.infer<typeof withRecovery>;
export type Certificates = z.infer<typeof certificateFields>["certificates"];
export type RecoveryOutputs = z.infer<typeof recoveryFields>;
export type Credentials = z.infer<typeof credentialFields>["credentials"];

/** The part of a state that says what there is, and what is protected. */
const exported = z.object({
  deployment: z.object({ resources: z.array(z.object({ urn: z.string(), protect: z.boolean().optional() })).default([]) }),
});
const history = z.array(z.object({ startTime: z.coerce.date(), resourceChanges: z.record(z.string(), z.number()).default({}) }));

/** One stack of this project, asked and changed through the Pulumi command line. */
export class Stack {
  constructor(
    readonly name: string,
    private readonly engine: Engine,
  ) {}

  /** Gives the terminal to `pulumi <args> --stack <name>`, but for output that can hold secrets. @returns its exit code, 130 after Ctrl-C */
  run(args: string[]): Promise<number> {
    const options = { cwd: projectRoot, env: this.engine.env };
    return foreground(this.engine.pulumi, [...args, "--stack", this.name], options, args.some(showsSecrets) ? redaction : undefined);
  }

  /** `pulumi up` without a question, its output on standard error. @param policies are asked @returns as `run` does */
  update({ policies } = { policies: true }): Promise<number> {
    return this.aside(["up", ...quietly, ...(policies ? policyFlags([]) : [])]);
  }

  /** Everything goes, with the stack itself and its file. @returns as `run` does */
  async remove(): Promise<number> {
    await this.ask(["state", "unprotect", "--all", "--yes"]);
    const code = await this.aside(["destroy", "--yes", "--skip-preview"]);
    if (code === 0) await this.ask(["stack", "rm", "--yes"]);
    return code;
  }

  private aside(args: string[]): Promise<number> {
    const options = { cwd: projectRoot, env: this.engine.env, aside: true } as const;
    return foreground(this.engine.pulumi, [...args, "--stack", this.name], options);
  }

  /**
   * As `update`, of these resources and of what they need. Policies judge a stack as a whole, and are not asked.
   * @param names of resources
   * @throws CommandError when it fails
   */
  async updateOnly(names: string[]): Promise<void> {
    const planned = await this.wouldChange(["preview"]);
    const targets = withNeeds(planned.steps, names).map((urn) => `--target=${urn}`);
    // All of them are there. Without a target, an update is of everything.
    if (targets.length === 0) return;
    const code = await this.aside(["up", ...quietly, ...targets]);
    if (code !== 0)
      throw new CommandError(`pulumi up of ${names.join(", ")} failed with exit code ${code}`, code > 128 ? code : exit.failed);
  }

  /** Lifts the protection of a resource of this name, where there is one: Pulumi deletes it when it is no longer declared. */
  async unprotect(resource: string): Promise<void> {
    const { deployment } = exported.parse(JSON.parse(await this.ask(["stack", "export"])));
    const found = deployment.resources.filter(({ urn, protect }) => protect && urn.endsWith(`::${resource}`));
    for (const { urn } of found) await this.ask(["state", "unprotect", urn, "--yes"]);
  }

  async exists(): Promise<boolean> {
    return (await this.rawOutputs()) !== undefined;
  }

  /** A file backend encrypts an empty stack's secrets with a passphrase, a service with a key of its own: both are Pulumi's defaults. */
  async createIfMissing(): Promise<void> {
    if (await this.exists()) return;
    // Pulumi names the file without the organisation.
    requireConfig(this.name.split("/").at(-1) ?? this.name, configuredStacks());
    await this.create();
  }

  async create(): Promise<void> {
    await this.ask(["stack", "init", "--no-select"]);
    console.error(`created stack ${this.name}, empty`);
  }

  /** URNs of what it has; undefined when it does not exist. */
  async resources(): Promise<string[] | undefined> {
    const args = ["stack", "export"];
    const captured = await this.capture(args);
    if (captured.exitCode === stackNotFound) return undefined;
    return exported.parse(JSON.parse(this.checked(args, captured))).deployment.resources.map(({ urn }) => urn);
  }

  /** Writes into the stack's file. @param values key with its namespace → value, none of them a secret */
  async configure(values: Record<string, unknown>): Promise<void> {
    const written = Object.entries(values).map(([key, value]) => [
      key,
      typeof value === "object" ? { value: JSON.stringify(value), objectValue: {} } : { value: `${value as string | number | boolean}` },
    ]);
    await this.ask(["config", "set-all", "--json", JSON.stringify(Object.fromEntries(written))]);
  }

  async configureSecret(key: string, value: string): Promise<void> {
    await this.ask(["config", "set", "--secret", "--raw", key], value);
  }

  /** @param path as in `ballast:postgres.storage` */
  async configurePath(path: string, value: string): Promise<void> {
    await this.ask(["config", "set", "--path", path, value]);
  }

  /** @returns the value of a secret of the stack's file */
  async configuredSecret(key: string): Promise<string> {
    const { value } = z.object({ value: z.string() }).parse(JSON.parse(await this.ask(["config", "get", key, "--json"])));
    return value;
  }

  async unconfigure(key: string): Promise<void> {
    await this.ask(["config", "rm", key]);
  }

  /** @throws CommandError when nothing is deployed, or when what is there does not keep the contract */
  async outputs(): Promise<DeployedOutputs> {
    return this.required(await this.deployedOutputs());
  }

  /** @returns undefined when nothing is deployed */
  deployedOutputs(): Promise<DeployedOutputs | undefined> {
    return this.read(needed);
  }

  /** Name → what may be told about it. @throws CommandError as `outputs` does */
  async credentials(): Promise<Credentials> {
    return this.required(await this.read(credentialFields)).credentials;
  }

  /** What it takes to read the backups, but for the values of the credentials. @throws CommandError as `outputs` does */
  async recovery(): Promise<RecoveryOutputs> {
    return this.required(await this.read(recoveryFields));
  }

  /** @throws CommandError as `outputs` does */
  async certificates(): Promise<Certificates> {
    return this.required(await this.read(certificateFields)).certificates;
  }

  /** With what the data of each store can be recovered from. @throws CommandError as `outputs` does */
  async recoverable(): Promise<Recoverable> {
    return this.required(await this.read(withRecovery));
  }

  /** @param output name of a secret output that is an object of texts */
  async secrets(output: string): Promise<Record<string, string>> {
    return z.record(z.string(), z.string()).parse(JSON.parse(await this.ask(["stack", "output", output, "--show-secrets", "--json"])));
  }

  private required<T>(outputs: T | undefined): T {
    if (outputs !== undefined) return outputs;
    throw new CommandError(`stack ${this.name} is not deployed\nFix: ./ballast up --stack ${this.name}`, exit.missing);
  }

  private async read<T>(fields: z.ZodType<T>): Promise<T | undefined> {
    const raw = await this.rawOutputs();
    if (raw === undefined || Object.keys(raw).length === 0) return undefined;
    const parsed = fields.safeParse(raw);
    if (parsed.success) return parsed.data;
    const got = JSON.stringify(raw["contractVersion"]);
    throw new CommandError(
      `outputs of stack ${this.name}: got contract version ${got}, this ballast reads version ${contractVersion}\n${z.prettifyError(parsed.error)}\n` +
        `Fix: use the ballast that deployed it, or deploy it again with this one: ./ballast up --stack ${this.name}`,
      exit.couldNotAsk,
    );
  }

  /** @returns how many resources an update that began after `since` created, changed, … by operation; undefined when there was none */
  async changesSince(since: Date): Promise<Record<string, number> | undefined> {
    const [last] = history.parse(JSON.parse(await this.ask(["stack", "history", "--json", "--page-size", "1"])));
    // The history has whole seconds.
    return last && last.startTime.getTime() + 1000 > since.getTime() ? last.resourceChanges : undefined;
  }

  /**
   * @param command one that only looks
   * @throws CommandError when it did not end with an answer: never the same as "nothing"
   */
  async wouldChange(command: string[]): Promise<z.infer<typeof digest>> {
    const args = [...command, "--json", "--expect-no-changes"];
    const captured = await this.capture(args, previewTimeout, { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: undefined });
    if (captured.exitCode === changesFound) return digest.parse(JSON.parse(captured.stdout));
    const stderr = [captured.stderr.trim(), errorsIn(captured.stdout)].filter(Boolean).join("\n");
    return digest.parse(JSON.parse(this.checked(args, { ...captured, stderr })));
  }

  /** @returns undefined when the stack does not exist */
  private async rawOutputs(): Promise<Record<string, unknown> | undefined> {
    const args = ["stack", "output", "--json"];
    const captured = await this.capture(args);
    return captured.exitCode === stackNotFound ? undefined : (JSON.parse(this.checked(args, captured)) as Record<string, unknown>);
  }

  /** @param input a secret is never an argument */
  private async ask(args: string[], input?: string): Promise<string> {
    return this.checked(args, await this.capture(args, timeout, {}, input));
  }

  private capture(args: string[], limit = timeout, env: NodeJS.ProcessEnv = {}, input?: string): Promise<Captured> {
    const all = [...args, "--stack", this.name, "--non-interactive", "--color", "never"];
    return capture(this.engine.pulumi, all, {
      cwd: projectRoot,
      env: { ...this.engine.env, ...env },
      timeout: limit,
      ...(input !== undefined && { input }),
    });
  }

  private checked(args: string[], { exitCode, stdout, stderr }: Captured): string {
    if (exitCode === 0) return stdout;
    throw new CommandError(`pulumi ${args.join(" ")}, stack ${this.name}: ${stderr.trim().replace(/^error: /, "")}`, exit.couldNotAsk);
  }
}
