import { z } from "zod";

/** Raised when a field is removed, renamed or changes its type or its meaning; adding one does not raise it. */
export const contractVersion = 1;

const text = z.string();
const names = z.array(text);

const service = z.object({
  units: names.describe(
    "Docker: container names, one for each replica or sidecar. Kubernetes: what owns its pods, as in Deployment/notes.",
  ),
  needs: names.describe("Names of the services it cannot do without."),
});

const volume = z.object({
  name: text.describe("Its name on the platform."),
  protected: z.boolean().describe("It is not destroyed until it is unprotected."),
});

const credential = z.object({
  purpose: z.enum(["administrator", "application", "encryption"]).describe("What it opens."),
  store: text.describe("The service that asks for it."),
  owner: text.describe("Whom it belongs to: an application, or the store itself."),
  login: text.optional().describe("The user's name. An application's changes with every rotation. A key has none."),
  version: z.int().describe("Counts its rotations from 1."),
  secretOutput: text.describe("The output that holds its value, under the name that it has here."),
});

const repository = z.object({
  number: z.int().describe("The engine's number for it, as in `--repo=1`."),
  type: z.enum(["volume", "s3"]).describe("A volume of the stack, or object storage."),
  volume: text.optional().describe("Name of the volume."),
  endpoint: text.optional().describe("Host and port of the object storage."),
  bucket: text.optional().describe("Name of the bucket."),
  folder: text.optional().describe("Where it is in the bucket."),
});

const archive = z.object({
  engine: z.literal("pgbackrest").describe("What writes it, and reads it back."),
  stanza: text.describe("The engine's name for this server."),
  cipher: text.describe("How the repository is encrypted."),
  key: text.describe("Name of the credential that is its passphrase. Without it the repository is worthless: keep a copy elsewhere."),
  volumes: names.describe("Names of the volumes that hold the repository; empty where it is outside of the stack."),
  repositories: z.array(repository).describe("Each has every backup and all WAL: any of them will do for a restore."),
  archiveTimeoutSeconds: z.int().describe("An idle server hands over what was written at least this often."),
  rpoTargetSeconds: z.int().describe("What was committed longer ago than this is in the archive, while archiving works."),
});

const backupJob = z.object({
  service: text.describe("The service whose units make it."),
  schedule: text.describe("Five cron fields, in UTC."),
});

const files = z.object({
  format: z.enum(["pg_dump", "rdb"]).describe("What a file holds: a custom archive for pg_restore, or a snapshot of Redis."),
  cipher: z.literal("age").describe("How each file is encrypted."),
  key: text.describe("Name of the credential that is the identity. Without it the files are worthless: keep a copy elsewhere."),
  volumes: names.describe("Names of the volumes that hold them."),
});

const verification = z.object({
  service: text.describe("The service whose units restore the newest backup and judge it."),
  schedule: text.describe("Five cron fields, in UTC."),
  volumes: names.describe("Names of the volumes that hold its evidence, and the copy while there is one."),
  publicKey: text.describe("PEM of the key that its evidence is checked with."),
});

const backups = z.object({
  jobs: z
    .object({
      full: backupJob.optional().describe("On its own."),
      differential: backupJob.optional().describe("What changed since the last full one."),
      incremental: backupJob.optional().describe("What changed since the last one of any type."),
    })
    .describe("Type of backup → what makes it. A type without a schedule is absent."),
  retentionDays: z.int().describe("A backup may be removed when it is older, and another one is there to restore this many days from."),
  retentionFullBackups: z.int().optional().describe("So many full backups stay, however old they are. Absent where each backup is a file."),
  retentionCount: z.int().optional().describe("So many files stay, however old they are. Absent where the archive holds the backups."),
  files: files.optional().describe("Where each backup is a file with all data. Absent where the archive holds them."),
  verification: verification.optional().describe("What proves the files. Absent where nothing does, or the archive holds them."),
});

const recovery = z.object({
  volumes: names.describe("Names of the volumes that hold the data."),
  generation: z.int().optional().describe("Which volume the server runs on, of those it has had. Absent where there has only been one."),
  archive: archive.optional().describe("The second copy. Absent where there is none: what the volumes lose is lost."),
  backups: backups.optional().describe("What a restore starts from. Absent where none are made."),
  dumps: backups.optional().describe("Copies that a server of another version can read, too. Absent where none are made."),
  verification: verification.optional().describe("What proves them. Absent where nothing does."),
});

const certificates = z.object({
  authority: text.describe("PEM of the stack's own authority: what clients of its endpoints and stores have to trust."),
  notAfter: z.record(text, text).describe("Certificate → end of its validity, ISO 8601."),
});

const kubernetes = z.object({
  context: text.describe("Context of the kubeconfig."),
  namespace: text.describe("Where everything of the stack is."),
});

const preflight = z.object({
  checkedAt: z.iso.datetime().describe("ISO 8601."),
  passed: z.int().describe("Checks that passed."),
  warnings: z.int().describe("Checks with a warning, and nothing worse."),
  failed: z.int().describe("Checks that failed."),
  errors: z.int().describe("Checks that could not be made."),
  skipped: z.int().describe("Checks of what this stack does not use."),
  accepted: names.describe("Ids of findings that would have stopped it, and were accepted."),
});

/**
 * What another team's program may rely on; docs/outputs.md explains it. Readers ignore fields they do not know, so one may be added.
 * `secrets` reads as `[secret]` unless it is asked for with `--show-secrets`.
 */
export const stackOutputs = z.object({
  contractVersion: z.literal(contractVersion).describe("Version of this contract. Read it first."),
  platform: z.enum(["docker", "kubernetes"]).describe("Where the stack runs."),
  kubernetes: kubernetes.optional().describe("Where on Kubernetes. Absent on Docker."),
  endpoints: z.record(text, text).describe("URLs that answer on the machine that runs the stack."),
  certificates: certificates.describe("What the stack has issued."),
  preflight: preflight.describe("Of the check that the last change of the stack's needs passed."),
  services: z.record(text, service).describe("Everything that runs, in the order it starts."),
  volumes: z.record(text, volume).describe("Where the data is."),
  credentials: z.record(text, credential).describe("Every secret of the stack, without its value."),
  recovery: z.record(text, recovery).describe("Store: what is promised about its data, and where that is."),
  secrets: z.record(text, text).meta({ description: "The values of the credentials.", secret: true }),
});

export type StackOutputs = z.infer<typeof stackOutputs>;
