import { readFileSync } from "node:fs";
import { join } from "node:path";
import { drillImage } from "../../../components/backup/drill-image";
import versions from "../../../images/versions.json";
import { copyFolder, dataFolder, evidenceFolder, filesFolder } from "../../../services/drill/src/places";

const read = (path: string): string => readFileSync(join(__dirname, "../../..", path), "utf8");
const linesOf = (folder: string): string[] => read(`${folder}/Dockerfile`).split("\n");

const postgres = linesOf("images/postgres");
const drill = linesOf("services/drill");

test("the drill has the server's packages in the server's own layer: the same versions, built and stored once", () => {
  const head = postgres.slice(0, postgres.indexOf("ENV PATH=/usr/lib/postgresql/17/bin:$PATH"));
  expect(head.join("\n")).toMatch(/^FROM [\s\S]*postgresql-17[\s\S]*pgbackrest/);
  expect(drill.slice(0, head.length)).toEqual(head);
});

test("it has the Redis of the server's own image, in a version that is given", () => {
  const wanted = '"redis-server=${REDIS_VERSION}"';
  for (const lines of [drill, linesOf("images/redis")]) expect(lines.filter((line) => line.includes(wanted))).toHaveLength(1);
  expect(drillImage).toMatchObject({ build: "services/drill", args: { ...versions.postgres, ...versions.redis } });
});

test("folders are of whoever runs in it, which volumes that begin empty take over", () => {
  const made = (lines: string[], owner: string): string[] => {
    const start = ` && install -d -o ${owner} -g ${owner} -m 0700 `;
    return lines.flatMap((line) => (line.startsWith(start) ? line.slice(start.length).split(" ") : []));
  };
  expect(made(drill, "postgres")).toEqual(expect.arrayContaining([copyFolder, evidenceFolder, filesFolder]));
  expect(made(postgres, "postgres")).toEqual(expect.arrayContaining([dataFolder, evidenceFolder, filesFolder]));
  expect(made(linesOf("images/redis"), "redis")).toEqual(expect.arrayContaining(["/data", evidenceFolder, filesFolder]));
});

test.each(["reach", "expire-files"])(
  "%s is the same for Postgres and for Redis: each image is built from a folder of its own",
  (program) => {
    const [ofPostgres, ofRedis] = ["postgres", "redis"].map((image) => read(`images/${image}/bin/${program}`));
    expect(ofRedis).toBe(ofPostgres);
  },
);
