export { ensureImageBuilder, ensureToolchain } from "./ensure";
export { pulumiEnv } from "./environment";
export { inspectToolchain } from "./inspect";
export { isPlugin } from "./plugin";
export { type Part, type Toolchain, ToolchainError } from "./types";
