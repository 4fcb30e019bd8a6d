import { Writable } from "node:stream";
import type { KubeConfig, V1Status } from "@kubernetes/client-node";
import { clientLibrary } from "../../../components/platform/kubernetes/api-server";
import { CommandError, exit } from "../../exit";
import type { Captured } from "../../run";
import type { ContainerOfPod } from "./api";

/** Milliseconds a program in a container may take. */
const timeout = 60_000;

/** @throws CommandError when it could not be run, or did not end in time */
export async function execIn(config: KubeConfig, { namespace, pod, container }: ContainerOfPod, command: string[]): Promise<Captured> {
  const { Exec } = await clientLibrary();
  const [stdout, stderr] = [collector(), collector()];
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<V1Status>((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${timeout / 1000} s`)), timeout);
    new Exec(config).exec(namespace, pod, container, command, stdout.stream, stderr.stream, null, false, resolve).catch(reject);
  });
  try {
    return { exitCode: exitCodeOf(await ended), stdout: stdout.text(), stderr: stderr.text() };
  } catch (error) {
    // A connection that fails is an event of the library's, which is no Error.
    const { message = "the API server did not answer" } = error as { message?: string };
    throw new CommandError(`could not run ${command[0]} in ${pod}/${container}: ${message}`, exit.couldNotAsk);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws Error when the program was not run */
export function exitCodeOf({ status, reason, message, details }: V1Status): number {
  if (status === "Success") return 0;
  const code = Number(details?.causes?.find((cause) => cause.reason === "ExitCode")?.message);
  if (reason === "NonZeroExitCode" && Number.isInteger(code)) return code;
  throw new Error(message ?? reason ?? "the API server gave no reason");
}

function collector() {
  const chunks: Buffer[] = [];
  const stream = new Writable({ write: (chunk: Buffer, _encoding, next) => (chunks.push(chunk), next()) });
  return { stream, text: () => Buffer.concat(chunks).toString("utf8") };
}
