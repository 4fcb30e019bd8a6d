import { secretPermissions } from "../../../../policies/docker/secret-permissions";
import { unknown } from "../../../support/judge";
import { testPolicy } from "../policy-tests";
import { container, holder } from "../../../support/policy-resources";

testPolicy(secretPermissions, {
  passes: {
    "root and its group, by the component's own": { resources: holder() },
    "a plain file for everybody": { resources: container({ uploads: [{ file: "/run/config/shop.conf", permissions: "0644" }] }) },
  },
  refuses: {
    "the provider's default": {
      resources: holder(undefined, { uploads: [{ file: "/run/secrets/token" }] }),
      message:
        'Everybody in the container can read /run/secrets/token of container shop-files: got permissions nothing, allowed is nothing for others, as in "0440"; write permissions: "0440".',
    },
    everybody: {
      resources: holder(undefined, { uploads: [{ file: "/run/secrets/token", permissions: "0444" }] }),
      message:
        'Everybody in the container can read /run/secrets/token of container shop-files: got permissions "0444", allowed is nothing for others, as in "0440"; write permissions: "0440".',
    },
  },
  leavesOut: {
    "not known yet": {
      resources: holder(undefined, { uploads: [{ file: "/run/secrets/token", permissions: unknown }] }),
      unknown: "uploads.0.permissions",
    },
  },
});
