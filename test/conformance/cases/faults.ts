import { eventually } from "../../support/docker";
import { signalInContainer } from "../../support/processes";
import type { Suite } from "../suite";
import { memoryLimit } from "./limits";

export function faults(suite: Suite): void {
  const { platform, stack } = suite;
  const limit = async (service: string) => Number(await suite.read(service, memoryLimit)) / 2 ** 20;

  describe("a fault", () => {
    it("a process that is killed comes back (K82)", async () => {
      await suite.untilRestarted("stranger", ({ id }) => signalInContainer(id, "server", "SIGKILL"));
    });

    it("a process that hangs is started again by its liveness probe (K82)", async () => {
      await suite.untilRestarted("roamer", ({ id }) => signalInContainer(id, "server", "SIGSTOP"));
    });
  });

  describe("what somebody does by hand", () => {
    it("a change is found by a refresh and taken back by the next up", async () => {
      await platform.limitMemory("roamer", 80);
      await eventually("roamer has its new limit", 60, async () => (await limit("roamer")) === 80);
      await suite.refresh();
      expect((await stack.preview("--expect-no-changes")).code).not.toBe(0);
      await suite.deploy({});
      expect(await limit("roamer")).toBe(64);
    });

    it("a service that was removed is put back, and its data is still there", async () => {
      await suite.read("store", "echo precious >/data/precious");
      await platform.remove("store");
      await suite.refresh();
      await suite.deploy({});
      expect(await suite.instance("store")).toMatchObject({ ready: true });
      expect(await suite.read("store", "cat /data/precious")).toBe("precious\n");
    });
  });
}
