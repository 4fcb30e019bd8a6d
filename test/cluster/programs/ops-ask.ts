import { runtimeOf } from "../../../ops/runtime";
import { textsOf } from "../../../ops/log-lines";

/**
 * A process of its own for ops.test.ts, whose jest cannot load the client library: prints as JSON what a method of the runtime answers.
 * Arguments: context, namespace, method, units.
 */
const [context = "", namespace = "", method = "", ...units] = process.argv.slice(2);

async function main(): Promise<unknown> {
  const runtime = runtimeOf({ platform: "kubernetes", kubernetes: { context, namespace } });
  switch (method) {
    case "health":
      return [...(await runtime.health(units)).values()];
    case "lastLines":
      return Promise.all([...(await runtime.health(units)).values()].map((found) => runtime.lastLines(found, 5)));
    case "logs": {
      const logs: Record<string, string[]> = {};
      for await (const { name, read } of runtime.logSources(units, false)) logs[name] = await textsOf(read({}));
      return logs;
    }
    case "follow":
      for await (const { name, read } of runtime.logSources(units, true)) {
        void (async () => {
          for await (const { text } of read({ follow: true })) console.log(`${name} | ${text}`);
        })();
      }
      return undefined;
    case "usage":
      return runtime.usage(units);
    case "removeVolumes":
      return runtime.removeVolumes(units);
    default:
      throw new Error(`method: got ${JSON.stringify(method)}`);
  }
}

main()
  .then((answer) => console.log(JSON.stringify(answer ?? null)))
  .catch((error: Error & { exitCode?: number }) => {
    console.error(error.message);
    process.exitCode = error.exitCode ?? 1;
  });
