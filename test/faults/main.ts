import { parseArgs } from "node:util";
import { ensureToolchain } from "../../toolchain";
import { allFaults } from "./faults";
import { Lab, type Result } from "./lab";
import { lossesOf, textOf, type KillResult } from "./restore/kills";
import { sample } from "./sample";

const usage = `npm run faults -- [--seed TEXT] [--count N] [--only WORDS] [--healthy N | --points N | --kills N]

  --seed TEXT     of the random choices; the same one makes the same ones (default: the time)
  --count N       so many of the ${allFaults.length} faults (default: all)
  --only WORDS    those with these words in their kind and name, as in "restore: WAL"
  --healthy N     instead: so many verifications of healthy backups under a write load, none of which may raise an alarm
  --points N      instead: so many restores to random times, each of which must have the rows that were committed by then, and no other
  --kills N       instead: so often the server is killed under a client that writes, and its repository restored: RPO and RTO
`;

/** How many healthy verifications one backup is for. */
const perBackup = 5;

const progress = (line: string): void => console.error(line);

/** @returns 0 when every fault was detected, no alarm was false, or every point right; 1 otherwise; 64 for wrong usage */
async function main(args: string[]): Promise<number> {
  let asked;
  try {
    asked = parseArgs({
      args,
      options: {
        seed: { type: "string" },
        count: { type: "string" },
        only: { type: "string" },
        healthy: { type: "string" },
        points: { type: "string" },
        kills: { type: "string" },
      },
    }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 64;
  }
  const { seed = new Date().toISOString(), only = "" } = asked;
  const among = allFaults.filter(({ kind, name }) => `${kind}: ${name}`.includes(only));
  const count = Number(asked.count ?? among.length);
  const [healthy, points, kills] = [Number(asked.healthy ?? 0), Number(asked.points ?? 0), Number(asked.kills ?? 0)];
  if (!(count > 0) || !(healthy >= 0) || !(points >= 0) || !(kills >= 0)) {
    console.error(usage);
    return 64;
  }
  Object.assign(process.env, (await ensureToolchain(progress)).env);
  console.log(`seed ${seed}`);
  const lab = new Lab();
  try {
    await lab.open();
    if (points > 0) return await wrongPoints(lab, seed, points);
    if (kills > 0) return await lossOfKills(lab, seed, kills);
    return healthy > 0 ? await falseAlarms(lab, seed, healthy) : await undetected(lab, sample(among, seed, count));
  } finally {
    await lab.close();
  }
}

async function undetected(lab: Lab, chosen: typeof allFaults): Promise<number> {
  const results: Result[] = [];
  for (const fault of chosen) {
    const result = await lab.try(fault).catch((error: unknown) => ({ ...nothing, name: fault.name, told: (error as Error).message }));
    results.push(result);
    console.log(
      `${result.detected ? "detected    " : "NOT DETECTED"} ${String(result.seconds).padStart(4)} s  ${result.name}: ${result.told}`,
    );
  }
  const found = results.filter((result) => result.detected).length;
  console.log(`${found} of ${results.length} faults detected`);
  return found === results.length ? 0 : 1;
}

const nothing = { detected: false, seconds: 0 };

async function falseAlarms(lab: Lab, seed: string, count: number): Promise<number> {
  await lab.writeLoad();
  let alarms = 0;
  for (let run = 1; run <= count; run++) {
    if (run % perBackup === 0) await lab.backUp();
    const { code, output, seconds } = await lab.verifyHealthy(`${seed} ${run}`);
    if (code !== 0) alarms++;
    console.log(
      `${code === 0 ? "pass " : "ALARM"} ${String(seconds).padStart(4)} s  ${code === 0 ? (output.match(/^PASS.*/m)?.[0] ?? "") : output}`,
    );
  }
  console.log(`${alarms} false alarms in ${count} verifications`);
  return alarms === 0 ? 0 : 1;
}

async function wrongPoints(lab: Lab, seed: string, count: number): Promise<number> {
  let right = 0;
  for await (const { time, expected, found } of lab.points(seed, count)) {
    if (found === expected) right++;
    console.log(`${found === expected ? "right" : "WRONG"}  ${time}: ${expected}${found === expected ? "" : `, found ${found}`}`);
  }
  console.log(`${right} of ${count} points right`);
  return right === count ? 0 : 1;
}

async function lossOfKills(lab: Lab, seed: string, count: number): Promise<number> {
  const results: KillResult[] = [];
  for await (const result of lab.kills(seed, count)) {
    results.push(result);
    console.log(textOf(result));
  }
  const { lines, isWithin } = lossesOf(results);
  console.log(lines.join("\n"));
  return isWithin ? 0 : 1;
}

main(process.argv.slice(2))
  .then((code) => (process.exitCode = code))
  .catch((error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 1;
  });
