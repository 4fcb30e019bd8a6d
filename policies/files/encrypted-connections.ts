import { each } from "../policy";
import { filesPolicy } from "./held-files";

/** Redis' own, where its file does not say. */
const defaultPort = "6379";

/** File → what lets clients in without TLS. */
const openings: Record<string, (content: string) => string[]> = {
  "pg_hba.conf": (content) =>
    [...content.matchAll(/^[ \t]*host(?:nossl)?[ \t].*$/gm)].map(([line]) => line.trim()).filter((line) => !line.endsWith(" reject")),
  "redis.conf": (content) => {
    const port = [...content.matchAll(/^[ \t]*port[ \t]+(\d+)/gim)].at(-1)?.[1] ?? defaultPort;
    return port === "0" ? [] : [`port ${port}`];
  },
};

export const encryptedConnections = filesPolicy({
  name: "encrypted-connections",
  description: "A database lets nobody in without TLS.",
  check({ props: { title, eachFile } }, report) {
    each(Object.entries(openings), ([file, find]) =>
      eachFile(file, (content) =>
        find(content).forEach((opening) =>
          report({
            what: `the database of ${title} can be reached without TLS`,
            got: `${file} with \`${opening}\``,
            allowed: "hostssl lines in pg_hba.conf, and port 0 beside a tls-port in redis.conf",
            fix: "leave these files to the component",
          }),
        ),
      ),
    );
  },
});
