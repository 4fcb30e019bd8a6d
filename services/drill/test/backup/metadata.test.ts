import { createHash } from "node:crypto";
import { metadataOf } from "../../src/backup/metadata";
import { healthy } from "../assertions/healthy";

test("tells of a backup what BR2 asks for", () => {
  const { backup } = healthy();
  const engineManifest = Buffer.from("the engine's list");
  expect(metadataOf(backup, { host: "postgres", databases: ["notes", "postgres"], engineManifest })).toEqual({
    label: backup.label,
    type: backup.type,
    chain: backup.chain.map(({ label }) => label),
    startedAt: new Date(backup.startedAt).toISOString(),
    finishedAt: new Date(backup.stoppedAt).toISOString(),
    databaseBytes: backup.size.database,
    repositoryBytes: backup.size.stored,
    compression: "zst",
    encryption: "aes-256-cbc",
    host: "postgres",
    postgresVersion: backup.postgresVersion,
    systemId: backup.systemId,
    databases: ["notes", "postgres"],
    segments: backup.segments,
    sha256: createHash("sha256").update("the engine's list").digest("hex"),
  });
  expect(backup.chain.length).toBeGreaterThan(1);
});
