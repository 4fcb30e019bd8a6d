import * as pulumi from "@pulumi/pulumi";
import { filesContainerArgs } from "../../../components/platform/docker/files-container";
import type { ContainerArgs } from "../../../components/platform/workload";
import { settled } from "../stack/record";

const args = (held: Pick<ContainerArgs, "files" | "secrets">): ContainerArgs => ({
  image: { reference: "shop:1" },
  resources: { requests: { cpu: "1m", memory: "1Mi" }, limits: { cpu: "1m", memory: "1Mi" } },
  user: 10001,
  env: { A: "1" },
  command: ["serve"],
  ...held,
});

const placed = { name: "dev-shop-files", image: "shop:1", labels: {} };
const never = { removeVolumes: true, networkMode: "none", start: false, mustRun: false, restart: "no" };

test("default configuration: nothing to hold, no container", () => {
  expect(filesContainerArgs(args({}), placed)).toBeUndefined();
  expect(filesContainerArgs(args({ files: {}, secrets: {} }), placed)).toBeUndefined();
});

test("custom configuration: files and secrets, sorted, each kind in a volume of its own, read by root's group alone", async () => {
  const held = filesContainerArgs(
    args({ files: { "b.conf": "b", "a.conf": pulumi.output("a") }, secrets: { password: pulumi.secret("hush") } }),
    { name: "dev-shop-files", image: pulumi.output("sha256:01"), labels: { "ballast.stack": "dev", "ballast.service": "shop" } },
  );
  expect(await settled(held)).toEqual({
    name: "dev-shop-files",
    image: "sha256:01",
    uploads: [
      { file: "/run/config/a.conf", content: "a", permissions: "0440" },
      { file: "/run/config/b.conf", content: "b", permissions: "0440" },
      { file: "/run/secrets/password", content: "hush", permissions: "0440" },
    ],
    volumes: [{ containerPath: "/run/config" }, { containerPath: "/run/secrets" }],
    labels: [
      { label: "ballast.service", value: "shop" },
      { label: "ballast.stack", value: "dev" },
    ],
    ...never,
  });
});

test.each(["files", "secrets"] as const)("only %s: one volume", async (kind) => {
  const folder = { files: "/run/config", secrets: "/run/secrets" }[kind];
  expect(await settled(filesContainerArgs(args({ [kind]: { x: "1" } }), { name: "n", image: "i", labels: {} }))).toEqual({
    name: "n",
    image: "i",
    uploads: [{ file: `${folder}/x`, content: "1", permissions: "0440" }],
    volumes: [{ containerPath: folder }],
    labels: [],
    ...never,
  });
});

test("the list is a secret before its secrets are made, so that a saved plan holds", async () => {
  const held = filesContainerArgs(args({ files: { "a.conf": "a" }, secrets: { password: "hush" } }), placed);
  const [file, secret] = held?.uploads as { permissions: pulumi.Input<string> }[];
  expect(await pulumi.isSecret(pulumi.output(secret?.permissions))).toBe(true);
  expect(await pulumi.isSecret(pulumi.output(file?.permissions))).toBe(false);
});
