import { parseArgs } from "node:util";
import { ensureToolchain } from "../../toolchain";
import { DockerSite } from "./docker-site";
import { KubernetesSite } from "./kubernetes-site";
import { long } from "./plans";
import { Simulation } from "./simulation";

const usage = `npm run simulate -- [--days N] [--seed TEXT] [--platform docker|kubernetes]

  --days N          of its schedules, on a clock that is moved (default: 3)
  --seed TEXT       of the random choices; the same one makes the same ones (default: the time)
  --platform NAME   docker (default), or kubernetes, for which the local cluster has to run
`;

const sites = { docker: DockerSite, kubernetes: KubernetesSite };
/** The certificates of the stack are valid for longer. */
const mostDays = 60;

const progress = (line: string): void => console.error(line);

/** @returns 0 when everything was as it should be, 1 when something was not, 64 for wrong usage */
async function main(args: string[]): Promise<number> {
  const asked = options(args);
  if (typeof asked === "number") return asked;
  const { days, seed, site: Site } = asked;
  Object.assign(process.env, (await ensureToolchain(progress)).env);
  console.log(`seed ${seed}`);
  const site = new Site();
  try {
    const { made, ...rest } = await new Simulation(site, { ...long, days, seed }, (line) => console.log(line)).run();
    console.log(
      `${days} days in ${rest.seconds} s: made ${made.full} full, ${made.differential} differential, ${made.incremental} incremental; ` +
        `removed ${rest.removed}, kept ${rest.kept}; ` +
        `verified ${rest.verified} by schedule, left out ${rest.leftOut}; at the end verified ${rest.verifiedAtTheEnd}`,
    );
    return 0;
  } finally {
    await site.close();
  }
}

function options(args: string[]): { days: number; seed: string; site: (typeof sites)[keyof typeof sites] } | number {
  try {
    const option = { type: "string" } as const;
    const { values } = parseArgs({ args, options: { days: option, seed: option, platform: option } });
    const days = Number(values.days ?? 3);
    const site = sites[(values.platform ?? "docker") as keyof typeof sites];
    if (Number.isInteger(days) && days > 0 && days <= mostDays && site)
      return { days, seed: values.seed ?? new Date().toISOString(), site };
    console.error(usage);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
  }
  return 64;
}

main(process.argv.slice(2))
  .then((code) => (process.exitCode = code))
  .catch((error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 1;
  });
