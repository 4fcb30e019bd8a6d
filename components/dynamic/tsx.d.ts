/** tsx declares its types in a way that classic module resolution does not see. */
declare module "tsx/cjs/api" {
  /** `require` for TypeScript. @param from a file or folder to resolve from */
  export function require(name: string, from: string): unknown;
}
