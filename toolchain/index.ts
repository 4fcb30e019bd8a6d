export { ensureToolchain } from "./ensure";
export { pulumiEnv } from "./environment";
export { inspectToolchain } from "./inspect";
export { type Part, type Toolchain, ToolchainError } from "./types";
