import { presentEngine } from "../engine";
import { bareName, projectName } from "../stack-file";
import { Stack, type RecoveryOutputs } from "../stack";
import type { Current } from "./check";
import { keysOf, sheetOf } from "./gather";
import type { Sheet } from "./sheet";

/** The recovery sheet of a stack as it is deployed. @throws CommandError when nothing is */
export async function currentSheet(stack: string): Promise<Sheet> {
  const { outputs, current } = await currentKeys(stack);
  return sheetOf(outputs, current, new Date().toISOString());
}

/** @throws CommandError when nothing is deployed */
export async function currentKeys(name: string): Promise<{ outputs: RecoveryOutputs; current: Current }> {
  const stack = new Stack(name, await presentEngine());
  const outputs = await stack.recovery();
  const secretOutputs = new Set(Object.values(outputs.credentials).map(({ secretOutput }) => secretOutput));
  const values = await Promise.all([...secretOutputs].map((output) => stack.secrets(output)));
  const keys = keysOf(outputs, Object.assign({}, ...values) as Record<string, string>);
  return { outputs, current: { project: projectName(), stack: bareName(name), keys } };
}
