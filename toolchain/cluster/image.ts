import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { cleaningUp } from "../processes";
import { ctr } from "./containerd";
import type { Layout } from "./layout";
import { must } from "./must";

const architectures: Partial<Record<NodeJS.Architecture, string>> = { x64: "amd64", arm64: "arm64" };

/** Puts an image with one static program, and nothing else, into the node's containerd: no registry or engine takes part. */
export async function importProgram(layout: Layout, image: string, program: string): Promise<void> {
  const folder = join(layout.root, "image");
  const remove = () => rmSync(folder, { recursive: true, force: true });
  remove();
  await cleaningUp(remove, async () => {
    mkdirSync(join(folder, "files"), { recursive: true });
    copyFileSync(program, join(folder, "files", basename(program)));
    const layer = join(folder, "layer.tar");
    await must("tar", [
      "--create",
      "--file",
      layer,
      "--owner=0",
      "--group=0",
      "--mtime=@0",
      "--directory",
      join(folder, "files"),
      basename(program),
    ]);
    const config = {
      architecture: architectures[process.arch],
      os: "linux",
      config: { Entrypoint: [`/${basename(program)}`], User: "65534:65534" },
      rootfs: { type: "layers", diff_ids: [`sha256:${createHash("sha256").update(readFileSync(layer)).digest("hex")}`] },
    };
    writeFileSync(join(folder, "config.json"), JSON.stringify(config));
    writeFileSync(join(folder, "manifest.json"), JSON.stringify([{ Config: "config.json", RepoTags: [image], Layers: ["layer.tar"] }]));
    const archive = join(folder, "image.tar");
    await must("tar", ["--create", "--file", archive, "--directory", folder, "manifest.json", "config.json", "layer.tar"]);
    await ctr(layout, "images", "import", archive);
    // Also where the disk is so full that the kubelet removes what no container uses (containerd 1.7 or later).
    await ctr(layout, "images", "label", image, "io.cri-containerd.pinned=pinned");
  });
}

export async function importedImages(layout: Layout): Promise<string[]> {
  return (await ctr(layout, "images", "list", "--quiet")).split("\n");
}
