import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

export interface Step {
  name?: string;
  id?: string;
  uses?: string;
  run?: string;
  if?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}

export interface Job {
  "timeout-minutes"?: number;
  permissions?: Record<string, string>;
  env?: Record<string, string>;
  steps: Step[];
  [key: string]: unknown;
}

export interface Workflow {
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  env?: Record<string, string>;
  jobs: Record<string, Job>;
  [key: string]: unknown;
}

export const workflowFolder = join(__dirname, "../../.github/workflows");
export const workflowFiles = readdirSync(workflowFolder).sort();
export const workflowText = (file: string): string => readFileSync(join(workflowFolder, file), "utf8");
export const workflow = (file: string): Workflow => parse(workflowText(file)) as Workflow;
