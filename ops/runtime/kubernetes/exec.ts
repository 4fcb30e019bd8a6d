import { PassThrough, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { KubeConfig, V1Status } from "@kubernetes/client-node";
import { clientLibrary } from "../../../components/platform/kubernetes/api-server";
import { CommandError, exit } from "../../exit";
import type { Captured } from "../../run";
import type { ContainerOfPod, ExecOptions } from "./api";

/** Milliseconds a program in a container may take. */
const timeout = 60_000;
/** Bytes of input that wait for the connection at most. */
const window = 8 * 2 ** 20;

/** @throws CommandError when it could not be run, or did not end in time */
export async function execIn(
  config: KubeConfig,
  { namespace, pod, container }: ContainerOfPod,
  command: string[],
  { input, limitMs = timeout }: ExecOptions = {},
): Promise<Captured> {
  const { Exec } = await clientLibrary();
  const [stdout, stderr] = [collector(), collector()];
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<V1Status>((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${limitMs / 1000} s`)), limitMs);
    const stdin = input ? new PassThrough() : null;
    new Exec(config)
      .exec(namespace, pod, container, command, stdout.stream, stderr.stream, stdin, false, resolve)
      .then((socket: unknown) => input && stdin && feed(input, stdin, socket as Socket))
      .catch(reject);
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

/** What is needed of the library's: its types are not among its dependencies. */
interface Socket {
  bufferedAmount: number;
  readyState: number;
  OPEN: number;
}

/** The library sends what it gets at once: no more than a window of it is ahead of the connection. */
async function feed(input: NodeJS.ReadableStream, stdin: PassThrough, socket: Socket) {
  for await (const chunk of input) {
    stdin.write(chunk);
    while (socket.bufferedAmount > window && socket.readyState === socket.OPEN) await sleep(10);
    if (socket.readyState !== socket.OPEN) return;
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
