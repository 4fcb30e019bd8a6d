/** The script of the host, run for real by sh on a folder that looks like a host. Does NOT prove: that a kernel takes the values. */
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { applyLine, parseReport, restoreLine, script, type Outcomes } from "../../../components/host-tuning/script";
import { FakeHost, fileOf } from "../../support/fake-host";

let host: FakeHost;
beforeEach(() => (host = new FakeHost()));
afterEach(() => host.delete());

const nobody = 65534;

function sh(line: string, uid?: number): { code: number; stdout: string; stderr: string } {
  const as = uid === undefined ? {} : { uid, gid: uid };
  const { status, stdout, stderr } = spawnSync("/bin/sh", ["-c", line], { input: script, encoding: "utf8", ...as });
  return { code: status ?? -1, stdout, stderr };
}

function apply({ owner = "ballast-dev@local", uid }: { owner?: string; uid?: number } = {}): Outcomes {
  const { code, stdout, stderr } = sh(applyLine({ root: host.root, owner }), uid);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return parseReport(stdout);
}

const restore = (owner = "ballast-dev@local") => sh(restoreLine({ root: host.root, owner }));

const untouched = {
  "vm.overcommit_memory": "0",
  "net.core.somaxconn": "128",
  transparent_hugepage: "[always] madvise never",
  "vm.swappiness": "60",
};
const tuned = { "vm.overcommit_memory": "1", "net.core.somaxconn": "511", transparent_hugepage: "madvise", "vm.swappiness": "10" };
const applied = {
  "vm.overcommit_memory": { outcome: "applied", detail: "was 0, is 1" },
  "net.core.somaxconn": { outcome: "applied", detail: "was 128, is 511" },
  transparent_hugepage: { outcome: "applied", detail: "was always, is madvise" },
  "vm.swappiness": { outcome: "applied", detail: "was 60, is 10" },
};

test("what is not good is changed, and put back as it was", () => {
  expect(apply()).toEqual(applied);
  expect(host.settings()).toEqual(tuned);
  const { code, stderr } = restore();
  expect({ code, lines: stderr.trim().split("\n") }).toEqual({
    code: 0,
    lines: [
      "net.core.somaxconn\trestored\twas 511, is 128",
      "transparent_hugepage\trestored\twas madvise, is always",
      "vm.overcommit_memory\trestored\twas 1, is 0",
      "vm.swappiness\trestored\twas 10, is 60",
    ],
  });
  expect(host.settings()).toEqual({ ...untouched, transparent_hugepage: "always" });
  expect(host.files()).toEqual([]);
});

test("a second run changes nothing, and forgets nothing", () => {
  apply();
  expect(apply()).toEqual(applied);
  restore();
  expect(host.settings()).toMatchObject({ "vm.overcommit_memory": "0", "vm.swappiness": "60" });
});

test("what is good already is left alone, now and later", () => {
  const good = {
    "vm.overcommit_memory": "1",
    "net.core.somaxconn": "4096",
    transparent_hugepage: "always madvise [never]",
    "vm.swappiness": "1",
  };
  for (const [name, value] of Object.entries(good)) host.set(name, value);
  expect(apply()).toEqual({
    "vm.overcommit_memory": { outcome: "good", detail: "is 1" },
    "net.core.somaxconn": { outcome: "good", detail: "is 4096" },
    transparent_hugepage: { outcome: "good", detail: "is never" },
    "vm.swappiness": { outcome: "good", detail: "is 1" },
  });
  expect(restore().stderr).toBe("");
  expect(host.settings()).toEqual(good);
  expect(host.files()).toEqual([]);
});

test("what was changed lasts over a restart of the host, and only until it is put back", () => {
  host.set("net.core.somaxconn", "4096");
  apply();
  expect(host.read("etc/sysctl.d/99-zz-ballast.conf")).toBe("vm.overcommit_memory = 1\nvm.swappiness = 10");
  expect(host.read("etc/tmpfiles.d/ballast.conf")).toBe("w /sys/kernel/mm/transparent_hugepage/enabled - - - - madvise");
  expect(statSync(join(host.root, "etc/sysctl.d/99-zz-ballast.conf")).mode & 0o777).toBe(0o644);
  restore();
  expect(host.files()).toEqual([]);
});

test("what is remembered can be read by its owner alone", () => {
  apply();
  expect(host.read("var/lib/ballast/host-tuning/previous/vm.swappiness")).toBe("proc/sys/vm/swappiness 60 10");
  expect(statSync(join(host.root, "var/lib/ballast/host-tuning")).mode & 0o777).toBe(0o700);
});

test("what somebody else has changed in between is not put back", () => {
  apply();
  host.set("vm.swappiness", "5");
  expect(restore().stderr).toContain("vm.swappiness\tkept\tis 5, which somebody else has set");
  expect(host.settings()).toMatchObject({ "vm.swappiness": "5", "vm.overcommit_memory": "0" });
});

