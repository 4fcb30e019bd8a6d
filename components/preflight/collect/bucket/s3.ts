import { request, type RequestOptions } from "node:https";
import { sign } from "aws4";
import type { OutsideBucket } from "../../bucket";

export interface Asked {
  method: "GET" | "PUT" | "DELETE";
  /** Object, from the top of the bucket. @default the bucket itself */
  key?: string;
  /** As in `versioning`. */
  query?: string;
  body?: string;
}

export interface Answered {
  status: number;
  /** Milliseconds since 1970. */
  date: number;
  body: string;
}

/** @throws Error when the endpoint cannot be reached, or is not trusted */
export type S3 = (asked: Asked) => Promise<Answered>;

/** @param limit milliseconds for one request */
export function s3(bucket: OutsideBucket, limit: number): S3 {
  return (asked) =>
    new Promise((resolve, reject) => {
      const sent = request(signed(bucket, asked, limit), (answer) => {
        let body = "";
        answer.setEncoding("utf8");
        answer.on("data", (part: string) => (body += part));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, date: Date.parse(answer.headers.date ?? ""), body }));
        answer.on("error", reject);
      });
      sent.on("error", reject);
      sent.on("timeout", () => sent.destroy(Object.assign(new Error(`no answer within ${limit / 1000} s`), { code: "ETIMEDOUT" })));
      sent.end(asked.body);
    });
}

/** `aws4` signs what Node.js itself sends, so that nothing comes between us and the TLS that is to be judged. */
function signed(bucket: OutsideBucket, { method, key = "", query, body }: Asked, timeout: number): RequestOptions {
  const { endpoint, port, region, uriStyle, keyId, secretKey = "" } = bucket;
  const host = uriStyle === "host" ? `${bucket.bucket}.${endpoint}` : endpoint;
  const path = `${uriStyle === "path" ? `/${bucket.bucket}` : ""}/${key}${query === undefined ? "" : `?${query}`}`;
  const headers = { Host: port === 443 ? host : `${host}:${port}` };
  const request = sign(
    { service: "s3", region, method, path, headers, ...(body !== undefined && { body }) },
    { accessKeyId: keyId, secretAccessKey: secretKey },
  );
  const { certificate: ca } = bucket;
  return { ...request, host, hostname: host, port, servername: host, timeout, ...(ca !== undefined && { ca }) };
}
