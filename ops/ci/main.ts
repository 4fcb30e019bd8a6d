import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { difference, type Difference } from "../drift";
import { configuredStacks } from "../project";
import { comment, issue, pullRequestOf, type Repository } from "./github";
import { driftMarkdown, previewMarkdown } from "./markdown";
import { previewReport, reportOf, type PreviewReport } from "./preview-report";

/** What the workflows do beside `./ballast`: `node --import tsx ops/ci/main.ts <step> [argument …]`. docs/workflows.md says which does what. */
const steps: Record<string, (...args: string[]) => void | Promise<void>> = {
  /** The stacks of this project, as a matrix takes them. */
  stacks: () => console.log(JSON.stringify(configuredStacks())),
  /** A stack's events on standard input → its report. */
  report: (stack = "") => console.log(JSON.stringify(reportOf(stack, readFileSync(0, "utf8").split("\n")))),
  /** A folder of reports → Markdown. */
  summary: (folder = "") => console.log(previewMarkdown(reportsIn(folder))),
  /** A folder of reports → the one comment on the pull request. */
  comment: async (folder = "") => {
    const head = { owner: variable("HEAD_OWNER"), branch: variable("HEAD_BRANCH"), sha: variable("HEAD_SHA") };
    const number = await pullRequestOf(repository(), head);
    if (number === undefined) return console.log(`no open pull request is at ${head.sha} any more: no comment`);
    await comment(repository(), number, previewMarkdown(reportsIn(folder)));
  },
  /** What `./ballast drift --json` printed → the one open issue of the stack. */
  issue: async (stack = "", file = "") => {
    const differences = driftIn(file);
    await issue(repository(), `Drift: stack ${stack}`, driftMarkdown(stack, differences), differences?.length === 0);
  },
};

/** @throws Error for a report that is none: it may come from anybody's fork */
function reportsIn(folder: string): PreviewReport[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".json")) : [];
  return files.sort().map((file) => previewReport.parse(JSON.parse(readFileSync(join(folder, file), "utf8"))));
}

/** @returns undefined when there is no answer in it: never the same as "nothing" */
function driftIn(file: string): Difference[] | undefined {
  try {
    return z.object({ differences: z.array(difference) }).parse(JSON.parse(readFileSync(file, "utf8"))).differences;
  } catch {
    return undefined;
  }
}

const repository = (): Repository => ({
  api: variable("GITHUB_API_URL"),
  name: variable("GITHUB_REPOSITORY"),
  token: variable("GITHUB_TOKEN"),
});

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name}: got nothing, allowed is what the workflow's step sets\nFix: set it in the step's env`);
  return value;
}

async function main([step = "", ...args]: string[]): Promise<void> {
  const run = steps[step];
  if (!run) throw new Error(`step: got ${JSON.stringify(step)}, allowed is any of ${Object.keys(steps).join(", ")}`);
  await run(...args);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
});