test("what somebody else has undone is changed again, and their value is the one to put back", () => {
  apply();
  host.set("vm.swappiness", "80");
  expect(apply()["vm.swappiness"]).toEqual({ outcome: "applied", detail: "was 80, is 10" });
  restore();
  expect(host.settings()).toMatchObject({ "vm.swappiness": "80" });
});

test("two stacks on one host: the last one puts back", () => {
  apply({ owner: "a" });
  expect(apply({ owner: "b" })["vm.swappiness"]).toEqual({ outcome: "applied", detail: "was 60, is 10" });
  expect(restore("a").stderr).toBe("owners\tkept\tb still needs these settings\n");
  expect(host.settings()).toEqual(tuned);
  restore("b");
  expect(host.settings()).toMatchObject({ "vm.swappiness": "60" });
});

test("a setting that this kernel has not is skipped, the others are not", () => {
  host.remove(fileOf("transparent_hugepage"));
  expect(apply()).toEqual({
    ...applied,
    transparent_hugepage: { outcome: "skipped", detail: "this kernel has no /sys/kernel/mm/transparent_hugepage/enabled" },
  });
});

test("a file that cannot be written is skipped, and nothing is put back later", () => {
  host.remove(fileOf("vm.swappiness"));
  // Not even root may write there: what a read-only /proc/sys is.
  spawnSync("ln", ["-s", "/proc/sys/kernel/osrelease", join(host.root, fileOf("vm.swappiness"))]);
  const { "vm.swappiness": outcome } = apply();
  expect(outcome?.outcome).toBe("skipped");
  expect(outcome?.detail).toMatch(/^is .*, wanted is 10: may not write to \/proc\/sys\/vm\/swappiness$/);
  expect(host.read("var/lib/ballast/host-tuning/previous/vm.swappiness")).toBeUndefined();
});

test("who is not root changes nothing, and is told so for each", () => {
  host.openForReading();
  const skipped = (now: string, wanted: string) => ({
    outcome: "skipped",
    detail: `is ${now}, wanted is ${wanted}: may not write to ${host.root}/var/lib/ballast/host-tuning`,
  });
  const uid = process.getuid?.() === 0 ? nobody : undefined;
  if (uid === undefined) spawnSync("chmod", ["-R", "a-w", host.root]);
  expect(apply({ ...(uid && { uid }) })).toEqual({
    "vm.overcommit_memory": skipped("0", "1"),
    "net.core.somaxconn": skipped("128", "511"),
    transparent_hugepage: skipped("always", "madvise"),
    "vm.swappiness": skipped("60", "10"),
  });
  expect(host.settings()).toEqual(untouched);
  spawnSync("chmod", ["-R", "u+w", host.root]);
});

test("where /etc takes no file, the next start of the host will forget, and that is told", () => {
  host.write("etc", "");
  expect(apply()).toEqual({
    ...applied,
    boot: {
      outcome: "skipped",
      detail: `the next start of this host forgets: may not write to ${host.root}/etc/sysctl.d and ${host.root}/etc/tmpfiles.d`,
    },
  });
});

test("what cannot be put back is a failure, and is still remembered", () => {
  apply();
  host.remove(fileOf("vm.swappiness"));
  spawnSync("ln", ["-s", "/proc/sys/kernel/ostype", join(host.root, fileOf("vm.swappiness"))]);
  host.write("var/lib/ballast/host-tuning/previous/vm.swappiness", "proc/sys/vm/swappiness 60 Linux\n");
  const { code, stderr } = restore();
  expect(code).toBe(1);
  expect(stderr).toContain("vm.swappiness\tfailed\tis Linux, may not write 60 to /proc/sys/vm/swappiness");
  expect(stderr).toContain("vm.overcommit_memory\trestored");
  expect(host.read("var/lib/ballast/host-tuning/previous/vm.swappiness")).toBe("proc/sys/vm/swappiness 60 Linux");
});

test("restoring where nothing was applied is nothing to do", () => {
  expect(restore()).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(host.settings()).toEqual(untouched);
});

test("a root with a quote and a space in its name", () => {
  expect(applyLine({ root: "/it's a", owner: "o" })).toContain("'/it'\\''s a' 'o' 'vm.overcommit_memory ");
});

test("a setting that the host says nothing about is not taken for a good one", () => {
  const silent = { outcome: "skipped", detail: "the host said nothing about it" };
  expect(parseReport("vm.swappiness\tgood\tis 1\nmotd: vm.overcommit_memory good")).toEqual({
    "vm.overcommit_memory": silent,
    "net.core.somaxconn": silent,
    transparent_hugepage: silent,
    "vm.swappiness": { outcome: "good", detail: "is 1" },
  });
});
