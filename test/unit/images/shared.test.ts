import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../../../toolchain/paths";

/** What images have in common stands in the folder of each, because each is built from its own alone. */
const read = (path: string): string => readFileSync(join(repository, path), "utf8");

test.each(["reach", "expire-files"])("%s is the same for Postgres and for Redis", (program) => {
  expect(read(`images/redis/bin/${program}`)).toBe(read(`images/postgres/bin/${program}`));
});

test("the image of verifications begins as that of Postgres does: the engine builds the layer once", () => {
  const [postgres = "", rest] = read("images/postgres/Dockerfile").split("ENV PATH=");
  expect(postgres).toContain("apt-get install");
  expect(rest).toBeDefined();
  expect(read("services/drill/Dockerfile").startsWith(postgres)).toBe(true);
});
