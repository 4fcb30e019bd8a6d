import type { Suite } from "../suite";

export function removal(suite: Suite): void {
  const { platform, stack } = suite;

  describe("taking it down", () => {
    it("is refused while a volume is protected", async () => {
      await suite.read("store", "echo precious >/data/precious");
      const { code, output } = await stack.pulumi("destroy", "--yes");
      expect(code).not.toBe(0);
      expect(output).toContain("protected");
      expect(await suite.read("store", "cat /data/precious")).toBe("precious\n");
    });

    it("keeps protected volumes if told to, and the next up finds their data (K86)", async () => {
      await stack.must("destroy", "--exclude-protected", "--yes", "--skip-preview");
      expect(await platform.remains()).toEqual({
        volumes: ["data"],
        others: suite.expected("besideKeptVolumes").map((name): unknown => expect.stringMatching(name)),
      });
      await suite.deploy({});
      expect(await suite.read("store", "cat /data/precious")).toBe("precious\n");
    });

    it("leaves nothing at all once nothing is protected (K86)", async () => {
      await stack.must("state", "unprotect", "--all", "--yes");
      await stack.must("destroy", "--yes", "--skip-preview");
      expect(await platform.remains()).toEqual({ volumes: [], others: [] });
    });
  });
}
