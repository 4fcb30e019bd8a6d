import { z } from "zod";
import type { Amount, ContainerUsage } from "../runtime";
import { couldNotAsk, docker, inspectContainers } from "./ask";
import { containerName } from "./container";

/** The part of `docker inspect` that says what a container may use: microseconds, shares, bytes. 0 stands for none. */
const limitsInspect = z.object({
  Name: containerName,
  State: z.object({ Running: z.boolean() }),
  HostConfig: z.object({
    CpuQuota: z.number(),
    CpuPeriod: z.number(),
    CpuShares: z.number(),
    Memory: z.number(),
    MemoryReservation: z.number(),
  }),
});

/** As `docker stats` prints it: `0.25%` of one core, `2.5MiB / 256MiB`; `--` when the container has just stopped. */
const stats = z.object({ Name: z.string(), CPUPerc: z.string(), MemUsage: z.string() });

/** @param units container names; those that do not run are left out */
export async function containerUsage(units: string[]): Promise<ContainerUsage[]> {
  const all = [...(await inspectContainers(units, limitsInspect)).values()].filter(({ State }) => State.Running);
  if (all.length === 0) return [];
  const { exitCode, stdout, stderr } = await docker("stats", "--no-stream", "--format", "{{json .}}", ...all.map(({ Name }) => Name));
  if (exitCode !== 0) throw couldNotAsk([stderr.trim()]);
  const lines = stdout.split("\n").filter((line) => line.trim() !== "");
  const measured = new Map(lines.map((line) => stats.parse(JSON.parse(line))).map((one) => [one.Name, one]));
  return all.map(({ Name, HostConfig: host }) => {
    const now = measured.get(Name);
    return {
      unit: Name,
      pod: Name,
      container: Name,
      cpu: amount(
        millicoresIn(now?.CPUPerc),
        (host.CpuShares * 1000) / 1024,
        host.CpuPeriod > 0 ? (host.CpuQuota / host.CpuPeriod) * 1000 : 0,
      ),
      memory: amount(mebibytesIn(now?.MemUsage), host.MemoryReservation / mebibyte, host.Memory / mebibyte),
    };
  });
}

const mebibyte = 2 ** 20;

/** @param request 0 for none, and so the limit */
const amount = (used: number | undefined, request: number, limit: number): Amount => ({
  ...(used === undefined ? {} : { used }),
  ...(request > 0 ? { request: Math.round(request) } : {}),
  ...(limit > 0 ? { limit: Math.round(limit) } : {}),
});

/** @param text such as `12.5%` */
function millicoresIn(text = ""): number | undefined {
  const percent = /^([\d.]+)%$/.exec(text)?.[1];
  return percent === undefined ? undefined : Math.round(Number(percent) * 10);
}

/** @param text such as `2.5MiB / 256MiB` */
function mebibytesIn(text = ""): number | undefined {
  const [, number, unit = ""] = /^([\d.]+)([KMGT]?i?B) \//.exec(text) ?? [];
  const power = ["B", "KiB", "MiB", "GiB", "TiB"].indexOf(unit);
  return number === undefined || power < 0 ? undefined : Math.round((Number(number) * 1024 ** power) / mebibyte);
}
