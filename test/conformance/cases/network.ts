import { outsideHost, type OutsideHost } from "../../support/outside-host";
import { helperPort, port, type Suite } from "../suite";

export function network(suite: Suite): void {
  const { platform } = suite;

  describe("names", () => {
    it("of needed services are known, and every replica answers to the one name (K81)", async () => {
      const answered = (await suite.read("client", `for i in $(seq 30); do ask web ${port}; done`)).trim().split("\n");
      const hosts = await Promise.all(["web"].map((unit) => suite.read(unit, "hostname")));
      expect(new Set(answered).size).toBe(2);
      expect(answered).toContain(hosts[0]?.trim());
    });

    it("of sidecars are known as well, under their workload's", async () => {
      expect(await suite.answers("client", "store-helper", helperPort)).toBe(true);
      expect(await suite.answers("store-helper", "127.0.0.1", port)).toBe(suite.expected("sidecarLoopback"));
    });

    it("of other services are known or not, as the platform has it", async () => {
      const { code } = await platform.inside("stranger", "timeout 2 getent hosts web");
      expect(code === 0).toBe(suite.expected("undeclaredName"));
    });
  });

  describe("a port", () => {
    let outside: OutsideHost;
    beforeAll(async () => (outside = await outsideHost()));
    afterAll(() => outside.remove());

    it("that is not exposed is open to a declared need, and closed to everybody else, by name and by address (SE2)", async () => {
      const { address } = await suite.instance("web");
      expect(address).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
      expect(await suite.answers("client", address)).toBe(true);
      expect(await suite.answers("stranger", "web")).toBe(false);
      expect(await suite.answers("stranger", address)).toBe(false);
      expect(await suite.answers("roamer", address)).toBe(false);
      expect(await outside.reaches(address, port)).toBe(false);
    });

    it("that is not exposed is no port of the host (SE2)", async () => {
      await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow("fetch failed");
    });

    it("that is exposed answers at 127.0.0.1, and to no other machine (K83, SE2)", async () => {
      const answer = await fetch(`http://127.0.0.1:${suite.exposedPort}/health`);
      expect(await answer.text()).toBe("well");
      expect(await outside.reaches(outside.gateway, suite.exposedPort)).toBe(false);
    });

    it("outside the stack is reached by those who asked for a way out (SE2)", async () => {
      const connects = async (from: string) =>
        (await platform.inside(from, `timeout 2 bash -c 'exec 3<>/dev/tcp/${outside.address}/${outside.port}'`)).code === 0;
      expect(await connects("roamer")).toBe(true);
      expect(await Promise.all(["store", "web", "stranger"].map(connects))).toEqual([false, false, false]);
      expect(await connects("client")).toBe(suite.expected("exposedGetsOut"));
    });
  });
}
