import { filesFolder } from "../../components/platform/rules/files";
import { each } from "../policy";
import { containerPolicy } from "./container";

/** Redis' own, where its file does not say. */
const defaultPort = "6379";

/** File → what lets clients in without TLS. */
const openings: Record<string, (content: string) => string[]> = {
  [`${filesFolder}/pg_hba.conf`]: (content) =>
    [...content.matchAll(/^[ \t]*host(?:nossl)?[ \t].*$/gm)].map(([line]) => line.trim()).filter((line) => !line.endsWith(" reject")),
  [`${filesFolder}/redis.conf`]: (content) => {
    const port = [...content.matchAll(/^[ \t]*port[ \t]+(\d+)/gim)].at(-1)?.[1] ?? defaultPort;
    return port === "0" ? [] : [`port ${port}`];
  },
};

export const encryptedConnections = containerPolicy({
  name: "encrypted-connections",
  description: "A database lets nobody in without TLS.",
  check({ name, props: { uploads } }, report) {
    each(uploads, (upload) => {
      for (const opening of openings[upload.file]?.(upload.content ?? "") ?? [])
        report({
          what: `the database of container ${name} can be reached without TLS`,
          got: `${upload.file} with \`${opening}\``,
          allowed: "hostssl lines in pg_hba.conf, and port 0 beside a tls-port in redis.conf",
          fix: "leave these files to the component",
        });
    });
  },
});
