import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathsOf } from "../../../toolchain/paths";
import type { Plugin, PluginName } from "../../../toolchain/plugin";
import { linkStandIn, pluginPath, shareVendors } from "../../../toolchain/plugin-folder";
import { pluginMachine } from "../../../toolchain/plugin-machine";
import { versions } from "../../../toolchain/versions";

const folder = mkdtempSync(join(tmpdir(), "ballast-plugins-"));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
const freshPaths = () => pathsOf({ HOME: join(folder, String(++count)) });

/** A plugin whose program says where it is from. */
function plugin(name: PluginName, home: string, source: Plugin["source"]): Plugin {
  const path = pluginPath(home, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, source);
  return { name, path, source };
}

test("the vendor's plugin is found in our home, beside a stand-in", () => {
  const paths = freshPaths();
  const plugins = [plugin("docker", paths.userHome, "vendor"), plugin("command", paths.home, "stand-in")];
  shareVendors(paths, plugins);
  shareVendors(paths, plugins);
  expect(readFileSync(pluginPath(paths.home, "docker"), "utf8")).toBe("vendor");
  expect(readFileSync(pluginPath(paths.home, "command"), "utf8")).toBe("stand-in");
  // The CLI lists folders, and would pass over one that is a link.
  expect(lstatSync(dirname(pluginPath(paths.home, "docker"))).isDirectory()).toBe(true);
});

test("the vendor's plugin takes the place of a stand-in in our home, which is then no stand-in any more", () => {
  const paths = freshPaths();
  plugin("docker", paths.home, "stand-in");
  shareVendors(paths, [plugin("docker", paths.userHome, "vendor"), plugin("command", paths.home, "stand-in")]);
  expect(readFileSync(pluginPath(paths.home, "docker"), "utf8")).toBe("vendor");
  const machine = pluginMachine(
    "docker",
    paths,
    () => Promise.reject(new Error("builds nothing")),
    () => undefined,
  );
  expect(machine.standIn()).toBeUndefined();
});

test("a stand-in takes the place of a link to the vendor's, which stays", () => {
  const paths = freshPaths();
  const vendor = plugin("docker", paths.userHome, "vendor");
  shareVendors(paths, [vendor, plugin("command", paths.home, "stand-in")]);
  writeFileSync(join(paths.cache, "built"), "stand-in");
  linkStandIn(join(paths.cache, "built"), pluginPath(paths.home, "docker"));
  expect(readFileSync(pluginPath(paths.home, "docker"), "utf8")).toBe("stand-in");
  expect(readFileSync(vendor.path, "utf8")).toBe("vendor");
});

test("when all are the vendor's, our home is left alone", () => {
  const paths = freshPaths();
  shareVendors(paths, [plugin("docker", paths.userHome, "vendor"), plugin("command", paths.userHome, "vendor")]);
  expect(() => lstatSync(paths.home)).toThrow("ENOENT");
});

test.each(Object.entries(versions.plugins))("the %s plugin is of the version of its package", (name, version) => {
  const file = require.resolve(`@pulumi/${name}/package.json`);
  expect((JSON.parse(readFileSync(file, "utf8")) as { version: string }).version).toBe(version);
});
