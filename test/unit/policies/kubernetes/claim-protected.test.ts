import { claimProtected } from "../../../../policies/kubernetes/claim-protected";
import { claim, deployment } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";

const message =
  "The data of claim data goes with the next `destroy` or a renamed resource: got protect false, allowed is true in production; set ballast:protectData to true.";

testPolicy(claimProtected, {
  passes: {
    protected: { resources: claim(true), stack: "prod" },
    "unprotected where it is not production": { resources: claim(false) },
    "no claim": { resources: deployment(), stack: "prod" },
  },
  refuses: {
    "unprotected in production": { resources: claim(false), stack: "prod-eu", message },
    "in what configuration calls production": { resources: claim(false), stack: "live", settings: { stacks: "^live$" }, message },
  },
});
