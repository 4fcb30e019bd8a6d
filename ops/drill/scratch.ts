import { z } from "zod";
import type { NewConfig } from "../dr/kept";

const postgres = z.looseObject({ backup: z.looseObject({}).optional() });
const application = z.looseObject({ exposure: z.looseObject({ to: z.string() }).optional() });

/** What is no business of a stack that is made to be destroyed: buckets, which it would write to, and the host. */
const others = ["ballast:objectStore", "ballast:objectStorageKey", "ballast:hostTuning", "ballast:hostTuningKey"];

/**
 * The stack as it was recovered, beside the one that runs: on a port of its own, under no name, and without a way to change anything outside
 * of it. Its volumes are not protected.
 * @param port of its gateway
 */
export function scratchConfig({ plain, secret, recovered }: NewConfig, port: number): NewConfig {
  const { address, ...gateway } = z.looseObject({ address: z.string().optional() }).parse(plain["ballast:gateway"] ?? {});
  const inCluster = plain["ballast:platform"] === "kubernetes";
  return {
    plain: {
      ...without(plain, others),
      "ballast:protectData": false,
      "ballast:gateway": { ...gateway, ...(inCluster && address !== undefined && { address }), port, hosts: [] },
      "ballast:postgres": withoutBucket(plain["ballast:postgres"]),
      "ballast:applications": applicationsOf(plain["ballast:applications"]),
    },
    secret: without(secret, others) as Record<string, string>,
    recovered,
  };
}

function withoutBucket(config: unknown): object {
  const { backup, ...rest } = postgres.parse(config ?? {});
  return { ...rest, ...(backup && { backup: without(backup, ["objectStorage"]) }) };
}

/** They answer through the gateway or not at all, and reach nobody outside of the stack. */
function applicationsOf(config: unknown): object {
  const all = z.record(z.string(), application).parse(config ?? {});
  return Object.fromEntries(
    Object.entries(all).map(([name, { exposure, ...rest }]) => [name, { ...rest, ...exposed(exposure), egress: false }]),
  );
}

function exposed(exposure: { to: string; [field: string]: unknown } | undefined): object {
  if (exposure === undefined) return {};
  return { exposure: exposure.to === "gateway" ? without(exposure, ["port"]) : { to: "stack" } };
}

const without = (record: Record<string, unknown>, keys: string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
