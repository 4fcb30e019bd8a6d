import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { findGo } from "../../toolchain/go";
import { pathsOf } from "../../toolchain/paths";
import { schemaPath, writeSchemas } from "../support/manifest-schemas";
import { run } from "../support/test-stack";

/** What `./ballast render` writes, judged by kubeconform against the API of the version that the local cluster runs, and by kube-score. */
jest.setTimeout(600_000);

const root = join(__dirname, "../..");
const kubeconform = "github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0";
const kubeScore = "github.com/zegl/kube-score/cmd/kube-score@v1.20.0";

/** Checks of kube-score that do not hold here, and why. docs/render.md has them too. */
const ignored = {
  "container-image-pull-policy": "images are named by digest: what is on the node is what is in the registry",
  "container-security-context-user-group-id":
    "data on existing volumes belongs to user 999, as in the official images of Postgres and Redis",
};

/** An object, as kube-score tells of it. */
interface Scored {
  checks: { check: { id: string }; grade: number; skipped: boolean }[];
}

const folder = mkdtempSync(join(tmpdir(), "ballast-render-"));
const schemas = join(folder, "schemas");
let go: string;

beforeAll(async () => {
  go = (await findGo(pathsOf(process.env).cache, () => undefined)).program;
  const kubernetes = join(root, "toolchain/stand-ins/kubernetes");
  await run(go, ["-C", kubernetes, "mod", "download", "k8s.io/kubernetes"]);
  const { stdout } = await run(go, ["-C", kubernetes, "list", "-m", "-f", "{{.Dir}}", "k8s.io/kubernetes"]);
  writeSchemas(join(stdout.trim(), "api/openapi-spec/swagger.json"), schemas);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Neither a cluster nor a registry can take part, so what somebody pushes meanwhile is no difference. */
const cutOff = { ...process.env, NODE_OPTIONS: `--require ${join(root, "test/support/no-network.cjs")}` };
const render = (...args: string[]) => run(join(root, "ballast"), ["render", ...args], cutOff);
const conform = (path: string) =>
  run(go, [
    "run",
    kubeconform,
    "-strict",
    "-summary",
    "-output",
    "json",
    "-ignore-filename-pattern",
    "kustomization",
    "-schema-location",
    join(schemas, schemaPath),
    path,
  ]);
/** Ids of the checks that kube-score finds critical. */
const critical = async (...files: string[]) => {
  const { stdout } = await run(go, ["run", kubeScore, "score", "--output-format", "json", ...files]);
  const checks = (JSON.parse(stdout) as Scored[]).flatMap(({ checks }) => checks);
  return new Set(checks.flatMap(({ check, grade, skipped }) => (grade === 1 && !skipped ? [check.id] : [])));
};
const yamlFiles = (path: string) =>
  readdirSync(path, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yaml") && !/kustomization|example/.test(file));
const objectsIn = (path: string) =>
  yamlFiles(path).flatMap((file) =>
    parseAllDocuments(readFileSync(join(path, file), "utf8")).map(
      (document) => document.toJS() as { kind: string; metadata: { name: string; namespace?: string; annotations?: object } },
    ),
  );

/** What the file of `--secrets` keeps to itself. */
const generatedIn = (path: string) =>
  Object.values(JSON.parse(readFileSync(path, "utf8")) as Record<string, { value?: string; key?: string }>).flatMap(({ value, key }) =>
    value !== undefined || key !== undefined ? [(value ?? key) as string] : [],
  );
const decodedIn = (text: string) =>
  (text.match(/[A-Za-z0-9+/]{32,}={0,2}/g) ?? []).map((encoded) => Buffer.from(encoded, "base64").toString()).join("\n");

describe.each(["prod", "iodv3-k8s"])("of %s", (stack) => {
  const output = join(folder, stack);
  const complete = join(folder, `${stack}-complete`);
  const secrets = join(folder, `${stack}.json`);

  beforeAll(async () => {
    for (const args of [
      ["--output", output],
      ["--output", complete, "--secrets", secrets],
    ]) {
      expect(await render("--stack", stack, ...args)).toMatchObject({ code: 0 });
    }
  });

  test("every object is one of the API's, with no field that it does not know", async () => {
    const { code, stdout } = await conform(complete);
    const { summary, resources } = JSON.parse(stdout) as { summary: Record<string, number>; resources: unknown[] };
    expect({ code, resources, invalid: summary["invalid"], errors: summary["errors"], skipped: summary["skipped"] }).toEqual({
      code: 0,
      resources: [],
      invalid: 0,
      errors: 0,
      skipped: 0,
    });
    expect(summary["valid"]).toBe(objectsIn(complete).length);
    expect(summary["valid"]).toBeGreaterThan(40);
  });

  test("kube-score finds nothing critical but what is left out for a reason", async () => {
    const found = await critical(...yamlFiles(complete).map((file) => join(complete, file)));
    expect(found).toEqual(new Set(Object.keys(ignored)));
  });

  test("kustomization.yaml lists every file that is to be applied, and nothing else", () => {
    for (const path of [output, complete]) {
      const { resources } = parse(readFileSync(join(path, "kustomization.yaml"), "utf8")) as { resources: string[] };
      expect([...resources].sort()).toEqual(yamlFiles(path).sort());
    }
  });

  test("without Secrets no value of one is written; an example says what belongs there", () => {
    expect(objectsIn(output).map(({ kind }) => kind)).not.toContain("Secret");
    const text = readFileSync(join(output, "secrets.example.yaml"), "utf8");
    const example = parseAllDocuments(text).map((document) => document.toJS() as { stringData: Record<string, string> });
    expect(example.length).toBe(objectsIn(complete).filter(({ kind }) => kind === "Secret").length);
    for (const value of generatedIn(secrets)) expect(text.includes(value)).toBe(false);
    for (const file of [join(complete, "secrets.yaml"), secrets]) expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("values of Secrets are in secrets.yaml and nowhere else", () => {
    const values = generatedIn(secrets);
    expect(values.length).toBeGreaterThan(8);
    const texts = yamlFiles(complete).map((file) => ({ file, text: readFileSync(join(complete, file), "utf8") }));
    const written = texts.flatMap(({ file, text }) => {
      const known = `${text}${decodedIn(text)}`;
      return values.some((value) => known.includes(value)) ? [file] : [];
    });
    expect(written).toEqual(["secrets.yaml"]);
  });

  test("everything is in the stack's namespace, and no word of Pulumi's is left", () => {
    for (const { kind, metadata } of objectsIn(complete)) {
      if (!["Namespace", "PriorityClass"].includes(kind))
        expect([metadata.name, metadata.namespace]).toEqual([metadata.name, `ballast-${stack}`]);
      expect(JSON.stringify(metadata.annotations ?? {})).not.toContain("pulumi");
    }
  });

  test("a second run writes the same, with and without Secrets", async () => {
    const before = join(folder, `${stack}-before`);
    for (const [path, args] of [
      [output, []],
      [complete, ["--secrets", secrets]],
    ] as const) {
      cpSync(path, before, { recursive: true });
      expect(await render("--stack", stack, "--output", path, ...args)).toMatchObject({ code: 0 });
      expect((await run("diff", ["-r", before, path])).output).toBe("");
      rmSync(before, { recursive: true });
    }
  });

  test("a field that the API does not have is found", async () => {
    const broken = join(folder, "broken.yaml");
    const text = readFileSync(join(complete, "services/redis.yaml"), "utf8");
    writeFileSync(broken, text.replace("podManagementPolicy: Parallel", "podManagmentPolicy: Parallel"));
    const { code, stdout } = await conform(broken);
    expect(code).not.toBe(0);
    expect(stdout).toContain("podManagmentPolicy");
  });

  test("a container without a memory limit is found", async () => {
    const broken = join(folder, "unlimited.yaml");
    const text = readFileSync(join(complete, "services/redis.yaml"), "utf8");
    writeFileSync(broken, text.replace(/ +memory: 256Mi\n/, ""));
    expect(await critical(broken)).toContain("container-resources");
  });
});

test("a folder with files of somebody else is left alone", async () => {
  const output = join(folder, "theirs");
  cpSync(join(folder, "prod"), output, { recursive: true });
  rmSync(join(output, ".ballast-rendered"));
  expect(await render("--stack", "prod", "--output", output)).toMatchObject({
    code: 64,
    output: expect.stringContaining("did not write") as string,
  });
});

test("images whose digest the registry does not tell are named", async () => {
  const { output } = await render("--stack", "prod", "--output", join(folder, "prod"));
  expect(output).toMatch(
    /^warning: localhost:5001\/ballast\/images-postgres:[0-9a-f]{16} is named by its tag: its registry told no digest$/m,
  );
});

test("as JSON, the same objects: no Secret, no word of Pulumi's", async () => {
  const { code, stdout } = await render("--stack", "prod", "--json");
  expect(code).toBe(0);
  const named = ({ kind, metadata: { name } }: { kind: string; metadata: { name: string } }) => `${kind}/${name}`;
  const listed = JSON.parse(stdout) as ReturnType<typeof objectsIn>;
  expect(listed.map(named).sort()).toEqual(objectsIn(join(folder, "prod")).map(named).sort());
  expect(stdout).not.toContain("pulumi.com/");
});

test("a stack on Docker has no manifests", async () => {
  expect(await render("--stack", "dev")).toMatchObject({ code: 64, output: expect.stringContaining("got platform docker") as string });
});
