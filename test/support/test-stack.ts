import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";

export interface Result {
  code: number;
  stdout: string;
  /** Standard output, and after it standard error. */
  output: string;
}

/**
 * A stack of its own beside whatever else runs on the machine: own name, own backend, own configuration file. `./ballast test`
 * provides `pulumi` and its plugins through the environment.
 */
export class TestStack {
  readonly name = `test-${process.pid}-${Math.random().toString(36).slice(2, 7)}`;
  /** Its backend and its configuration. */
  readonly folder = mkdtempSync(join(tmpdir(), "ballast-test-"));
  private readonly configFile = join(this.folder, "config.yaml");
  /** The line with the encryption salt that Pulumi writes into a new stack's configuration. */
  private salt = "";
  readonly env = {
    ...process.env,
    PULUMI_BACKEND_URL: "",
    PULUMI_CONFIG_PASSPHRASE: "a passphrase for one test",
    PULUMI_CONFIG_PASSPHRASE_FILE: undefined,
  };

  /**
   * @param program folder with a Pulumi.yaml
   * @param beside shares its backend; destroyed after this one
   */
  constructor(
    private readonly program: string,
    private readonly project: string,
    beside?: TestStack,
  ) {
    this.env.PULUMI_BACKEND_URL = beside?.env.PULUMI_BACKEND_URL ?? `file://${this.folder}`;
  }

  /** What every container, network and volume of this stack begins with. */
  get prefix(): string {
    return `${this.project}-${this.name}`;
  }

  /** Runs `./ballast` with this stack. */
  ballast(...args: string[]): Promise<Result> {
    return run(join(this.program, "ballast"), [...args, "--stack", this.name], this.env);
  }

  async create(config: Record<string, unknown>): Promise<void> {
    await this.must("stack", "init", this.name, "--no-select");
    this.salt = readFileSync(this.stackFile, "utf8");
    rmSync(this.stackFile);
    this.configure(config);
  }

  /** Replaces the whole configuration. JSON is YAML. */
  configure(config: Record<string, unknown>): void {
    const keys = Object.fromEntries(Object.entries(config).map(([key, value]) => [`${this.project}:${key}`, value]));
    this.configureText(`config: ${JSON.stringify(keys)}`);
  }

  /** Replaces the whole configuration by YAML. */
  configureText(yaml: string): void {
    writeFileSync(this.configFile, `${this.salt}${yaml}\n`);
  }

  /** Where commands find its configuration and change it; removed by whoever had it written. */
  get stackFile(): string {
    return join(this.program, `Pulumi.${this.name}.yaml`);
  }

  /** Line by line, as people write it. */
  writeStackFile(): void {
    writeFileSync(this.stackFile, stringify(parse(readFileSync(this.configFile, "utf8"))));
  }

  /** What commands have made of that is the configuration from now on. */
  takeStackFile(): void {
    copyFileSync(this.stackFile, this.configFile);
    rmSync(this.stackFile);
  }

  /** @param path as in `applications.shop.env.TOKEN` */
  async setSecret(path: string, value: string): Promise<void> {
    await this.must("config", "set", "--secret", "--path", `${this.project}:${path}`, value);
  }

  /** @returns the value as a configuration holds a secret, to be given to `configure` */
  async secret(value: string): Promise<{ secure: string }> {
    const key = `${this.project}:secret`;
    await this.must("config", "set", "--secret", "--config-file", this.configFile, key, value);
    const { config } = parse(readFileSync(this.configFile, "utf8")) as { config: Record<string, { secure: string }> };
    return config[key]!;
  }

  up(...flags: string[]): Promise<Result> {
    return this.pulumi("up", "--yes", "--skip-preview", ...flags);
  }

  /** As it would have been that long ago: only the clock of Pulumi's own Node.js processes is set back. */
  upDaysAgo(days: number): Promise<Result> {
    const env = { ...this.env, DAYS_AGO: String(days), NODE_OPTIONS: `--require ${join(__dirname, "past.cjs")}` };
    return run("pulumi", this.arguments(["up", "--yes", "--skip-preview"]), env);
  }

  /** Starts an `up` and interrupts it, as Ctrl-C does, once its output matches. */
  async interruptedUp(when: RegExp): Promise<{ code: number; output: string }> {
    const child = spawn("pulumi", this.arguments(["up", "--yes", "--skip-preview"]), { env: this.env });
    let output = "";
    let interrupted = false;
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (interrupted || !when.test(output)) return;
      interrupted = true;
      child.kill("SIGINT");
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    const [code] = (await once(child, "close")) as [number | null];
    if (!interrupted) throw new Error(`${when} was never printed:\n${output}`);
    return { code: code ?? -1, output };
  }

  /** A preview of a program that loads a file before its own. */
  previewWith(file: string): Promise<Result> {
    return run("pulumi", this.arguments(["preview"]), { ...this.env, NODE_OPTIONS: `--require ${file}` });
  }

  preview(...flags: string[]): Promise<Result> {
    return this.pulumi("preview", ...flags);
  }

  /** As events, one JSON document a line, with Pulumi's debug messages. */
  streamedPreview(): Promise<Result> {
    return run("pulumi", this.arguments(["preview", "--json"]), { ...this.env, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" });
  }

  async outputs<T>(): Promise<T> {
    return JSON.parse(await this.must("stack", "output", "--json")) as T;
  }

  /** The state as anyone with the backend sees it, secrets still encrypted. */
  export(): Promise<string> {
    return this.must("stack", "export");
  }

  /** Everything goes, protected or not. */
  async destroy(): Promise<void> {
    await this.pulumi("state", "unprotect", "--all", "--yes");
    await this.must("destroy", "--yes", "--skip-preview");
    rmSync(this.folder, { recursive: true });
  }

  /** @returns standard output. @throws Error with the whole output when the command fails */
  async must(...args: string[]): Promise<string> {
    const { code, output, stdout } = await this.pulumi(...args);
    if (code !== 0) throw new Error(`pulumi ${args.join(" ")} exited with ${code}:\n${output}`);
    return stdout;
  }

  pulumi(...args: string[]): Promise<Result> {
    return run("pulumi", this.arguments(args), this.env);
  }

  private arguments(args: string[]): string[] {
    const stack = args[1] === "init" ? [] : ["--stack", this.name];
    const config = ["up", "preview", "destroy", "refresh", "config"].includes(args[0] ?? "") ? ["--config-file", this.configFile] : [];
    return ["-C", this.program, ...args, ...stack, ...config, "--non-interactive"];
  }
}

export function run(command: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<Result> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { env, maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(new Error(`${command}: ${error.message}`));
      else resolve({ code: error ? Number(error.code) : 0, stdout, output: stdout + stderr });
    });
  });
}
