import type { IncomingMessage } from "node:http";
import { HttpError, invalid } from "./errors";

const limitBytes = 64 * 1024;

/**
 * @returns the parsed body
 * @throws HttpError 415 when it is not JSON by its type, 413 above 64 KiB, 400 when it does not parse
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new HttpError(415, { what: "content-type", got: type ?? "none", allowed: "application/json" });
  const text = await readText(request).catch((error: unknown) => {
    throw error instanceof HttpError ? error : invalid("body", "a connection that ended early", "a whole body");
  });
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("body", `${text.length} characters that are not JSON`, "one JSON value");
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Closes the connection, because the rest of the body is not read. */
function tooLarge(): HttpError {
  return new HttpError(
    413,
    { what: "body", got: `more than ${limitBytes} bytes`, allowed: `${limitBytes} bytes` },
    { connection: "close" },
  );
}
