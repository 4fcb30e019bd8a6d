import type { Suite } from "../suite";

/** The kernel's own word, whichever version its control groups have. */
export const memoryLimit = "cat /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null || cat /sys/fs/cgroup/memory.max";
const cpuQuota = "cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us 2>/dev/null || cut -d ' ' -f 1 /sys/fs/cgroup/cpu.max";

/** Prints how long it took, and how much of a core it got, in seconds. */
const spin = "TIMEFORMAT='%R %U %S'; time timeout 1 bash -c 'while :; do :; done'; true";

export function limits(suite: Suite): void {
  describe("after the first up", () => {
    it("every replica of every service is ready (K81, K82)", async () => {
      for (const [service, replicas] of Object.entries({ store: 1, web: 2, client: 1, stranger: 1, roamer: 1 })) {
        const ready = (await suite.platform.instances(service)).map((instance) => instance.ready);
        expect([service, ready]).toEqual([service, Array.from({ length: replicas }, () => true)]);
      }
    });

    it("a preview is empty", async () => {
      expect(await suite.stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
    });

    it("a refresh finds nothing", async () => {
      await suite.expectNoDrift();
    });
  });

  describe("limits", () => {
    it("of memory: the kernel has it, ends who takes more, and the platform starts it again (K84)", async () => {
      expect((await suite.read("store", memoryLimit)).trim()).toBe(String(64 * 2 ** 20));
      await suite.untilRestarted("store", () => suite.platform.inside("store", "ask 127.0.0.1 $PORT /grow"));
      expect(await suite.platform.ranOutOfMemory("store")).toBe(true);
    });

    it("of CPU: the kernel has it, and nobody gets more (K84)", async () => {
      expect((await suite.read("stranger", cpuQuota)).trim()).toBe("30000");
      const [took = 0, ...used] = (await suite.read("stranger", spin)).trim().split(" ").map(Number);
      const cores = used.reduce((sum, seconds) => sum + seconds, 0) / took;
      expect(cores).toBeGreaterThan(0);
      expect(cores).toBeLessThan(0.4);
    });
  });

  describe("a process", () => {
    it("is nobody's root, with no capability, no new privileges, and filtered system calls", async () => {
      expect(await suite.read("store", "id -u; id -g")).toBe("4242\n4242\n");
      const status = await suite.read("store", "grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status | tr -d '\\t '");
      expect(status).toBe("CapEff:0000000000000000\nCapBnd:0000000000000000\nNoNewPrivs:1\nSeccomp:2\n");
    });

    it("writes to its volumes and to scratch, and nowhere else", async () => {
      const script = "touch /anything /usr/anything 2>&1; touch /tmp/fine /data/fine && echo written";
      const refused = (path: string) => `touch: cannot touch '${path}': Read-only file system\n`;
      expect(await suite.read("store", script)).toBe(`${refused("/anything")}${refused("/usr/anything")}written\n`);
    });
  });
}
