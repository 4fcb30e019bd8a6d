interface Range {
  first: number;
  last: number;
}

/** What an engine without default-address-pools takes networks from (moby, ipamutils): 31 ranges. */
export const defaultPools = [
  { base: "172.17.0.0/16", size: 16 },
  { base: "172.18.0.0/16", size: 16 },
  { base: "172.19.0.0/16", size: 16 },
  { base: "172.20.0.0/14", size: 16 },
  { base: "172.24.0.0/14", size: 16 },
  { base: "172.28.0.0/14", size: 16 },
  { base: "192.168.0.0/16", size: 20 },
];

/**
 * @param used IPv4 ranges that networks have already, as in 172.18.0.0/16
 * @returns how many more networks find a range, counted up to `enough`
 */
export function freeRanges(pools: { base: string; size: number }[], used: string[], enough: number): number {
  const taken = used.flatMap((one) => rangeOf(one) ?? []);
  let free = 0;
  for (const { base, size } of pools) {
    const pool = rangeOf(base);
    const step = 2 ** (32 - size);
    for (let first = pool?.first ?? 0; pool && first <= pool.last && free < enough; first += step) {
      const last = first + step - 1;
      if (!taken.some((other) => first <= other.last && other.first <= last)) free += 1;
    }
  }
  return free;
}

/** @returns undefined for what is no IPv4 range */
function rangeOf(cidr: string): Range | undefined {
  const [, address, length] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(cidr) ?? [];
  if (address === undefined) return undefined;
  const size = 2 ** (32 - Number(length));
  const value = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = value - (value % size);
  return { first, last: first + size - 1 };
}
