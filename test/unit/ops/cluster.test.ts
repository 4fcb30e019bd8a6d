import { confirmedParts, partNames, partsOf } from "../../../ops/cluster/down";
import { loadedName } from "../../../ops/cluster/load";
import { clusterText } from "../../../ops/cluster/status-view";
import * as confirm from "../../../ops/confirm";
import { exit } from "../../../ops/exit";
import type { ClusterStatus } from "../../../toolchain/cluster";

describe("K86: what `cluster down` deletes", () => {
  const asked: string[] = [];
  const answering = (...answers: (string | undefined)[]) => {
    asked.length = 0;
    jest.spyOn(confirm, "ask").mockImplementation((text) => {
      asked.push(text);
      return Promise.resolve(answers[asked.length - 1]);
    });
  };
  afterEach(() => jest.restoreAllMocks());

  test.each([
    ["data", ["data"]],
    ["data,images", ["data", "images"]],
    ["images, programs", ["images", "programs"]],
    ["all", partNames],
  ])("--delete %s names %j", (text, parts) => expect(partsOf(text)).toEqual(parts));

  test.each(["", "dat", "data,everything", "data;images"])("--delete %j is refused", (text) =>
    expect(() => partsOf(text)).toThrow("Allowed are data, images, programs and all, with commas between."),
  );

  test("--yes asks nothing, and deletes what is named and nothing else", async () => {
    answering();
    expect(await confirmedParts(undefined, true, partNames, false)).toEqual([]);
    expect(await confirmedParts(["images"], true, partNames, true)).toEqual(["images"]);
    expect(asked).toEqual([]);
  });

  test("on a terminal each part is deleted by its own words, to the letter", async () => {
    answering("yes", "delete data", "delete", "yes");
    expect(await confirmedParts(undefined, false, ["data", "images", "programs"], true)).toEqual(["data"]);
    expect(asked.map((text) => /^(?:This stops|Delete (\w+))/.exec(text)?.[1] ?? "stop")).toEqual(["stop", "data", "images", "programs"]);
  });

  test("only what is named is asked about, or else what is there", async () => {
    answering("yes", "delete images");
    expect(await confirmedParts(["images"], false, partNames, true)).toEqual(["images"]);
    answering("yes", "");
    expect(await confirmedParts(undefined, false, ["programs"], true)).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  test.each([["no"], [""], [undefined]])("answer %j stops nothing", async (answer) => {
    answering(answer);
    await expect(confirmedParts(undefined, false, partNames, true)).rejects.toMatchObject({ exitCode: exit.notConfirmed });
    expect(asked).toHaveLength(1);
  });

  test("without a terminal it refuses, and says the command that would do it", async () => {
    answering();
    const refused = confirmedParts(["data", "images"], false, partNames, false);
    await expect(refused).rejects.toMatchObject({ exitCode: exit.notConfirmed });
    await expect(refused).rejects.toThrow("Fix: ./ballast cluster down --yes --delete data,images");
    expect(asked).toEqual([]);
  });
});

test.each([
  ["shop", "localhost:5001/shop"],
  ["shop:1", "localhost:5001/shop:1"],
  ["team/shop:1", "localhost:5001/team/shop:1"],
  ["registry.example/team/shop:1", "localhost:5001/team/shop:1"],
  ["registry:5000/shop", "localhost:5001/shop"],
  ["localhost/shop:1", "localhost:5001/shop:1"],
  ["localhost:5001/team/shop:1", "localhost:5001/team/shop:1"],
])("K83: image %s is %s in the cluster", (image, name) => expect(loadedName(image)).toBe(name));

describe("K85: what `cluster status` shows", () => {
  const status: ClusterStatus = {
    state: "ready",
    version: "1.34.4",
    context: "ballast",
    kubeconfig: "/home/u/.kube/config",
    registry: "localhost:5001",
    storageClass: "local",
    ingress: { className: "skipper", http: "127.0.0.1:80", https: "127.0.0.1:443" },
    networkPolicies: "kube-router",
    daemons: [
      { name: "etcd", running: true, pid: 7 },
      { name: "kubelet", running: false, lastWords: "no swap" },
    ],
    checks: { node: null, names: null },
  };
  const text = (differences: Partial<ClusterStatus>): string => clusterText({ ...status, ...differences }, false);

  test("ready: where it answers, and nothing to mend", () => {
    expect(text({})).toBe(`CLUSTER
state             ready
version           1.34.4
context           ballast (/home/u/.kube/config)
registry          localhost:5001
storage class     local
ingress           skipper at 127.0.0.1:80 and 127.0.0.1:443
network policies  enforced by kube-router

ASKED  ANSWER
node   answers
names  answers`);
  });

  test("not ready: what is missing, and which process is gone with its last words", () => {
    const shown = text({ state: "not ready", checks: { node: "the node has not said yet how it is" } });
    expect(shown).toContain("node   the node has not said yet how it is");
    expect(shown).toContain("PROCESS  STATE    DETAIL\netcd     running  process 7\nkubelet  stopped  no swap");
    expect(shown).toMatch(/\n\nFix: \.\/ballast cluster up$/);
  });

  test("policies that nothing enforces are said to be that", () => {
    expect(text({ networkPolicies: null })).toContain("network policies  not enforced\n");
  });

  test.each(["stopped", "absent"] as const)("%s: how to start it, and no answers of nobody", (state) => {
    const shown = text({ state, daemons: [], checks: {} });
    expect(shown).not.toContain("ASKED");
    expect(shown).toMatch(/\n\nFix: \.\/ballast cluster up$/);
  });
});
