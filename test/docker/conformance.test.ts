import { conformance } from "../conformance/conformance";
import { DockerUnderTest } from "../conformance/docker";

jest.setTimeout(300_000);

describe("on Docker", () => conformance((prefix) => new DockerUnderTest(prefix)));
