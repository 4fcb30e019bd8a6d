import { spawnSync } from "node:child_process";
import { conformance } from "../conformance/conformance";
import { context, KubernetesUnderTest } from "../conformance/kubernetes";

/** Skipped without kubectl or the local cluster's context. */
jest.setTimeout(300_000);

const isThere = spawnSync("kubectl", ["config", "get-contexts", context]).status === 0;

(isThere ? describe : describe.skip)("on Kubernetes", () => conformance((namespace) => new KubernetesUnderTest(namespace)));
