import type { Cli } from "../../../toolchain/cli";
import { newPlugins, type Plugin, type PluginMachine, presentPlugins } from "../../../toolchain/plugin";
import { ask, Unavailable } from "../../../toolchain/sources";

const cli: Cli = { path: "/usr/bin/pulumi", languageHost: "/usr/bin/pulumi-language-nodejs", version: "3.256.0", source: "vendor" };
const vendor: Plugin = { name: "docker", path: "/vendor/docker", source: "vendor" };
const standIn: Plugin = { name: "docker", path: "/cache/docker", source: "stand-in" };

function machine(differences: Partial<PluginMachine> = {}): PluginMachine {
  return {
    name: "docker",
    vendor: () => undefined,
    standIn: () => undefined,
    install: () => Promise.resolve(new Unavailable("no such host")),
    build: () => Promise.resolve(standIn.path),
    ...differences,
  };
}

const choose = async (m: PluginMachine, by?: Cli) => (await ask([...presentPlugins(m), ...newPlugins(m, by)])).answer;

test("the vendor's plugin is preferred to a stand-in that is there too", async () => {
  expect(await choose(machine({ vendor: () => vendor.path, standIn: () => standIn.path }))).toEqual(vendor);
});

test("a stand-in that is there is used without asking the vendor", async () => {
  const install = jest.fn();
  expect(await choose(machine({ standIn: () => standIn.path, install }), cli)).toEqual(standIn);
  expect(install).not.toHaveBeenCalled();
});

test("the CLI installs the vendor's plugin where the network lets it", async () => {
  let installed: string | undefined;
  const install = () => {
    installed = vendor.path;
    return Promise.resolve(undefined);
  };
  expect(await choose(machine({ vendor: () => installed, install }), cli)).toEqual(vendor);
});

test("a refused installation leads to a build", async () => {
  expect(await choose(machine(), cli)).toEqual(standIn);
});

test("without a CLI nobody is asked to install: the build starts at once", async () => {
  const install = jest.fn();
  expect(await choose(machine({ install }))).toEqual(standIn);
  expect(install).not.toHaveBeenCalled();
});
