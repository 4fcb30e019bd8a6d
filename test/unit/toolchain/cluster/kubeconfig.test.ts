import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { kubeconfigOf, withEntries, withoutEntries, type Kubeconfig } from "../../../../toolchain/cluster/kubeconfig";
import { addContext, hasContext, kubeconfigFile, removeContext } from "../../../../toolchain/cluster/kubeconfig-file";

/** K82, K86: the user's kubeconfig gains one context and loses it again; everything else in it stays. */
const ours = kubeconfigOf("ballast", "https://10.244.0.1:6443", "authority", { certificate: "certificate", key: "key" });
const theirs: Kubeconfig = {
  apiVersion: "v1",
  kind: "Config",
  clusters: [{ name: "prod", cluster: { server: "https://prod" } } as { name: string }],
  users: [{ name: "me", user: { exec: { command: "login", args: ["--now"] } } } as { name: string }],
  contexts: [{ name: "prod", context: { cluster: "prod", user: "me" } } as { name: string }],
  "current-context": "prod",
  preferences: { colors: true },
} as Kubeconfig;

test("what is made is what kubectl reads", () => {
  expect(ours).toEqual({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "ballast", cluster: { server: "https://10.244.0.1:6443", "certificate-authority-data": "YXV0aG9yaXR5" } }],
    users: [{ name: "ballast", user: { "client-certificate-data": "Y2VydGlmaWNhdGU=", "client-key-data": "a2V5" } }],
    contexts: [{ name: "ballast", context: { cluster: "ballast", user: "ballast" } }],
    "current-context": "ballast",
  });
});

test("others' entries and their current context stay, and removal gives back what was there", () => {
  const merged = withEntries(theirs, ours);
  for (const list of ["clusters", "users", "contexts"] as const) expect(merged[list]).toEqual([...theirs[list]!, ...ours[list]!]);
  expect(merged["current-context"]).toBe("prod");
  expect(withoutEntries(merged, "ballast")).toEqual(theirs);
});

test("entries of an earlier cluster are replaced, not doubled", () => {
  const earlier = kubeconfigOf("ballast", "https://old", "old", { certificate: "old", key: "old" });
  expect(withEntries(withEntries(theirs, earlier), ours)).toEqual(withEntries(theirs, ours));
});

test.each<[string, Kubeconfig]>([
  ["an empty one", {}],
  [
    "one as kubectl leaves it when all is gone",
    { apiVersion: "v1", kind: "Config", clusters: null, users: null, contexts: null, "current-context": "" },
  ],
])("%s becomes ours, and the context is current", (_, config) => expect(withEntries(config, ours)).toEqual(ours));

test("without its context, none is current; another's stays current", () => {
  expect(withoutEntries(ours, "ballast")).toMatchObject({ clusters: [], users: [], contexts: [], "current-context": "" });
  expect(withoutEntries({ "current-context": "prod" }, "ballast")).toEqual({ "current-context": "prod" });
});

test.each<[NodeJS.ProcessEnv, string]>([
  [{ HOME: "/home/u" }, "/home/u/.kube/config"],
  [{ HOME: "/home/u", KUBECONFIG: "" }, "/home/u/.kube/config"],
  [{ HOME: "/home/u", KUBECONFIG: "/a/one:/b/two" }, "/a/one"],
  [{ HOME: "/home/u", KUBECONFIG: ":/b/two" }, "/b/two"],
])("%j writes to %s", (env, file) => expect(kubeconfigFile(env)).toBe(file));

describe("the file", () => {
  const folder = mkdtempSync(join(tmpdir(), "ballast-kubeconfig-"));
  const file = join(folder, "kube", "config");
  const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

  beforeEach(() => rmSync(join(folder, "kube"), { recursive: true, force: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("is made, for this user alone, and knows the context until it is removed", () => {
    expect(hasContext(file, "ballast")).toBe(false);
    addContext(file, ours);
    expect([mode(join(folder, "kube")), mode(file)]).toEqual(["700", "600"]);
    expect(hasContext(file, "ballast")).toBe(true);
    removeContext(file, "ballast");
    expect(hasContext(file, "ballast")).toBe(false);
  });

  test("keeps what others have in it, but for comments, which kubectl does not keep either", () => {
    mkdirSync(join(folder, "kube"));
    writeFileSync(file, `# mine\n${JSON.stringify(theirs)}\n`);
    addContext(file, ours);
    removeContext(file, "ballast");
    expect(parse(readFileSync(file, "utf8"))).toEqual(theirs);
    expect(readFileSync(file, "utf8")).not.toContain("# mine");
  });

  test("is not written where nothing changes: comments and times stay", () => {
    mkdirSync(join(folder, "kube"));
    const text = `# mine\n${JSON.stringify(withEntries(theirs, ours))}\n`;
    writeFileSync(file, text);
    addContext(file, ours);
    removeContext(file, "another");
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("an empty one is as good as none; removing from none makes none", () => {
    removeContext(file, "ballast");
    expect(() => statSync(file)).toThrow("ENOENT");
    mkdirSync(join(folder, "kube"));
    writeFileSync(file, "");
    addContext(file, ours);
    expect(parse(readFileSync(file, "utf8"))).toEqual(ours);
  });

  test.each(["clusters: [\n", "just words\n", "- a\n- list\n"])("what is no kubeconfig is refused and left untouched: %j", (text) => {
    mkdirSync(join(folder, "kube"));
    writeFileSync(file, text);
    for (const change of [() => addContext(file, ours), () => removeContext(file, "ballast"), () => hasContext(file, "ballast")])
      expect(change).toThrow(`kubeconfig: ${file} cannot be read`);
    expect(readFileSync(file, "utf8")).toBe(text);
  });
});
