import type { Cli } from "./cli";
import { type Source, Unavailable } from "./sources";
import type { Part } from "./types";
import { versions } from "./versions";

/** The resource plugins that this repository's programs need: those of the @pulumi packages in package.json. */
export const pluginNames = Object.keys(versions.plugins) as PluginName[];
export type PluginName = keyof typeof versions.plugins;

export interface Plugin {
  name: PluginName;
  path: string;
  source: "vendor" | "stand-in";
}

/** The machine, as far as the choice of one plugin depends on it. */
export interface PluginMachine {
  name: PluginName;
  vendor(): string | undefined;
  standIn(): string | undefined;
  install(cli: Cli): Promise<Unavailable | undefined>;
  build(): Promise<string>;
}

export const pluginTitle = (name: PluginName): string => `${name} resource plugin`;

export const isPlugin = (part: Part): boolean => pluginNames.map(pluginTitle).includes(part.name);

export function presentPlugins(machine: PluginMachine): Source<Plugin>[] {
  const place = (what: string, source: Plugin["source"], find: () => string | undefined) => ({
    what,
    get: () => {
      const path = find();
      return Promise.resolve(path ? { name: machine.name, path, source } : new Unavailable("not there"));
    },
  });
  return [
    place("the vendor's plugin folder", "vendor", () => machine.vendor()),
    place("stand-in built earlier", "stand-in", () => machine.standIn()),
  ];
}

/** The vendor is asked through a CLI that is there already; where the CLI itself could not be downloaded, the plugin cannot either. */
export function newPlugins(machine: PluginMachine, cli: Cli | undefined): Source<Plugin>[] {
  const { name } = machine;
  const install = async (by: Cli): Promise<Plugin | Unavailable> => {
    const refusal = await machine.install(by);
    const path = machine.vendor();
    return refusal ?? (path ? { name, path, source: "vendor" } : new Unavailable("was installed elsewhere"));
  };
  return [
    ...(cli ? [{ what: "pulumi plugin install", get: () => install(cli) }] : []),
    { what: "stand-in", get: async (): Promise<Plugin> => ({ name, path: await machine.build(), source: "stand-in" }) },
  ];
}

export function pluginPart({ name, path, source }: Plugin): Part {
  return { name: pluginTitle(name), state: "ready", version: versions.plugins[name], source, path };
}
