import { logLimit } from "../../../../policies/docker/log-limit";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container } from "../../../support/policy-resources";

testPolicy(logLimit, {
  passes: {
    "capped files": { resources: container() },
    "a driver that caps by itself": { resources: container({ logDriver: "local", logOpts: undefined }) },
    "a driver that configuration allows": {
      resources: container({ logDriver: "journald", logOpts: undefined }),
      settings: { drivers: ["journald"] },
    },
  },
  refuses: {
    "no options": {
      resources: container({ logOpts: undefined }),
      message:
        'Container shop has a log without an end: got logDriver "json-file" with logOpts nothing, allowed is a driver of json-file, local, none, for json-file with max-size and max-file; write max-size=10m and max-file=3.',
    },
    "half of them": {
      resources: container({ logOpts: { "max-size": "10m" } }),
      message:
        'Container shop has a log without an end: got logDriver "json-file" with logOpts max-size, allowed is a driver of json-file, local, none, for json-file with max-size and max-file; write max-size=10m and max-file=3.',
    },
    "no driver": {
      resources: container({ logDriver: undefined }),
      message:
        "Container shop has a log without an end: got logDriver nothing with logOpts max-size, max-file, allowed is a driver of json-file, local, none, for json-file with max-size and max-file; write max-size=10m and max-file=3.",
    },
    "a driver that is not allowed": {
      resources: container({ logDriver: "syslog" }),
      message:
        'Container shop has a log without an end: got logDriver "syslog" with logOpts max-size, max-file, allowed is a driver of json-file, local, none, for json-file with max-size and max-file; write max-size=10m and max-file=3.',
    },
  },
  leavesOut: {
    "options that are not known yet": { resources: container({ logOpts: unknown }), unknown: "logOpts" },
  },
});
