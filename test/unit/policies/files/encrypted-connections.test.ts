import { encryptedConnections } from "../../../../policies/files/encrypted-connections";
import { redisConf } from "../../../../components/redis/redis-conf";
import { pgHbaConf } from "../../../../components/postgres/server-files";
import { unknown } from "../../../support/judge";
import { configMap } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";
import { container, holder } from "../../../support/policy-resources";

const hba = (...lines: string[]) => holder({ "pg_hba.conf": `${lines.join("\n")}\n` });
const message = (holder: string, file: string, opening: string) =>
  `The database of ${holder} can be reached without TLS: got ${file} with \`${opening}\`, allowed is hostssl lines in pg_hba.conf, and port 0 beside a tls-port in redis.conf; leave these files to the component.`;

testPolicy(encryptedConnections, {
  passes: {
    "the components' own files (SE3)": {
      resources: holder({ "pg_hba.conf": pgHbaConf, "redis.conf": redisConf({ memoryLimit: "256Mi", eviction: "noeviction" }) }),
    },
    "the components' own files on Kubernetes (SE3)": {
      resources: configMap({ "pg_hba.conf": pgHbaConf, "redis.conf": redisConf({ memoryLimit: "256Mi", eviction: "noeviction" }) }),
    },
    "sockets, TLS, and what is refused": {
      resources: hba("local all all peer", "hostssl all all all scram-sha-256", "host all postgres all reject"),
    },
    "no database": { resources: [container(), holder({ "nginx.conf": "host all" })] },
  },
  refuses: {
    "a line that takes both": {
      resources: hba("hostssl all all all cert", "  host all all 10.0.0.0/8 scram-sha-256"),
      message: message("container shop-files", "pg_hba.conf", "host all all 10.0.0.0/8 scram-sha-256"),
    },
    "a line without TLS": {
      resources: hba("hostnossl all all all trust"),
      message: message("container shop-files", "pg_hba.conf", "hostnossl all all all trust"),
    },
    "a Redis with a port": {
      resources: holder({ "redis.conf": "port 0\nPORT 6380\n" }),
      message: message("container shop-files", "redis.conf", "port 6380"),
    },
    "a Redis that does not say": {
      resources: holder({ "redis.conf": "tls-port 6379\n" }),
      message: message("container shop-files", "redis.conf", "port 6379"),
    },
    "a line without TLS, on Kubernetes": {
      resources: configMap({ "pg_hba.conf": "hostnossl all all all trust\n" }),
      message: message("ConfigMap postgres-files", "pg_hba.conf", "hostnossl all all all trust"),
    },
  },
  leavesOut: {
    "a ConfigMap's that is not known yet": { resources: configMap({ "redis.conf": unknown }), unknown: "data.redis.conf" },
    "a configuration that is not known yet": {
      resources: holder(undefined, { uploads: [{ file: "/run/config/redis.conf", content: unknown }] }),
      unknown: "uploads.0.content",
    },
  },
});
