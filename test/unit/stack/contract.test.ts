/**
 * SE6: the outputs contract against outputs.golden.json, which is what other teams were promised, and against docs/outputs.md.
 * Does NOT prove: that a program of another team can read it; test/engine/consumer.test.ts does.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { dumpRole } from "../../../components/postgres/server-files";
import { credentialOutputs } from "../../../components/secrets/credential";
import { contractVersion, stackOutputs, type StackOutputs } from "../../../outputs";
import type { Contract } from "../../../examples/consumer/contract";
import { readProjectFile } from "../config/yaml";
import { breaks, fieldsOf, type JsonSchema } from "./contract-fields";
import { devApplications, runProgram } from "./program";

interface Golden {
  contractVersion: number;
  /** The schema that a reader may validate with: it takes fields it does not know. */
  schema: JsonSchema;
  /** The outputs of the development stack, secrets replaced by canaries. */
  dev: StackOutputs;
}

const file = "test/unit/stack/outputs.golden.json";
const golden = JSON.parse(readProjectFile(file)) as Golden;
const schema = z.toJSONSchema(stackOutputs, { io: "input" }) as JsonSchema;
let dev: StackOutputs;

beforeAll(async () => {
  ({ outputs: dev } = await runProgram({ applications: devApplications() }));
}, 120_000);

test("nothing that was promised is gone, renamed or changed, unless the version is raised", () => {
  if (contractVersion === golden.contractVersion) expect(breaks(golden.schema, schema)).toEqual([]);
  else expect(contractVersion).toBe(golden.contractVersion + 1);
});

test("the golden file tells the contract as it is; after an addition UPDATE_GOLDEN=1 writes it anew", () => {
  const current = JSON.parse(JSON.stringify({ contractVersion, schema, dev })) as Golden;
  const kept = contractVersion !== golden.contractVersion || breaks(golden.schema, schema).length === 0;
  if (process.env["UPDATE_GOLDEN"] && kept) writeFileSync(join(__dirname, "../../..", file), `${JSON.stringify(current, undefined, 2)}\n`);
  else expect(golden).toEqual(current);
});

test("the program exports exactly the fields of the contract, but for what is of the other platform", () => {
  expect([...Object.keys(dev), "kubernetes"].sort()).toEqual(Object.keys(stackOutputs.shape).sort());
  expect(stackOutputs.parse(dev)).toEqual(dev);
});

test("what the outputs call by name is there", () => {
  for (const { needs } of Object.values(dev.services)) expect(Object.keys(dev.services)).toEqual(expect.arrayContaining(needs));
  const volumes = Object.values(dev.recovery).flatMap(({ volumes, archive, verification, backups, dumps }) =>
    [{ volumes }, archive, verification, dumps?.files, dumps?.verification, backups?.files, backups?.verification].flatMap(
      (place) => place?.volumes ?? [],
    ),
  );
  expect(volumes.sort()).toEqual(Object.keys(dev.volumes).sort());
  const { postgres, redis } = dev.recovery;
  const keys = [postgres?.archive, postgres?.dumps?.files, redis?.backups?.files].map((place) => place?.key);
  expect(keys).toEqual(["postgres-archive-key", "postgres-dump-key", "redis-backup-key"]);
  for (const key of keys) expect(dev.credentials[key ?? ""]?.purpose).toBe("encryption");
  for (const { store, secretOutput } of Object.values(dev.credentials)) {
    expect(Object.keys(dev.services)).toContain(store);
    expect(Object.keys(dev)).toContain(secretOutput);
  }
  expect(Object.keys(dev.secrets)).toEqual(Object.keys(dev.credentials));
});

test("the images' scripts use the names that the outputs tell", () => {
  const admins = Object.values(dev.credentials).filter(({ purpose }) => purpose === "administrator");
  expect(admins.map(({ store, login }) => `${store} ${login}`)).toEqual([
    "postgres ballast_admin",
    "redis ballast_admin",
    "redis ballast_backup",
  ]);
  expect(readProjectFile("images/postgres/bin/administrator.sql")).toContain("ALTER ROLE ballast_admin LOGIN");
  expect(readProjectFile("images/redis/bin/redis-start")).toContain('"user ballast_admin on ');
  expect(readProjectFile("images/redis/bin/redis-start")).toContain('"user ballast_backup on ');
  expect(readProjectFile("images/postgres/bin/administrator.sql")).toContain(`'CREATE ROLE "${dumpRole}" LOGIN`);
  expect(readProjectFile("images/postgres/bin/postgres-dump")).toContain(`PGUSER=${dumpRole} `);
  expect(readProjectFile("images/postgres/bin/postgres-start")).toContain(`--stanza=${dev.recovery["postgres"]?.archive?.stanza} `);
});

test("the copy that the example keeps is a part of the contract", () => {
  const copy: Contract = dev;
  expect(copy).toBe(dev);
});

test("SE1: values are marked secret as a whole, and no other output holds one", async () => {
  const facts = { purpose: "administrator" as const, store: "redis", owner: "redis", login: "a", version: 1 };
  const made = credentialOutputs([{ name: "redis-admin-password", facts, value: pulumi.output("hush") }]);
  await expect(pulumi.isSecret(made.secrets)).resolves.toBe(true);
  const { secrets, ...plain } = dev;
  expect(Object.values(secrets).filter((value) => !value.startsWith("canary-of-"))).toEqual([]);
  expect(JSON.stringify(plain)).not.toContain("canary-of-");
});

describe("a reader of before is served by", () => {
  const change = (edit: (schema: JsonSchema) => void) => {
    const after = structuredClone(schema);
    edit(after);
    return breaks(schema, after);
  };
  const inside = (outer: JsonSchema | undefined) => outer?.additionalProperties as { properties: Record<string, JsonSchema> };

  test("a field more, at the top and deep inside, or another meaning in other words", () => {
    expect(
      change(({ properties = {} }) => {
        properties["more"] = { type: "string" };
        inside(properties["services"]).properties["more"] = { type: "string" };
        properties["platform"] = { ...properties["platform"], description: "Where it is." };
      }),
    ).toEqual([]);
  });

  test("neither a field less, nor one renamed, of another type, optional, or with another value", () => {
    expect(
      change(({ properties = {}, required = [] }) => {
        delete properties["endpoints"];
        const { units, ...service } = inside(properties["services"]).properties;
        inside(properties["services"]).properties = { ...service, containers: units ?? {} };
        inside(properties["volumes"]).properties["protected"] = { type: "string" };
        required.splice(required.indexOf("recovery"), 1);
        properties["platform"] = { type: "string", enum: ["docker", "kubernetes", "nomad"] };
      }),
    ).toEqual([
      "platform: was `docker` or `kubernetes`, is `docker` or `kubernetes` or `nomad`",
      "endpoints: is gone",
      "services.<name>.units: is gone",
      "volumes.<name>.protected: was true or false, is text",
      "recovery: was name → object, is name → object, optional",
    ]);
  });
});

test("docs/outputs.md has every field with its type and meaning", () => {
  const rows = readProjectFile("docs/outputs.md")
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  expect(rows).toEqual(fieldsOf(schema).map(({ path, type, meaning }) => `| \`${path}\` | ${type} | ${meaning} |`));
});
