import type { PlatformUnderTest } from "./platform-under-test";

interface Side<T> {
  /** For docs/platforms.md, which a test compares with this. */
  says: string;
  /** For the suite. */
  expected: T;
}

type Difference<T> = { what: string } & Record<PlatformUnderTest["name"], Side<T>>;

function difference<T>(what: string, docker: Side<T>, kubernetes: Side<T>): Difference<T> {
  return { what, docker, kubernetes };
}

/** All there are: whatever else the suite expects, it expects of both. */
export const differences = {
  undeclaredName: difference<boolean>(
    "the name of a service for which no need is declared",
    { says: "is not known", expected: false },
    { says: "is known, and connections to it are refused", expected: true },
  ),
  triesDuringUpdate: difference<number>(
    "a client of a service whose replicas are being replaced",
    { says: "tries a second time when the replica it chose has just gone, as the gateway does", expected: 2 },
    { says: "needs one try: a replica gets no new connections before it stops", expected: 1 },
  ),
  exposedGetsOut: difference<boolean>(
    "a service with an exposed port and without `egress`",
    { says: "can open connections to the outside: a published port needs a network that has a way out", expected: true },
    { says: "cannot", expected: false },
  ),
  sidecarLoopback: difference<boolean>(
    "a sidecar",
    { says: "shares its workload's volumes", expected: false },
    { says: "shares its workload's volumes and network: 127.0.0.1 is the workload's, and so are its ports", expected: true },
  ),
  besideKeptVolumes: difference<RegExp[]>(
    "beside protected volumes, what a destroy keeps",
    { says: "nothing", expected: [] },
    { says: "their namespace", expected: [/^namespace\//] },
  ),
};

export type DifferenceName = keyof typeof differences;
