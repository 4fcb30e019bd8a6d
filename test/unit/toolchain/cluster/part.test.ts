import { clusterPart } from "../../../../toolchain/cluster/part";
import * as status from "../../../../toolchain/cluster/status";
import { ToolchainError } from "../../../../toolchain/types";

jest.mock("../../../../toolchain/cluster/status");

const name = "local cluster";
const daemons = [
  { name: "etcd", running: true, pid: 7 },
  { name: "coredns", running: false, lastWords: "no" },
];
const found = (state: status.ClusterStatus["state"], checks: status.ClusterStatus["checks"] = {}) =>
  jest.mocked(status.clusterStatus).mockResolvedValue({ state, version: "1.34.4", daemons, checks } as unknown as status.ClusterStatus);

test.each(["ready", "stopped"] as const)("%s is told with its version", async (state) => {
  found(state, { node: null });
  expect(await clusterPart()).toEqual({ name, state, version: "1.34.4", source: "stand-in" });
});

test("one that was never started is absent", async () => {
  found("absent");
  expect(await clusterPart()).toEqual({ name, state: "absent" });
});

test("one that runs and is not usable is broken, by what is missing", async () => {
  found("not ready", { node: null, names: "no answer", metrics: "not Available" });
  expect(await clusterPart()).toMatchObject({
    state: "broken",
    detail: "coredns does not run; no answer; not Available",
    fix: "./ballast cluster up",
  });
});

test("one that nothing can be known of is broken, with the fix", async () => {
  jest
    .mocked(status.clusterStatus)
    .mockRejectedValue(new ToolchainError("kubeconfig: f cannot be read", ["it is no mapping"], "mend the file"));
  expect(await clusterPart()).toEqual({
    name,
    state: "broken",
    detail: "kubeconfig: f cannot be read; it is no mapping",
    fix: "mend the file",
  });
});
