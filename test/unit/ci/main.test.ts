import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../support/test-stack";

/** The steps as the workflows start them, against a server in place of GitHub's API that has one open pull request and no comment. */
jest.setTimeout(60_000);

const root = join(__dirname, "../../..");
const folder = mkdtempSync(join(tmpdir(), "ballast-ci-"));
let server: Server;
let env: NodeJS.ProcessEnv;
let sent: { call: string; body: string }[];

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => (text += String(chunk)));
    request.on("end", () => {
      if (request.method !== "GET")
        sent.push({ call: `${request.method} ${request.url}`, body: (JSON.parse(text) as { body: string }).body });
      const pulls = request.url?.includes("/pulls?") ? [{ number: 7, head: { sha: "abc" } }] : [];
      response.end(JSON.stringify(pulls));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const github = { GITHUB_API_URL: api, GITHUB_REPOSITORY: "team/stack", GITHUB_TOKEN: "secret" };
  env = { ...process.env, ...github, HEAD_OWNER: "someone", HEAD_BRANCH: "fix", HEAD_SHA: "abc" };
});
beforeEach(() => (sent = []));
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const step = (...args: string[]) => run(process.execPath, ["--import", "tsx", join(root, "ops/ci/main.ts"), ...args], env);

test("without an answer about drift the issue says that it is not known", async () => {
  expect(await step("issue", "dev", join(folder, "no-such-file"))).toMatchObject({ code: 0, output: "" });
  expect(sent).toEqual([{ call: "POST /repos/team/stack/issues", body: expect.stringContaining("**not known**") as string }]);
});

test("without drift there is no issue", async () => {
  writeFileSync(join(folder, "drift.json"), JSON.stringify({ stack: "dev", differences: [] }));
  expect((await step("issue", "dev", join(folder, "drift.json"))).code).toBe(0);
  expect(sent).toEqual([]);
});

test("the comment has every report; without any it says that nothing is known", async () => {
  const reports = join(folder, "reports");
  expect((await step("comment", reports)).code).toBe(0);
  mkdirSync(reports);
  const report = { succeeded: true, changes: { create: 1 }, resources: [], findings: [] };
  for (const stack of ["dev", "prod"]) writeFileSync(join(reports, `${stack}.json`), JSON.stringify({ stack, ...report }));
  expect((await step("comment", reports)).code).toBe(0);
  expect(sent.map(({ call }) => call)).toEqual(Array(2).fill("POST /repos/team/stack/issues/7/comments"));
  expect(sent[0]?.body).toContain("nothing is known");
  expect(sent[1]?.body).toMatch(/Stack `dev`: 1 to create[\s\S]*Stack `prod`: 1 to create/);
});

test("what is no report is refused, and nothing is written", async () => {
  const reports = join(folder, "nasty");
  mkdirSync(reports);
  writeFileSync(join(reports, "dev.json"), JSON.stringify({ stack: "dev", html: "<script>" }));
  expect((await step("comment", reports)).code).toBe(1);
  expect(sent).toEqual([]);
});

test("an unknown step is named", async () => {
  const { code, output } = await step("coment");
  expect(code).toBe(1);
  expect(output).toContain('step: got "coment", allowed is any of stacks, report, summary, comment, issue');
});
