import { join } from "node:path";
import { repository } from "../../toolchain/paths";
import { onPath } from "../../toolchain/programs";
import { run } from "../support/test-stack";

/** The Go tests of the stand-ins that are more than a build of the vendor's sources, skipped where there is no Go. */
jest.setTimeout(600_000);

const [go] = onPath("go");

(go ? test : test.skip).each(["command-plugin", "kubernetes-plugin", "provisioner"])(
  "the stand-in %s passes its own tests",
  async (name) => {
    const folder = join(repository, "toolchain/stand-ins", name);
    const { code, output } = await run(go ?? "", ["-C", folder, "test", "-trimpath", "./..."], { ...process.env, GOWORK: "off" });
    expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  },
);
