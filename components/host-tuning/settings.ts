/** A setting of the Linux kernel that a database needs on its host. */
export interface KernelSetting {
  /** As `sysctl` and the kernel's documentation call it. */
  name: string;
  /** Below /. */
  file: string;
  /** A value that fits is left as it is. */
  rule: "oneOf" | "atLeast" | "atMost";
  /** What fits; of several, the first is written. */
  allowed: (string | number)[];
  reason: string;
  source: string;
}

export const kernelSettings: KernelSetting[] = [
  {
    name: "vm.overcommit_memory",
    file: "proc/sys/vm/overcommit_memory",
    rule: "oneOf",
    allowed: [1],
    reason:
      "Redis forks to write a snapshot or a new append-only file. The copy shares its memory, but without this the kernel may refuse the fork.",
    source: "Redis administration guide; Redis warns at its start",
  },
  {
    name: "net.core.somaxconn",
    file: "proc/sys/net/core/somaxconn",
    rule: "atLeast",
    allowed: [511],
    reason: "Redis asks for a queue of 511 connections that nobody has accepted yet; the kernel cuts it to this.",
    source: "redis.conf, tcp-backlog; Redis warns at its start",
  },
  {
    name: "transparent_hugepage",
    file: "sys/kernel/mm/transparent_hugepage/enabled",
    rule: "oneOf",
    allowed: ["madvise", "never"],
    reason:
      "With `always`, a write after Redis has forked copies 2 MB in place of 4 kB: memory and latency jump during a snapshot. Postgres asks for huge pages itself where it wants them.",
    source: "Redis documentation, latency; kernel documentation, transhuge",
  },
  {
    name: "vm.swappiness",
    file: "proc/sys/vm/swappiness",
    rule: "atMost",
    allowed: [10],
    reason: "The kernel should rather give up file cache than swap out the memory of a database, which then waits for the disk.",
    source: "kernel documentation, sysctl/vm",
  },
];
