import { join } from "node:path";
import { repository } from "../../toolchain/paths";
import { onPath } from "../../toolchain/programs";
import { run } from "../support/test-stack";

/** The Go tests of the command plugin's stand-in, skipped where there is no Go. */
jest.setTimeout(300_000);

const [go] = onPath("go");

(go ? test : test.skip)("the stand-in of the command plugin passes its own tests", async () => {
  const folder = join(repository, "toolchain/stand-ins/command-plugin");
  const { code, output } = await run(go ?? "", ["-C", folder, "test", "-trimpath", "./..."], { ...process.env, GOWORK: "off" });
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
});
