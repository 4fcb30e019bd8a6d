import type { Fault } from "./fault";
import type { Workshop } from "./workshop";

/** Kills a verification with everything it runs, and proves that the next one is none the worse for it. */
function killed(name: string, point: string): Fault {
  return {
    kind: "run",
    name: `verification killed while it ${name}`,
    code: 137,
    by: point,
    happen: async (workshop) => {
      const verification = workshop.startVerification();
      await verification.says(point);
      const seen = await verification.kill();
      await passesAndCleans(workshop);
      return seen;
    },
  };
}

/** @throws Error when a verification does not pass, or leaves something of its copy */
async function passesAndCleans(workshop: Workshop): Promise<void> {
  const { code, output } = await workshop.verify();
  if (code !== 0) throw new Error(`the next verification ended with ${code}: ${output}`);
  const left = await workshop.ask("find /copy -mindepth 1 ! -path /copy/data");
  if (left) throw new Error(`it left ${left}`);
}

const twoAtOnce: Fault = {
  kind: "run",
  name: "two verifications at once",
  code: 4,
  by: "another verification",
  happen: async (workshop) => {
    const first = workshop.startVerification();
    await first.says("restoring backup");
    const second = await workshop.startVerification().ended;
    const { code, output } = await first.ended;
    if (code !== 0) throw new Error(`the first verification ended with ${code}: ${output}`);
    return second;
  },
};

export const runFaults: Fault[] = [
  killed("restores", "restoring backup"),
  killed("recovers to the manifest", "where the manifest describes"),
  killed("recovers to a point in time", "recovering to 20"),
  killed("recovers to the end", "recovering to the end"),
  killed("reads everything", "reading everything"),
  twoAtOnce,
];
