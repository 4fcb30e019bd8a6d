import { eventually } from "../../support/docker";
import { search, textPlace } from "../../support/search";
import type { Suite } from "../suite";

const environmentsAndArguments = "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline | tr '\\0' '\\n'";

export function secrets(suite: Suite): void {
  const token = () => suite.read("store", "cat /run/secrets/token");

  describe("secrets and files", () => {
    it("are mounted for their user to read, and for nobody to write (SE1)", async () => {
      expect(await token()).toMatch(/^[A-Za-z0-9]{32}$/);
      expect(await suite.read("store", "cat /run/config/settings.conf")).toBe("colour = blue\n");
      expect(await suite.read("store", "stat -L -c %a /run/secrets/token /run/config/settings.conf")).toBe("440\n440\n");
      for (const file of ["/run/secrets/token", "/run/secrets/another", "/run/config/settings.conf"]) {
        expect(await suite.read("store", `echo x > ${file}`)).toMatch(/Read-only file system|Permission denied/);
      }
    });

    it("are nowhere else: environment, arguments, descriptions, logs, plain state, and other services (SE1)", async () => {
      const canary = { name: "token", value: await token() };
      const hits = await search(
        [canary],
        [
          textPlace("processes", await suite.read("store", environmentsAndArguments)),
          textPlace("descriptions", await suite.platform.descriptions()),
          textPlace("logs", await suite.platform.logs("store")),
          textPlace("state", await suite.stack.export()),
        ],
      );
      expect(hits).toEqual([]);
      expect(await suite.read("web", "ls -A /run/secrets 2>&1")).toMatch(/No such file or directory/);
    });

    it("of a new version reach the containers; files on a volume reach them while they run", async () => {
      const [before, client] = [await token(), await suite.instance("client")];
      expect(await suite.read("client", "cat /papers/certificate")).toBe("first");
      await suite.deploy({ secretVersion: 2, colour: "green", paper: "second" });
      expect(await token()).toMatch(/^[A-Za-z0-9]{32}$/);
      expect(await token()).not.toBe(before);
      expect(await suite.read("store", "cat /run/config/settings.conf")).toBe("colour = green\n");
      await eventually("client reads the new paper", 90, async () => (await suite.read("client", "cat /papers/certificate")) === "second");
      expect(await suite.instance("client")).toMatchObject({ id: client.id, restarts: client.restarts });
    });
  });
}
