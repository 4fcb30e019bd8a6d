import { workflow, workflowFiles, workflowText, type Step } from "../../support/workflows";

/** What every workflow keeps to, read from the files (SE5). That GitHub understands them is linted in test/engine/workflows.test.ts. */
const jobs = workflowFiles.flatMap((file) => Object.entries(workflow(file).jobs).map(([name, job]) => ({ file, name, job })));
const steps = jobs.flatMap(({ file, name, job }) => job.steps.map((step) => ({ where: `${file} ${name}`, step })));
const secretEnv = ({ env = {} }: Step) => Object.entries(env).filter(([, value]) => value.includes("secrets."));

test("these are the workflows", () => {
  expect(workflowFiles).toEqual(["deploy.yml", "drift.yml", "preview-comment.yml", "preview.yml", "test.yml"]);
});

test("every action is pinned by its full commit, with its version beside it", () => {
  const used = workflowFiles.flatMap((file) => workflowText(file).match(/uses: .*/g) ?? []);
  expect(used).toHaveLength(steps.filter(({ step }) => step.uses).length);
  for (const line of used) expect(line).toMatch(/^uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  const pins = new Set(used);
  expect(pins.size).toBe(new Set(used.map((line) => line.split("@")[0])).size);
});

test.each(workflowFiles)("%s: nothing is permitted but what a job names", (file) => {
  expect(workflow(file).permissions).toEqual({});
});

test("every job ends by itself and names its permissions", () => {
  for (const { job } of jobs) expect(job["timeout-minutes"]).toBeGreaterThan(0);
  const writes = jobs.flatMap(({ file, name, job }) =>
    Object.entries(job.permissions ?? { undeclared: "write" }).flatMap(([what, how]) =>
      how === "write" ? [`${file} ${name}: ${what}`] : [],
    ),
  );
  expect(writes).toEqual(["drift.yml drift: issues", "preview-comment.yml comment: pull-requests"]);
});

test("what somebody else wrote is never part of a script: run has no expression at all", () => {
  for (const { step } of steps) expect(step.run ?? "").not.toContain("${{");
});

test("secrets go to the one step that needs them, and to no action", () => {
  const getting = steps.filter(({ step }) => secretEnv(step).length > 0).map(({ where, step }) => `${where}: ${step.name}`);
  expect(getting).toEqual([
    "deploy.yml plan: Preview",
    "deploy.yml deploy: Deploy the plan",
    "drift.yml drift: Drift",
    "preview.yml preview: Preview",
  ]);
  for (const { file, job } of jobs) {
    expect(JSON.stringify([workflow(file).env ?? {}, job.env ?? {}])).not.toContain("secrets.");
    for (const step of job.steps) expect(JSON.stringify(step.with ?? {})).not.toContain("secrets.");
  }
});

test("a token that stays behind is left by no checkout", () => {
  const checkouts = steps.filter(({ step }) => step.uses?.startsWith("actions/checkout@"));
  expect(checkouts).toHaveLength(jobs.length);
  for (const { step } of checkouts) expect(step.with).toEqual({ "persist-credentials": false });
});

test("what can be changed by anybody's pull request runs on no machine of ours, and may write nothing", () => {
  for (const { file, job } of jobs.filter(({ file }) => "pull_request" in workflow(file).on)) {
    expect({ file, runsOn: job["runs-on"], permissions: job.permissions }).toEqual({
      file,
      runsOn: "ubuntu-latest",
      permissions: { contents: "read" },
    });
  }
  expect(workflowFiles.filter((file) => "pull_request_target" in workflow(file).on)).toEqual([]);
});

test("deployments of a stack wait for each other and are never cut off; drift waits with them", () => {
  expect(workflow("deploy.yml")["concurrency"]).toEqual({ group: "stack-${{ inputs.stack || 'dev' }}", "cancel-in-progress": false });
  expect(workflow("drift.yml").jobs["drift"]?.["concurrency"]).toEqual({ group: "stack-${{ matrix.stack }}", "cancel-in-progress": false });
});

test("what is deployed is the plan that was saved, behind the environment's gate", () => {
  const { plan, deploy } = workflow("deploy.yml").jobs;
  expect(plan?.steps.find(({ name }) => name === "Preview")?.run).toContain("--save-plan plan.json");
  expect(deploy).toMatchObject({ needs: "plan", environment: "${{ inputs.stack || 'dev' }}" });
  expect(deploy?.steps.at(-1)?.run).toContain('./ballast up --stack "$STACK" --plan plan.json');
});
