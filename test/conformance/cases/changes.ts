import { port, type Suite } from "../suite";

export function changes(suite: Suite): void {
  describe("a new version", () => {
    it("replaces the replicas one after the other: under constant load no request fails", async () => {
      const loading = suite.read("client", `rm -f /tmp/done; load web ${port} ${suite.expected("triesDuringUpdate")}`);
      await suite.deploy({ greeting: "good day" });
      await suite.read("client", "touch /tmp/done");
      const [asked, failed, ...why] = (await loading).trim().split(" ");
      expect(Number(asked)).toBeGreaterThan(200);
      expect({ failed, why: failed === "0" ? [] : why }).toEqual({ failed: "0", why: [] });
      expect(await suite.read("web", "echo $GREETING")).toBe("good day\n");
    });

    it("that never gets ready fails the deployment with the reason, while the old one serves (SE4)", async () => {
      suite.want({ broken: true, colour: "red" });
      const { code, output } = await suite.stack.up();
      expect(code).not.toBe(0);
      expect(output).toContain("no such table: orders");
      expect(await suite.answers("client", "web")).toBe(true);
      expect(await suite.read("store", "cat /run/config/settings.conf")).toBe("colour = red\n");
    });

    it("that was taken back leaves everything as it was before (SE4)", async () => {
      await suite.deploy({ broken: false, colour: "green" });
      expect((await suite.platform.instances("web")).map(({ ready }) => ready)).toEqual([true, true]);
      expect(await suite.read("store", "cat /run/config/settings.conf")).toBe("colour = green\n");
      await suite.expectNoDrift();
    });

    it("of an image replaces what runs of it, each stopped politely, and keeps the data", async () => {
      await suite.read("store", "echo kept >/data/kept");
      const stopped = (await suite.read("store", "hostname")).trim();
      await suite.deploy({ version: "2" });
      expect(await suite.read("store", "cat /version /data/kept")).toBe("2\nkept\n");
      expect(await suite.read("store", "cat /data/stopped")).toContain(`${stopped}\n`);
    });
  });
}
