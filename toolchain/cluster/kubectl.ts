import { spawn } from "node:child_process";
import { lastLine, run, type Ran } from "../run";
import { ToolchainError } from "../types";
import type { Layout } from "./layout";
import type { Programs } from "./programs";

export class Kubectl {
  constructor(
    private readonly layout: Layout,
    private readonly programs: Programs,
  ) {}

  ask(...args: string[]): Promise<Ran> {
    return run(this.programs.kubectl, ["--kubeconfig", this.layout.adminKubeconfig, "--request-timeout=10s", ...args]);
  }

  /** @throws ToolchainError with what the API server says */
  async apply(objects: object[]): Promise<void> {
    const list = JSON.stringify({ apiVersion: "v1", kind: "List", items: objects });
    const child = spawn(this.programs.kubectl, [
      "--kubeconfig",
      this.layout.adminKubeconfig,
      "apply",
      "--server-side",
      "--force-conflicts",
      "-f",
      "-",
    ]);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stdin.end(list);
    const code = await new Promise<number>((resolve) =>
      child.once("close", (status) => resolve(status ?? 1)).once("error", () => resolve(127)),
    );
    if (code === 0) return;
    throw new ToolchainError(
      "local cluster: its add-ons could not be declared",
      [lastLine({ code, output: output.trim(), stdout: "" })],
      "see the log of kube-apiserver",
    );
  }
}
