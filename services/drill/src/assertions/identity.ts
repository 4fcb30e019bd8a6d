import { check, iso, type Assertion } from "./assertion";

export const systemIdentifierOne: Assertion = {
  id: "system-identifier-one",
  title: "Backup, manifest and copy are of the same cluster",
  judge: ({ backup, manifest, copy }) => {
    const ids = { manifest: manifest === null ? "none" : manifest.cluster.server.systemId, copy: copy.server.systemId };
    const found = `manifest ${ids.manifest}, copy ${ids.copy}`;
    return check(ids.manifest === backup.systemId && ids.copy === backup.systemId, `system identifier ${backup.systemId}`, found);
  },
};

export const versionOne: Assertion = {
  id: "version-one",
  title: "The copy runs the release of Postgres that the source ran, and the backup is of its major version",
  judge: ({ backup, manifest, copy }) => {
    const source = manifest === null ? "none" : manifest.cluster.server.version;
    return check(
      source === copy.server.version && source.split(".")[0] === backup.postgresVersion,
      `${source}, backup of ${backup.postgresVersion}`,
      copy.server.version,
    );
  },
};

export const metadataOfThisBackup: Assertion = {
  id: "metadata-of-this-backup",
  title: "The list of the backup's files is the one that was written when it was made",
  judge: ({ metadata, backup }) =>
    check(
      metadata !== null && metadata.label === backup.label && metadata.sha256.found === metadata.sha256.recorded,
      metadata === null ? `metadata of ${backup.label}` : `metadata of ${backup.label}, digest ${metadata.sha256.recorded}`,
      metadata === null ? "none" : `of ${metadata.label}, digest ${metadata.sha256.found}`,
    ),
};

export const manifestOfThisBackup: Assertion = {
  id: "manifest-of-this-backup",
  title: "The manifest was taken for this backup, after it ended",
  judge: ({ manifest, backup }) =>
    check(
      manifest !== null && manifest.label === backup.label && manifest.takenAt >= backup.stoppedAt,
      `a manifest of ${backup.label}, taken at ${iso(backup.stoppedAt)} or later`,
      manifest === null ? "none" : `of ${manifest.label}, taken at ${iso(manifest.takenAt)}`,
    ),
};
