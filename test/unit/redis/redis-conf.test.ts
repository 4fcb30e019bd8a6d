/** Does NOT prove: that Redis takes the file; test/docker starts it. */
import fc from "fast-check";
import { redisConf, type Eviction } from "../../../components/redis/redis-conf";
import { parseConfig } from "../../../config";

test("the file, whole", () => {
  expect(redisConf({ memoryLimit: "256Mi", eviction: "noeviction" })).toBe(`bind *
port 0
tls-port 6379
tls-ca-cert-file /run/certificates/ca.crt
tls-cert-file /run/certificates/tls.crt
tls-key-file /run/certificates/tls.key
tls-auth-clients yes
unixsocket /tmp/redis.sock
unixsocketperm 700
dir /data
appendonly yes
appendfsync everysec
save 3600 1 300 100 60 10000
maxmemory 192mb
maxmemory-policy noeviction
aclfile /data/users.acl
`);
});

test("data gets three quarters of the memory at most, and all but a megabyte of them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1_048_576 }), (limit) => {
      const data = Number(/^maxmemory (\d+)mb$/m.exec(redisConf({ memoryLimit: `${limit}Mi`, eviction: "noeviction" }))?.[1]);
      expect(data).toBeLessThanOrEqual(limit * 0.75);
      expect(data).toBeGreaterThan(limit * 0.75 - 1);
      // 0 would mean no bound at all.
      expect(data).toBeGreaterThan(0);
    }),
  );
});

test.each<Eviction>(["noeviction", "allkeys-lru", "volatile-lru"])(
  "%s is allowed by the configuration and handed to the server",
  (eviction) => {
    expect(parseConfig({ redis: { eviction } }).redis.eviction).toBe(eviction);
    expect(redisConf({ memoryLimit: "1Gi", eviction })).toContain(`maxmemory-policy ${eviction}\n`);
  },
);

test("holds no password: users are in a file of their own on the volume", () => {
  expect(redisConf({ memoryLimit: "1Gi", eviction: "noeviction" })).not.toMatch(/requirepass|masterauth|^user /m);
});
