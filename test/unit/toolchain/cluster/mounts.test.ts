import { mountPoints, mountsBelow } from "../../../../toolchain/cluster/mounts";

const line = (target: string): string => `36 35 98:0 / ${target} rw,noatime shared:1 - tmpfs tmpfs rw`;
const mounts = (...targets: string[]): string[] => mountPoints(`${targets.map(line).join("\n")}\n`);

test("mounts below the folder, in their order, and no other", () => {
  const targets = ["/", "/c/cluster", "/c/cluster/kubelet", "/c/cluster/kubelet/pods/1", "/c/cluster2/x", "/other/c/cluster/x"];
  expect(mountsBelow("/c/cluster", mounts(...targets))).toEqual(["/c/cluster/kubelet", "/c/cluster/kubelet/pods/1"]);
});

test("octal escapes are read: space, tab and backslash", () => {
  expect(mountsBelow("/my cache", mounts("/my\\040cache/a\\011b\\134c"))).toEqual(["/my cache/a\tb\\c"]);
});
