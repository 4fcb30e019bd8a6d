import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { smallMachine, smallPostgres } from "../support/dev-config";
import { docker } from "../support/docker";
import { freePort } from "../support/ports";
import { run } from "../support/test-stack";
import { workflow } from "../support/workflows";

/**
 * The commands of preview.yml, deploy.yml and drift.yml, taken from the files and run in their order against a real stack. SE4, SE5.
 * Does not prove what GitHub does with them: gates, artifacts between machines, permissions.
 */
jest.setTimeout(300_000);

const root = join(__dirname, "../..");
const stack = `workflows-${process.pid}`;
const configFile = join(root, `Pulumi.${stack}.yaml`);
/** In place of the checkout: files that the steps write stay out of the repository. */
const checkout = mkdtempSync(join(tmpdir(), "ballast-checkout-"));
const secrets: Record<string, string> = {
  "secrets.PULUMI_BACKEND_URL": `file://${mkdtempSync(join(tmpdir(), "ballast-backend-"))}`,
  "secrets.PULUMI_ACCESS_TOKEN": "",
  "secrets.PULUMI_CONFIG_PASSPHRASE": "a passphrase for one test",
  "matrix.stack": stack,
  "inputs.stack || 'dev'": stack,
};
const summaryFile = join(checkout, "summary.md");
let port: number;
let salt = "";

beforeAll(async () => {
  for (const name of ["ballast", "ops", "node_modules", "policies"]) symlinkSync(join(root, name), join(checkout, name));
  port = await freePort();
  configure({});
});

afterAll(async () => {
  await shell(
    `./ballast down --yes --data --confirm-data ${stack} --stack ${stack}`,
    stepEnv({}, "deploy.yml", "deploy", "Deploy the plan"),
  );
  for (const path of [configFile, checkout, backend()]) rmSync(path, { recursive: true, force: true });
});

const backend = () => secrets["secrets.PULUMI_BACKEND_URL"]!.replace("file://", "");

/** A stack whose backups nobody has verified has drifted. */
const verification = { onUp: true };
const verified = { ...smallPostgres, backup: { verification, dump: { ...smallPostgres.backup.dump, verification } } };

/** Without applications: the stores and the gateway. Keeps the line that Pulumi adds. */
function configure(redis: object): void {
  if (salt === "") salt = saltIn();
  writeFileSync(
    configFile,
    `config: ${JSON.stringify({ "ballast:preflight": smallMachine, "ballast:postgres": verified, "ballast:gateway": { port }, "ballast:redis": { ...redis, backup: { verification } } })}\n${salt}`,
  );
}

function saltIn(): string {
  try {
    return /^encryptionsalt: .*\n/m.exec(readFileSync(configFile, "utf8"))?.[0] ?? "";
  } catch {
    return "";
  }
}

function stepEnv(extra: Record<string, string>, file: string, job: string, name: string): NodeJS.ProcessEnv {
  const { env, jobs } = workflow(file);
  const step = jobs[job]?.steps.find((one) => one.name === name);
  const written = { ...env, ...jobs[job]?.env, ...step?.env };
  const filled = Object.entries(written).map(([key, value]) => [
    key,
    value.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => secrets[expression] ?? fail(expression)),
  ]);
  return { ...process.env, ...(Object.fromEntries(filled) as Record<string, string>), GITHUB_STEP_SUMMARY: summaryFile, ...extra };
}

function fail(expression: string): never {
  throw new Error(`no value for \${{ ${expression} }}`);
}

/** As GitHub runs it: `bash -e`, in the checkout. */
function shell(script: string, env: NodeJS.ProcessEnv) {
  return run("bash", ["-e", "-c", `cd ${checkout} && ${script}`], env);
}

function step(file: string, job: string, name: string) {
  const script = workflow(file).jobs[job]?.steps.find((one) => one.name === name)?.run;
  if (!script) throw new Error(`${file} has no step ${job}, ${name}`);
  return shell(script, stepEnv({}, file, job, name));
}

