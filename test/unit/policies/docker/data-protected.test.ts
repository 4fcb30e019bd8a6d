import { dataProtected } from "../../../../policies/docker/data-protected";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, database, job, volume } from "../../../support/policy-resources";

testPolicy(dataProtected, {
  passes: {
    protected: {
      resources: [database({ mounts: [{ type: "volume", source: "dev-postgres-data", target: "/pgdata" }] }), volume(true)],
      stack: "prod",
    },
    "unprotected where it is not production": {
      resources: [database({ mounts: [{ type: "volume", source: "dev-postgres-data", target: "/pgdata" }] }), volume(false)],
    },
    "a volume that is only read": {
      resources: [container({ mounts: [{ type: "volume", source: "dev-postgres-data", target: "/data", readOnly: true }] }), volume(false)],
      stack: "prod",
    },
    "a volume that only a job writes": {
      resources: [job({ mounts: [{ type: "volume", source: "dev-postgres-data", target: "/pgdata" }] }), volume(false)],
      stack: "prod",
    },
    "a stack that configuration takes for none": {
      resources: [database({ mounts: [{ type: "volume", source: "dev-postgres-data", target: "/pgdata" }] }), volume(false)],
      stack: "production-test",
      settings: { stacks: "^live$" },
    },
  },
  refuses: {
    "unprotected in production": {
      resources: [database({ mounts: [{ type: "volume", source: "dev-postgres-data", target: "/pgdata" }] }), volume(false)],
      stack: "prod-eu",
      message:
        "The data in volume postgres-data goes with the next `destroy` or a renamed resource: got protect false, allowed is true in production; set ballast:protectData to true.",
    },
    "in what configuration calls production": {
      resources: [database({ mounts: [{ type: "volume", source: "dev-postgres-data", target: "/pgdata" }] }), volume(false)],
      stack: "live",
      settings: { stacks: "^live$" },
      message:
        "The data in volume postgres-data goes with the next `destroy` or a renamed resource: got protect false, allowed is true in production; set ballast:protectData to true.",
    },
  },
  leavesOut: {
    "a volume whose name is not known yet": {
      resources: [database({ mounts: [{ type: "volume", source: "dev-postgres-data", target: "/pgdata" }] }), volume(false, unknown)],
      stack: "prod",
      unknown: "name",
    },
  },
});
