import { linkSync, mkdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Paths } from "./paths";
import type { Plugin, PluginName } from "./plugin";
import { versions } from "./versions";

/** Where a CLI with this PULUMI_HOME looks for the plugin. */
export function pluginPath(home: string, name: PluginName): string {
  return join(home, "plugins", `resource-${name}-v${versions.plugins[name]}`, `pulumi-resource-${name}`);
}

/** A hard link, by which the stand-in is recognised later. */
export function linkStandIn(built: string, installed: string): void {
  putInPlace(installed, (next) => linkSync(built, next));
}

/**
 * A CLI looks into one home only: with a stand-in among the plugins that is ours, so the vendor's plugins are made visible there. They
 * stay where they are.
 */
export function shareVendors(paths: Paths, plugins: Plugin[]): void {
  if (plugins.every(({ source }) => source === "vendor")) return;
  for (const { name, path } of plugins.filter(({ source }) => source === "vendor")) {
    const shared = pluginPath(paths.home, name);
    if (linkTarget(shared) !== path) putInPlace(shared, (next) => symlinkSync(path, next));
  }
}

function linkTarget(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
}

/** Replaces a running older one without disturbing it. */
function putInPlace(file: string, make: (next: string) => void): void {
  const next = `${file}.${process.pid}`;
  mkdirSync(dirname(file), { recursive: true });
  rmSync(next, { force: true });
  make(next);
  renameSync(next, file);
}
