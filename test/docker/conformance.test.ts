import { conformance } from "../conformance/conformance";
import { DockerUnderTest } from "../conformance/docker";

jest.setTimeout(300_000);

conformance((prefix) => new DockerUnderTest(prefix));
