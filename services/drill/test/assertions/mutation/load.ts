import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { compileFunction } from "node:vm";
import ts from "typescript";

const transpiled = new Map<string, string>();

/**
 * Loads TypeScript modules and what they import, all of them anew and each once.
 * @param instead source texts in the place of files
 */
export function loader(instead: Record<string, string>): (path: string) => Record<string, unknown> {
  const modules = new Map<string, Record<string, unknown>>();
  const required = (path: string): Record<string, unknown> => {
    const known = modules.get(path);
    if (known) return known;
    const exports: Record<string, unknown> = {};
    modules.set(path, exports);
    const code = path in instead ? javascript(instead[path] ?? "") : (transpiled.get(path) ?? javascript(readFileSync(path, "utf8")));
    if (!(path in instead)) transpiled.set(path, code);
    const run = compileFunction(code, ["exports", "require"]) as (exports: object, require: (name: string) => object) => void;
    run(exports, (name) => required(fileOf(resolve(dirname(path), name))));
    return exports;
  };
  return required;
}

const fileOf = (path: string): string => (existsSync(`${path}.ts`) ? `${path}.ts` : `${path}/index.ts`);

const javascript = (source: string): string =>
  ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } }).outputText;