async function passes(file: string, job: string, ...names: string[]): Promise<void> {
  for (const name of names) {
    const { code, output } = await step(file, job, name);
    if (code !== 0) throw new Error(`${file}, ${job}, ${name} exited with ${code}:\n${output}\n${written("events.jsonl")}`);
  }
}

/** What the step sent into a file, without what it says of each resource. */
function written(file: string): string {
  const lines = existsSync(join(checkout, file)) ? inCheckout(file).split("\n") : [];
  return lines.filter((line) => /"(diagnosticEvent|policyEvent)"/.test(line)).join("\n");
}

const inCheckout = (file: string) => readFileSync(join(checkout, file), "utf8");

test("preview: what would change, in the summary and the report for the comment", async () => {
  await passes("preview.yml", "preview", "Preview", "Report");
  expect(inCheckout("summary.md")).toMatch(new RegExp(`### Stack \`${stack}\`: \\d+ to create, 0 unchanged`));
  const report = JSON.parse(inCheckout(`report/${stack}.json`)) as { succeeded: boolean; resources: { name: string }[] };
  expect(report.succeeded).toBe(true);
  expect(report.resources.map(({ name }) => name)).toEqual(expect.arrayContaining(["postgres", "redis", "gateway"]));
});

test("deploy: the plan that was saved is carried out, and nothing has drifted then", async () => {
  await passes("deploy.yml", "plan", "Preview", "Report");
  await passes("deploy.yml", "deploy", "Deploy the plan");
  expect(await docker("inspect", "--format", "{{.State.Health.Status}}", `ballast-${stack}-gateway`)).toBe("healthy");
  await passes("drift.yml", "drift", "Drift");
  expect(JSON.parse(inCheckout("drift.json"))).toEqual({ stack, differences: [] });
});

test("what is not in the plan is refused before anything is changed, and no secret is printed; the plan itself holds, with a rotation in it", async () => {
  configure({ secretVersion: 2 });
  await passes("deploy.yml", "plan", "Preview");
  configure({ secretVersion: 3 });
  const started = await docker("inspect", "--format", "{{.State.StartedAt}}", `ballast-${stack}-redis`);
  const { code, output } = await step("deploy.yml", "deploy", "Deploy the plan");
  expect(code).not.toBe(0);
  expect(output).toContain("violates plan");
  for (const secret of await generated()) expect(output).not.toContain(secret);
  expect(await docker("inspect", "--format", "{{.State.StartedAt}}", `ballast-${stack}-redis`)).toBe(started);
  configure({ secretVersion: 2 });
  await passes("deploy.yml", "deploy", "Deploy the plan");
});

test("drift: a limit changed by hand, and a configuration nobody deployed, are each found", async () => {
  await docker("update", "--memory", "200m", "--memory-swap", "200m", `ballast-${stack}-redis`);
  configure({ secretVersion: 2, eviction: "allkeys-lru" });
  const { code } = await step("drift.yml", "drift", "Drift");
  expect(code).toBe(1);
  const { differences } = JSON.parse(inCheckout("drift.json")) as { differences: object[] };
  expect(differences).toContainEqual({ where: "machine", op: "update", resource: "redis", properties: ["memory", "memorySwap"] });
  expect(differences).toContainEqual(expect.objectContaining({ where: "program", op: "replace", resource: "redis-files" }));
});

/** Every value that the state keeps encrypted. */
async function generated(): Promise<string[]> {
  const env = stepEnv({}, "deploy.yml", "deploy", "Deploy the plan");
  const { stdout } = await run("pulumi", ["-C", root, "stack", "export", "--show-secrets", "--stack", stack, "--non-interactive"], env);
  const found = [...stdout.matchAll(/"plaintext": "\\"([A-Za-z0-9]{32,})\\""/g)].map(([, value]) => value!);
  expect(found.length).toBeGreaterThan(2);
  return found;
}
