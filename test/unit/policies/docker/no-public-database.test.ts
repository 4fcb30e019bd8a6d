import { noPublicDatabase } from "../../../../policies/docker/no-public-database";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, database } from "../../../support/policy-resources";

testPolicy(noPublicDatabase, {
  passes: {
    "a database without ports": { resources: database() },
    "a server that is none": { resources: container({ ports: [{ internal: 8080, external: 5432, ip: "127.0.0.1" }] }) },
    "a port that configuration takes off the list": {
      resources: container({ ports: [{ internal: 9200, external: 9200, ip: "127.0.0.1" }] }),
      settings: { ports: [] },
    },
  },
  refuses: {
    "our Postgres, on any port": {
      resources: database({ ports: [{ internal: 9999, external: 9999, ip: "127.0.0.1" }] }),
      message:
        "The database in container postgres can be reached from outside the stack: got its port 9999 published as 9999, allowed is no published port; let who needs it declare the need, or run `docker exec` on the host.",
    },
    "our Redis": {
      resources: database({ ports: [{ internal: 6379, ip: "127.0.0.1" }] }, "redis"),
      message:
        "The database in container redis can be reached from outside the stack: got its port 6379 published as any port, allowed is no published port; let who needs it declare the need, or run `docker exec` on the host.",
    },
    "a database of somebody else": {
      resources: container({ ports: [{ internal: 27017, external: 80, ip: "127.0.0.1" }] }),
      message:
        "The database in container shop can be reached from outside the stack: got its port 27017 published as 80, allowed is no published port; let who needs it declare the need, or run `docker exec` on the host.",
    },
  },
  leavesOut: {
    "a port that is not known yet": { resources: container({ ports: [{ internal: unknown }] }), unknown: "ports.0.internal" },
  },
});
