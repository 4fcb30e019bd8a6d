import { changes } from "./cases/changes";
import { faults } from "./cases/faults";
import { jobs } from "./cases/jobs";
import { limits } from "./cases/limits";
import { network } from "./cases/network";
import { removal } from "./cases/removal";
import { secrets } from "./cases/secrets";
import type { PlatformUnderTest } from "./platform-under-test";
import { Suite } from "./suite";

/**
 * What a platform promises to every component, whichever it is: deployed by `program`, looked at from outside and inside, changed, spoiled
 * and removed. The cases run in this order, and each leaves the stack as it was described.
 */
export function conformance(platform: (prefix: string) => PlatformUnderTest): void {
  const suite = new Suite(platform);
  beforeAll(() => suite.start());
  afterAll(() => suite.stack.destroy());
  limits(suite);
  secrets(suite);
  network(suite);
  faults(suite);
  jobs(suite);
  changes(suite);
  removal(suite);
}
