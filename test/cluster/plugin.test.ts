import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../../toolchain/paths";
import * as cluster from "../support/kubectl";
import { TestStack } from "../support/test-stack";

/** The kubernetes plugin, vendor's or stand-in, against the local cluster. */
jest.setTimeout(300_000);

const { context } = cluster;
/** Has a shell. */
const image = "localhost:5001/ballast-test/base:1";
const password = "correct-horse-battery";
const stack = new TestStack(join(repository, "test/cluster/programs/plugin"), "kubernetes-plugin");
const namespace = stack.prefix;
/** A copy of the one context, which a test may point elsewhere. */
const kubeconfig = join(stack.folder, "kubeconfig");

const configure = (wanted: object) => stack.configure({ context, namespace, wanted: { password, ...wanted } });

const kubectl = (...args: string[]) => cluster.kubectl("--namespace", namespace, ...args);
const settings = () => kubectl("get", "configmap", "settings", "--output", "jsonpath={.data.app\\.text}");
const uid = (name: string) => kubectl("get", "configmap", name, "--output", "jsonpath={.metadata.uid}");

describe("the kubernetes plugin", () => {
  beforeAll(async () => {
    execFileSync("docker", ["tag", "debian:trixie-slim", image]);
    execFileSync("docker", ["push", "--quiet", image]);
    writeFileSync(kubeconfig, await kubectl("config", "view", "--raw", "--minify", "--flatten"), { mode: 0o600 });
    Object.assign(stack.env, { KUBECONFIG: kubeconfig });
    await stack.create({});
    configure({ text: "one" });
  });
  afterAll(async () => {
    configure({ text: "one" });
    await stack.destroy();
  });

  test("a preview before the first up judges objects whose namespace is not there yet", async () => {
    expect(await stack.preview()).toMatchObject({ code: 0 });
  });

  test("after an up the objects are there, and a preview is empty", async () => {
    await stack.must("up", "--yes", "--skip-preview");
    expect(await settings()).toBe("one");
    expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
  });

  test("no value of a Secret is plain in the state", async () => {
    const state = await stack.export();
    expect(state).not.toContain(password);
    expect(state).not.toContain(Buffer.from(password).toString("base64"));
  });

  test("a refresh of what nobody touched finds nothing", async () => {
    expect(await stack.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes")).toMatchObject({ code: 0 });
  });

  test("a change updates in place; of what is immutable it makes another object", async () => {
    const before = [await uid("settings"), await uid("fixed")];
    configure({ text: "two" });
    expect(await stack.preview()).toMatchObject({ code: 0 });
    await stack.must("up", "--yes", "--skip-preview");
    expect(await settings()).toBe("two");
    expect(await uid("settings")).toBe(before[0]);
    expect(await uid("fixed")).not.toBe(before[1]);
  });

  test("what was changed by hand is a conflict until a refresh has shown it, and then is taken back", async () => {
    await kubectl("patch", "configmap", "settings", "--patch", '{"data": {"app.text": "by hand"}}');
    configure({ text: "three" });
    const blind = await stack.up();
    expect(blind.code).not.toBe(0);
    expect(blind.output).toContain("somebody else manages a field of it");
    await stack.must("refresh", "--yes", "--skip-preview");
    const preview = await stack.preview("--diff");
    expect(preview.output).toContain('"by hand" => "three"');
    await stack.must("up", "--yes", "--skip-preview");
    expect(await settings()).toBe("three");
  });

  test("what was deleted by hand is made again", async () => {
    await kubectl("delete", "configmap", "settings");
    await stack.must("up", "--yes", "--skip-preview", "--refresh");
    expect(await settings()).toBe("three");
  });

  test("what the API server would refuse is refused in the preview", async () => {
    configure({ text: 5 });
    const { code, output } = await stack.preview();
    expect(code).not.toBe(0);
    expect(output).toContain("ConfigMap");
  });

  test("a cluster that is not there is an error of the preview and of a refresh, and nothing leaves the state", async () => {
    configure({ text: "three" });
    const before = await stack.export();
    const here = readFileSync(kubeconfig, "utf8");
    writeFileSync(kubeconfig, here.replace(/server: .*/, "server: https://127.0.0.1:1"));
    const results = [await stack.preview(), await stack.pulumi("refresh", "--yes", "--skip-preview")];
    writeFileSync(kubeconfig, here);
    for (const { code, output } of results) {
      expect(code).not.toBe(0);
      expect(output).toContain("the cluster cannot be reached");
    }
    const urns = (state: string) => state.match(/"urn": "[^"]*"/g);
    expect(urns(await stack.export())).toEqual(urns(before));
  });

  test("a failed job is an error with its reason, and the next up runs another one", async () => {
    configure({ text: "three", job: { image: "registry.invalid/nothing", command: "true", seconds: 2 } });
    const failed = await stack.up();
    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain(`Job ${namespace}/task failed: Job was active longer than specified deadline`);
    const first = await kubectl("get", "job", "task", "--output", "jsonpath={.metadata.uid}");
    const preview = await stack.preview();
    expect(preview.output).toMatch(/\+- kubernetes:batch\/v1:Job +task +replace/);
    expect((await stack.up()).code).not.toBe(0);
    expect(await kubectl("get", "job", "task", "--output", "jsonpath={.metadata.uid}")).not.toBe(first);
  });

  test("a failed job says its last lines, and the next up runs it again", async () => {
    configure({ text: "three", job: { image, command: "echo no such table; exit 3", seconds: 60 } });
    const failed = await stack.up();
    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain("no such table");
    configure({ text: "three", job: { image, command: "true", seconds: 60 } });
    await stack.must("up", "--yes", "--skip-preview");
    expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
  });
});
