import type { Facts, Redis } from "../facts";
import { check, none, same, skip, type Assertion, type Verdict } from "./assertion";
import { differences } from "./compared";

const assertion = (id: string, title: string, judge: (redis: Redis) => Verdict): Assertion => ({
  id,
  title,
  judge: ({ redis }: Facts) => (redis === null ? skip("the stack has no Redis backup") : judge(redis)),
});

export const redisDecrypts = assertion("redis-decrypts", "The Redis backup opens with the escrowed key", ({ decrypts }) =>
  check(decrypts, "decrypted", "not decrypted"),
);

export const redisDigest = assertion("redis-digest", "The Redis backup is the file that was made, byte by byte", ({ sha256 }) =>
  same(sha256.recorded, sha256.found),
);

export const redisLoads = assertion("redis-loads", "A Redis server loads the backup", ({ loads }) => check(loads, "loaded", "not loaded"));

export const redisKeys = assertion("redis-keys", "There are as many keys of each type as were recorded", ({ keys }) =>
  none(
    "the keys that were recorded",
    differences(keys.recorded, keys.found, ({ type }) => type),
  ),
);

export const redisPersists = assertion(
  "redis-persists",
  "The loaded server keeps its data: append-only file on, last save good",
  ({ persistence }) =>
    check(
      persistence.appendOnly && persistence.lastSave === "ok",
      "append-only file on, last save ok",
      `append-only file ${persistence.appendOnly ? "on" : "off"}, last save ${persistence.lastSave}`,
    ),
);
