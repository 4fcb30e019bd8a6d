import type { Suite } from "../suite";

export function changes(suite: Suite): void {
  const { platform } = suite;

  describe("a new version", () => {
    it("of image and environment replaces the replicas under constant load without a failed request, each stopped politely", async () => {
      await suite.read("store", "echo kept >/data/kept");
      const stopped = (await suite.read("store", "hostname")).trim();
      const loading = suite.read("client", `rm -f /tmp/done; load web 8473 ${suite.expected("triesDuringUpdate")}`);
      await suite.deploy({ version: "2", greeting: "good day" });
      await suite.read("client", "touch /tmp/done");
      const [asked, failed, ...why] = (await loading).trim().split(" ");
      expect(Number(asked)).toBeGreaterThan(200);
      expect({ failed, why: failed === "0" ? [] : why }).toEqual({ failed: "0", why: [] });
      expect(await suite.read("web", "cat /version; echo $GREETING")).toBe("2\ngood day\n");
      expect(await suite.read("store", "cat /data/stopped")).toContain(`${stopped}\n`);
    });

    it("keeps the data", async () => {
      expect(await suite.read("store", "cat /version /data/kept")).toBe("2\nkept\n");
    });

    it("that never gets ready fails the deployment with the reason, while the old one serves (SE4)", async () => {
      suite.want({ broken: true });
      const { code, output } = await suite.stack.up();
      expect(code).not.toBe(0);
      expect(output).toContain("no such table: orders");
      expect(await suite.answers("client", "web")).toBe(true);
      await suite.deploy({ broken: false });
      expect((await platform.instances("web")).map(({ ready }) => ready)).toEqual([true, true]);
    });
  });
}
