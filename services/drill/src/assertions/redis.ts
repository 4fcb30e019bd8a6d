import type { KeyCount, SnapshotFacts } from "../files/facts";
import { check, none, type Assertion } from "./assertion";
import { differences } from "./compared";

const named = ({ database, type }: KeyCount): string => `database ${database}, ${type}`;

export const redisChecked: Assertion<SnapshotFacts> = {
  id: "redis-checked",
  title: "redis-check-rdb reads the snapshot to its checksum, and finds as many keys as were recorded",
  judge: ({ redis: { checked } }) =>
    check(
      checked.found === checked.recorded,
      `${checked.recorded} keys`,
      checked.found === null ? "no whole snapshot" : `${checked.found} keys`,
    ),
};

export const redisLoads: Assertion<SnapshotFacts> = {
  id: "redis-loads",
  title: "A Redis server loads the snapshot",
  judge: ({ redis: { loads } }) => check(loads, "loaded", "not loaded"),
};

export const redisKeys: Assertion<SnapshotFacts> = {
  id: "redis-keys",
  title: "Each database has as many keys of each type as were recorded",
  judge: ({ redis: { keys } }) => none("the keys that were recorded", differences(keys.recorded, keys.found, named)),
};

export const redisPersists: Assertion<SnapshotFacts> = {
  id: "redis-persists",
  title: "The server that has loaded it keeps its data: append-only file on, last save good",
  judge: ({ redis: { persistence } }) =>
    check(
      persistence.appendOnly && persistence.lastSave === "ok",
      "append-only file on, last save ok",
      `append-only file ${persistence.appendOnly ? "on" : "off"}, last save ${persistence.lastSave}`,
    ),
};

export const redisStartsAgain: Assertion<SnapshotFacts> = {
  id: "redis-starts-again",
  title: "A server that starts from that append-only file has all keys",
  judge: ({ redis: { keys, persistence } }) => none("the keys of the snapshot", differences(keys.found, persistence.keys, named)),
};
