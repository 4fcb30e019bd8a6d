import { shown } from "../../../../ops/backup/running";
import { DockerRuntime } from "../../../../ops/runtime/docker/runtime";

/** A process of its own for running.test.ts: runs the scheduled job of container `a` at once, and ends as that did. */
void shown({
  what: "backup full",
  run: (write) => new DockerRuntime().runNow("a", write),
  progress: () => Promise.resolve(null),
  goesOn: "it goes on",
}).then((exitCode) => (process.exitCode = exitCode));
