import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathsOf } from "../../toolchain/paths";
import { findGo } from "../../toolchain/go";
import { run } from "../support/test-stack";
import { workflowFiles, workflowFolder, workflowText } from "../support/workflows";

/** rhysd/actionlint from its Go module, built once into Go's cache: what GitHub would refuse, or take otherwise than meant. */
jest.setTimeout(300_000);

const actionlint = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12";
let go: string;

beforeAll(async () => {
  go = (await findGo(pathsOf(process.env).cache, () => undefined)).program;
});

const lint = (...args: string[]) => run(go, ["run", actionlint, "-no-color", "-oneline", "-shellcheck=", "-pyflakes=", ...args]);

test("the workflows have no mistake", async () => {
  const files = workflowFiles.map((file) => `${workflowFolder}/${file}`);
  const { code, output, stdout } = await lint(...files);
  expect({ code, stdout, output: code === 0 ? "" : output }).toEqual({ code: 0, stdout: "", output: "" });
});

describe("it finds", () => {
  const broken: [string, string, (text: string) => string, string][] = [
    [
      "a needed job that is not there",
      "deploy.yml",
      (text) => text.replace("needs: plan", "needs: plam"),
      'needs job "plam" which does not exist',
    ],
    ["an unknown key", "drift.yml", (text) => text.replace("timeout-minutes: 5", "timeout-minuets: 5"), 'unexpected key "timeout-minuets"'],
    [
      "an expression of nothing",
      "preview.yml",
      (text) => text.replace("matrix.stack }}-preview", "matrix.stak }}-preview"),
      '"stak" is not defined',
    ],
    [
      "a permission that does not exist",
      "test.yml",
      (text) => text.replace("contents: read", "content: read"),
      'unknown permission scope "content"',
    ],
    [
      "a title of somebody's in a script",
      "test.yml",
      (text) => text.replace('run: sudo env "PATH=$PATH" .ci/run', "run: echo ${{ github.event.pull_request.title }}"),
      "is potentially untrusted",
    ],
  ];
  const folder = mkdtempSync(join(tmpdir(), "ballast-workflows-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(broken)("%s", async (_what, file, change, message) => {
    const text = change(workflowText(file));
    expect(text).not.toBe(workflowText(file));
    writeFileSync(join(folder, file), text);
    const { code, output } = await lint(join(folder, file));
    expect(code).not.toBe(0);
    expect(output).toContain(message);
  });
});
