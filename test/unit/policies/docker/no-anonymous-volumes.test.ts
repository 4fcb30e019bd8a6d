import { noAnonymousVolumes } from "../../../../policies/docker/no-anonymous-volumes";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, holder } from "../../../support/policy-resources";

testPolicy(noAnonymousVolumes, {
  passes: {
    "volumes with names": {
      resources: container({
        mounts: [{ type: "volume", source: "dev-data", target: "/data" }],
        volumes: [{ volumeName: "dev-logs", containerPath: "/logs" }],
      }),
    },
    "those of a container whose id is not known yet": { resources: container({ volumes: [{ fromContainer: unknown, readOnly: true }] }) },
    "what only holds files, whose secrets go with it": { resources: holder() },
  },
  refuses: {
    "a path alone": {
      resources: container({ volumes: [{ containerPath: "/data" }] }),
      message:
        "Container shop writes into a volume that is lost with it: got an anonymous volume at /data, allowed is volumes with a name; make a volume and mount it, or name the path as scratch.",
    },
    "a mount without a source": {
      resources: container({ mounts: [{ type: "volume", target: "/data" }] }),
      message:
        "Container shop writes into a volume that is lost with it: got an anonymous volume at /data, allowed is volumes with a name; make a volume and mount it, or name the path as scratch.",
    },
  },
  leavesOut: {
    "a list that is not known yet": { resources: container({ volumes: unknown }), unknown: "volumes" },
  },
});
