import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layoutOf } from "../../../../toolchain/cluster/layout";
import { startDaemon, stopDaemon } from "../../../../toolchain/cluster/daemon";
import { requireFreePorts } from "../../../../toolchain/cluster/ports";
import type { ToolchainError } from "../../../../toolchain/types";
import { freePort } from "../../../support/ports";

const layout = layoutOf(mkdtempSync(join(tmpdir(), "ballast-ports-")));
const foreign = createServer();
let taken: number;

beforeAll(async () => {
  mkdirSync(layout.root, { recursive: true });
  foreign.listen(0, "127.0.0.1");
  await once(foreign, "listening");
  taken = (foreign.address() as AddressInfo).port;
});
afterAll(async () => {
  await stopDaemon(layout, "skipper", 0);
  foreign.close();
  rmSync(join(layout.root, ".."), { recursive: true });
});

test("free ports pass", async () => {
  await expect(requireFreePorts(layout, [["registry", await freePort()]])).resolves.toBeUndefined();
});

test("all that are taken are told, each with the part that wants it", async () => {
  const refused = requireFreePorts(layout, [
    ["registry", taken],
    ["registry", await freePort()],
    ["skipper", taken],
  ]).catch((error: ToolchainError) => error.tried);
  expect(await refused).toEqual([
    `port ${taken} of 127.0.0.1, for registry, is in use`,
    `port ${taken} of 127.0.0.1, for skipper, is in use`,
  ]);
});

test("a part that runs already has its own port", async () => {
  startDaemon(layout, { name: "skipper", program: "/bin/sleep", args: ["60"] });
  await expect(requireFreePorts(layout, [["skipper", taken]])).resolves.toBeUndefined();
});
