import { eventually } from "../../support/docker";
import type { Suite } from "../suite";

interface Event {
  what: string;
  /** Seconds since 1970. */
  at: number;
}

export function jobs(suite: Suite): void {
  /** What the runs of a job have noted on the volume. */
  const events = async (job: string): Promise<Event[]> => {
    const lines = (await suite.read("store", "cat /data/jobs")).split("\n").filter((line) => line.includes(` ${job} `));
    return lines.map((line) => ({ what: line.split(" ")[0] ?? "", at: Number(line.split(" ").at(-1)) }));
  };
  const whats = async (job: string) => (await events(job)).map(({ what }) => what);

  describe("a job", () => {
    it("has run once, and does not run again while nothing changes", async () => {
      expect(await whats("once")).toEqual(["start", "end"]);
      await suite.deploy({});
      expect(await whats("once")).toEqual(["start", "end"]);
    });

    it("that fails fails the deployment with its last line, again while it is not mended, and runs once when it is", async () => {
      suite.want({ jobExitCode: "3" });
      for (const runs of [2, 3]) {
        const failed = await suite.stack.up();
        expect(failed.code).not.toBe(0);
        expect(failed.output).toContain("job once says goodbye");
        expect(await whats("once")).toHaveLength(2 * runs);
      }
      await suite.deploy({ jobExitCode: "0" });
      expect(await whats("once")).toHaveLength(8);
    });
  });

  describe("a scheduled job", () => {
    it("runs once each minute that its schedule names, and what its runs said is kept (SE4)", async () => {
      const starts = async () => (await events("it's time")).filter(({ what }) => what === "start").map(({ at }) => Math.floor(at / 60));
      await eventually("two runs have started", 130, async () => (await starts()).length >= 2);
      const minutes = await starts();
      expect(minutes).toEqual(minutes.map((_, index) => minutes[0]! + index));
      await eventually("both runs are remembered", 20, async () => {
        return (await suite.platform.logs("clock")).split("it's time says goodbye").length > 2;
      });
    });

    it("never runs twice at once: a run outlasts the next time of its schedule, and nothing starts until it has ended", async () => {
      const ended = async () => (await whats("slow")).includes("end");
      await eventually("a run has ended", 150, ended);
      const [first, second] = await events("slow");
      expect([first?.what, second?.what]).toEqual(["start", "end"]);
      expect(second!.at - first!.at).toBeGreaterThan(60);
    });
  });
}
