import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { devConfig } from "../support/dev-config";
import { kubectl } from "../support/kubectl";
import { freePort } from "../support/ports";
import { run, TestStack } from "../support/test-stack";
import type { Exported } from "./state";
import type { Undo } from "./undo";

export const root = join(__dirname, "../..");

/** The dev stack under a name of its own, created and empty. */
export async function devStack(undo: Undo): Promise<TestStack> {
  return dockerStack(undo, devConfig(await freePort()));
}

/** A stack on Docker under a name of its own, created and empty. */
export async function dockerStack(undo: Undo, config: Record<string, unknown>): Promise<TestStack> {
  const stack = new TestStack(root, "ballast");
  undo.later(`stack ${stack.name}`, () => remove(stack, root));
  // Nothing in it is worth protecting, and protected volumes would stay.
  await stack.create({ ...config, protectData: false });
  return stack;
}

/** A stack on the local cluster under a name of its own, created and empty. */
export async function clusterStack(undo: Undo, config: Record<string, unknown>): Promise<TestStack> {
  const stack = new TestStack(root, "ballast");
  undo.later(`stack ${stack.name}`, async () => {
    await stack.pulumi("cancel", "--yes");
    await stack.pulumi("destroy", "--yes", "--skip-preview");
    await kubectl("delete", "--ignore-not-found", `namespace/${stack.prefix}`, `priorityclass/${stack.prefix}-data`);
    forget(stack, root);
  });
  await stack.create({ ...config, protectData: false });
  return stack;
}

/** Also what a failed or interrupted command left behind. */
async function remove(stack: TestStack, program: string): Promise<void> {
  await stack.pulumi("cancel", "--yes");
  await stack.pulumi("state", "unprotect", "--all", "--yes");
  await stack.pulumi("destroy", "--yes", "--skip-preview");
  await removeLabelled(`ballast.stack=${stack.prefix}`);
  forget(stack, program);
}

/** Removes the stack's state and configuration, and nothing it stands for. */
export function forget(stack: TestStack, program: string): void {
  rmSync(stack.env.PULUMI_BACKEND_URL.slice("file://".length), { recursive: true, force: true });
  rmSync(join(program, `Pulumi.${stack.name}.yaml`), { force: true });
}

/** Removes every container, network and volume with the label. */
export async function removeLabelled(label: string): Promise<void> {
  const kinds = [
    { list: ["ps", "--all"], remove: ["rm", "--force", "--volumes"] },
    { list: ["network", "ls"], remove: ["network", "rm"] },
    { list: ["volume", "ls"], remove: ["volume", "rm", "--force"] },
  ];
  for (const { list, remove } of kinds) {
    const { code, output } = await run("docker", [...list, "--quiet", "--filter", `label=${label}`]);
    if (code !== 0) throw new Error(`docker ${list.join(" ")}: ${output.trim()}`);
    const found = output.split("\n").filter(Boolean);
    if (found.length === 0) continue;
    const removed = await run("docker", [...remove, ...found]);
    if (removed.code !== 0) throw new Error(`docker ${remove.join(" ")}: ${removed.output.trim()}`);
  }
}

/** A folder that nobody else can read. */
export function privateFolder(undo: Undo): string {
  const folder = mkdtempSync(join(tmpdir(), "ballast-bench-"));
  undo.later("temporary files", () => Promise.resolve(rmSync(folder, { recursive: true, force: true })));
  return folder;
}

/** @param folder private: the state is written there with its secrets in the clear, and removed again */
export async function exported(stack: TestStack, folder: string): Promise<Exported> {
  const file = join(folder, `${stack.name}.json`);
  try {
    await stack.must("stack", "export", "--show-secrets", "--file", file);
    return JSON.parse(readFileSync(file, "utf8")) as Exported;
  } finally {
    rmSync(file, { force: true });
  }
}
