import { conformance } from "../conformance/conformance";
import { KubernetesUnderTest } from "../conformance/kubernetes";

jest.setTimeout(300_000);

describe("on Kubernetes", () => conformance((namespace) => new KubernetesUnderTest(namespace)));
