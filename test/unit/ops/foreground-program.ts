import { foreground } from "../../../ops/run";

/** A process of its own for run.test.ts: runs the shell line it is given, and ends as that did. */
void foreground("sh", ["-c", process.argv[2] ?? ""]).then((exitCode) => (process.exitCode = exitCode));
