import { join } from "node:path";
import { presentGo } from "../../toolchain/go";
import { pathsOf, repository } from "../../toolchain/paths";
import { ask } from "../../toolchain/sources";
import { run } from "../support/test-stack";

/** The Go tests of the command plugin's stand-in. Where there is no Go, nothing was built from it either. */
jest.setTimeout(300_000);

test("the stand-in of the command plugin passes its own tests", async () => {
  const { answer: go } = await ask(presentGo(pathsOf(process.env).cache));
  if (!go) return console.warn("no Go on this machine: the stand-in's tests are not run");
  const folder = join(repository, "toolchain/stand-ins/command-plugin");
  const { code, output } = await run(go.program, ["-C", folder, "test", "-trimpath", "./..."], { ...process.env, GOWORK: "off" });
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
});
