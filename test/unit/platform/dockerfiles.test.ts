import { readFileSync } from "node:fs";
import { join } from "node:path";
import { drillImage } from "../../../components/backup/drill-image";
import versions from "../../../images/versions.json";
import { copyFolder, evidenceFolder } from "../../../services/drill/src/places";

const linesOf = (folder: string): string[] => readFileSync(join(__dirname, "../../..", folder, "Dockerfile"), "utf8").split("\n");

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

test("its folders are Postgres's own, which volumes that begin empty take over", () => {
  expect(drill).toContain(` && install -d -o postgres -g postgres -m 0700 ${copyFolder} ${evidenceFolder}`);
});
