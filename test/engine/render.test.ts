import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { findGo } from "../../toolchain/go";
import { pathsOf } from "../../toolchain/paths";
import { schemaPath, writeSchemas } from "../support/manifest-schemas";
import { run } from "../support/test-stack";

/** What `./ballast render` writes, judged by kubeconform against the API of the version that the local cluster runs, and by kube-score. No cluster takes part. */
jest.setTimeout(600_000);

const root = join(__dirname, "../..");
const kubeconform = "github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0";
const kubeScore = "github.com/zegl/kube-score/cmd/kube-score@v1.20.0";

/** Checks of kube-score that do not hold here, and why. docs/render.md has them too. */
const ignored = {
  "container-image-pull-policy": "images are named by digest: what is on the node is what is in the registry",
};

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

const render = (...args: string[]) => run(join(root, "ballast"), ["render", ...args]);
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
const yamlFiles = (path: string) => readdirSync(path).filter((file) => file.endsWith(".yaml") && !/kustomization|example/.test(file));
const objectsIn = (path: string) =>
  yamlFiles(path).flatMap((file) =>
    parseAllDocuments(readFileSync(join(path, file), "utf8")).map(
      (document) => document.toJS() as { kind: string; metadata: { name: string; namespace?: string; annotations?: object } },
    ),
  );

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

  test("kube-score finds nothing critical", async () => {
    const files = yamlFiles(complete).map((file) => join(complete, file));
    const tests = Object.keys(ignored).flatMap((id) => ["--ignore-test", id]);
    const { stdout } = await run(go, ["run", kubeScore, "score", "--output-format", "ci", ...tests, ...files]);
    expect(stdout).toContain("[OK]");
    expect(stdout.split("\n").filter((line) => line.startsWith("[CRITICAL]"))).toEqual([]);
  });

  test("without Secrets no value of one is written, and their names and keys are", () => {
    expect(objectsIn(output).map(({ kind }) => kind)).not.toContain("Secret");
    const example = parseAllDocuments(readFileSync(join(output, "secrets.example.yaml"), "utf8")).map(
      (document) => document.toJS() as { data: Record<string, string> },
    );
    expect(example.length).toBe(objectsIn(complete).filter(({ kind }) => kind === "Secret").length);
    expect(new Set(example.flatMap(({ data }) => Object.values(data)))).toEqual(new Set([""]));
    for (const file of ["secrets.yaml"]) expect(statSync(join(complete, file)).mode & 0o777).toBe(0o600);
    expect(statSync(secrets).mode & 0o777).toBe(0o600);
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
    const text = readFileSync(join(complete, "redis.yaml"), "utf8");
    writeFileSync(broken, text.replace("podManagementPolicy: Parallel", "podManagmentPolicy: Parallel"));
    const { code, stdout } = await conform(broken);
    expect(code).not.toBe(0);
    expect(stdout).toContain("podManagmentPolicy");
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

test("a stack on Docker has no manifests", async () => {
  expect(await render("--stack", "dev")).toMatchObject({ code: 64, output: expect.stringContaining("got platform docker") as string });
});
