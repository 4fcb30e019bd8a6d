import { CommanderError } from "commander";
import { ToolchainError } from "../toolchain";
import { CommandError, exit } from "./exit";
import { createProgram } from "./program";

// A reader that has seen enough (`| head`) is no error worth a stack trace.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(exit.unread);
});

/** @returns the exit code for an error, after telling the reader what it needs to know */
function explained(error: unknown): number {
  // Commander has said it already.
  if (error instanceof CommanderError) return error.exitCode === 1 ? exit.usage : error.exitCode;
  if (error instanceof ToolchainError) {
    console.error([`error: ${error.message}`, ...error.tried.map((attempt) => `  tried: ${attempt}`), `Fix: ${error.fix}`].join("\n"));
    return exit.failed;
  }
  if (error instanceof CommandError) {
    console.error(`error: ${error.message}`);
    return error.exitCode;
  }
  const isSystemError = error instanceof Error && "syscall" in error;
  console.error(isSystemError ? `error: ${error.message}` : error);
  return exit.failed;
}

const argv = process.argv.slice(2);
createProgram(argv, (exitCode) => (process.exitCode = exitCode))
  .parseAsync(argv, { from: "user" })
  .catch((error: unknown) => (process.exitCode = explained(error)));
