import { broken, fine, skipped, type Case, type Cases } from "../case";

const expected = "a manifest taken right after the backup";
const noManifest: Case = broken("no manifest", (f) => (f.manifest = null), expected, "none");
const noDatabase = (what: string): Case =>
  broken("a database is missing", (f) => f.copy.atManifest.databases.shift(), what, "database app: missing");

export const manifestCases: Cases = {
  "databases-equal": [
    noManifest,
    broken("one is missing", (f) => f.copy.atManifest.cluster.databases.shift(), "the databases of the manifest", "app: missing"),
    broken("one more", (f) => f.manifest!.cluster.databases.pop(), "the databases of the manifest", "template0: not in the manifest"),
    broken(
      "owner and grants of one",
      (f) => Object.assign(f.copy.atManifest.cluster.databases[0]!, { owner: "postgres", acl: "{=c/postgres}" }),
      "the databases of the manifest",
      "app: owner is postgres, was app_owner; app: acl is {=c/postgres}, was default",
    ),
    fine("in another order", (f) => f.copy.atManifest.cluster.databases.reverse()),
  ],
  "databases-looked-into": [
    noManifest,
    broken("not for the manifest", (f) => f.manifest!.databases.shift(), "every database with data", "app not in the manifest"),
    broken("not while paused", (f) => f.copy.atManifest.databases.pop(), "every database with data", "postgres not in the paused copy"),
    broken(
      "not after promotion",
      (f) => (f.copy.databases = []),
      "every database with data",
      "app not in the promoted copy; postgres not in the promoted copy",
    ),
    broken("there is none", (f) => f.manifest!.cluster.databases.forEach((one) => (one.holdsData = false)), "a database with data", "none"),
  ],
  "roles-equal": [
    noManifest,
    broken("one is missing", (f) => f.copy.atManifest.cluster.roles.shift(), "the roles of the manifest", "app_1: missing"),
    broken(
      "one is a superuser",
      (f) => (f.copy.atManifest.cluster.roles[1]!.superuser = true),
      "the roles of the manifest",
      "app_owner: superuser is true, was false",
    ),
  ],
  "memberships-equal": [
    noManifest,
    broken(
      "one is missing",
      (f) => (f.copy.atManifest.cluster.memberships = []),
      "the memberships of the manifest",
      "app_1 in app_owner: missing",
    ),
    broken(
      "with more rights",
      (f) => (f.copy.atManifest.cluster.memberships[0]!.admin = true),
      "the memberships of the manifest",
      "app_1 in app_owner: admin is true, was false",
    ),
  ],
  "tablespaces-equal": [
    noManifest,
    broken("one is missing", (f) => f.copy.atManifest.cluster.tablespaces.pop(), "the tablespaces of the manifest", "pg_global: missing"),
  ],
  "format-equal": [
    noManifest,
    broken(
      "larger segments",
      (f) => (f.copy.atManifest.cluster.settings.at(-1)!.value = "67108864"),
      "the format of the manifest",
      "wal_segment_size: value is 67108864, was 16777216",
    ),
    broken(
      "one was not recorded",
      (f) => f.manifest!.cluster.settings.shift(),
      "block_size, data_checksums, segment_size, server_encoding, wal_block_size, wal_segment_size",
      "not all recorded",
    ),
    fine("another limit", (f) => (f.copy.atManifest.cluster.settings[2]!.value = "200")),
  ],
  "limits-sufficient": [
    noManifest,
    broken(
      "fewer connections",
      (f) => (f.copy.atManifest.cluster.settings[2]!.value = "99"),
      "at least the limits of the manifest",
      "max_connections is 99, was 100",
    ),
    broken(
      "one was not recorded",
      (f) => f.manifest!.cluster.settings.splice(2, 1),
      "at least the limits of the manifest",
      "max_connections is 100, was undefined",
    ),
    ...["max_locks_per_transaction", "max_prepared_transactions", "max_wal_senders", "max_worker_processes"].map((name) =>
      broken(
        `less of ${name}`,
        (f) => (f.manifest!.cluster.settings.find((one) => one.name === name)!.value = "1000"),
        "at least the limits of the manifest",
        `${name} is ${{ max_locks_per_transaction: 64, max_prepared_transactions: 0, max_wal_senders: 10 }[name] ?? 8}, was 1000`,
      ),
    ),
    fine("more connections", (f) => (f.copy.atManifest.cluster.settings[2]!.value = "1000")),
  ],
  "wal-level-sufficient": [
    noManifest,
    broken("minimal", (f) => (f.manifest!.cluster.settings[10]!.value = "minimal"), "wal_level replica or logical", "minimal"),
    broken("not recorded", (f) => f.manifest!.cluster.settings.splice(10, 1), "wal_level replica or logical", "not recorded"),
    fine("replica", (f) => (f.manifest!.cluster.settings[10]!.value = "replica")),
  ],
  "extensions-equal": [
    noManifest,
    noDatabase("the extensions of the manifest"),
    broken(
      "another version",
      (f) => (f.copy.atManifest.databases[0]!.extensions[1]!.version = "2.20.0"),
      "the extensions of the manifest",
      "app: timescaledb: version is 2.20.0, was 2.19.3",
    ),
  ],
  "definitions-equal": [
    noManifest,
    noDatabase("the definitions of the manifest"),
    broken(
      "an index is missing",
      (f) => (f.copy.atManifest.databases[0]!.definitions[1] = { kind: "indexes", count: 8, digest: "0" }),
      "the definitions of the manifest",
      "app: indexes: count is 8, was 9; app: indexes: digest is 0, was 55485fdd5b6575d22014e10646e50630",
    ),
  ],
  "grants-equal": [
    noManifest,
    noDatabase("the grants of the manifest"),
    broken(
      "another grant",
      (f) => (f.copy.atManifest.databases[0]!.grants.digest = "0"),
      "the grants of the manifest",
      "app: grants of 4231 objects with digest 0, were 4231 with 877c0494f25ec0a414ccb16d3b644833",
    ),
    broken(
      "of more objects",
      (f) => (f.copy.atManifest.databases[0]!.grants.count = 4232),
      "the grants of the manifest",
      "app: grants of 4232 objects with digest 877c0494f25ec0a414ccb16d3b644833, were 4231 with 877c0494f25ec0a414ccb16d3b644833",
    ),
  ],
  "default-privileges-equal": [
    noManifest,
    noDatabase("the default privileges of the manifest"),
    broken(
      "gone",
      (f) => (f.copy.atManifest.databases[0]!.defaultPrivileges = []),
      "the default privileges of the manifest",
      "app: app_owner public r {app_1=r/app_owner}: missing",
    ),
  ],
  "constraints-validated": [
    noManifest,
    noDatabase("no other than in the manifest"),
    broken(
      "another one",
      (f) => f.copy.atManifest.databases[1]!.notValidated.push("public.child.parent_fkey"),
      "no other than in the manifest",
      "postgres: public.child.parent_fkey: not validated",
    ),
    fine("fewer", (f) => (f.copy.atManifest.databases[0]!.notValidated = [])),
  ],
  "indexes-valid": [
    noManifest,
    noDatabase("no other than in the manifest"),
    broken(
      "another one",
      (f) => f.copy.atManifest.databases[1]!.invalidIndexes.push("public.child_pkey"),
      "no other than in the manifest",
      "postgres: public.child_pkey: invalid",
    ),
    fine("fewer", (f) => (f.copy.atManifest.databases[0]!.invalidIndexes = [])),
  ],
  "tables-equal": [
    noManifest,
    noDatabase("the tables of the manifest"),
    broken(
      "one is missing",
      (f) => f.copy.atManifest.databases[0]!.tables.shift(),
      "the tables of the manifest",
      "app: public.child: missing",
    ),
    broken(
      "one more",
      (f) => f.manifest!.databases[0]!.tables.shift(),
      "the tables of the manifest",
      "app: public.child: not in the manifest",
    ),
    fine("other rows: rows-equal says so", (f) => (f.copy.atManifest.databases[0]!.tables[0]!.rows = "1")),
  ],
  "rows-equal": [
    noManifest,
    noDatabase("the rows of the manifest"),
    broken(
      "one row less",
      (f) => (f.copy.atManifest.databases[0]!.tables[0]!.rows = "4999"),
      "the rows of the manifest",
      "app: public.child has 4999, had 5000",
    ),
    fine("a table less: tables-equal says so", (f) => f.copy.atManifest.databases[0]!.tables.shift()),
    fine("a table more: tables-equal says so", (f) => f.manifest!.databases[0]!.tables.shift()),
  ],
  "digests-equal": [
    noManifest,
    noDatabase("the digests of the manifest"),
    broken(
      "another value",
      (f) => (f.copy.atManifest.databases[0]!.tables[0]!.digest = "-15520456100429912889"),
      "the digests of the manifest",
      "app: public.child has -15520456100429912889, had -15520456100429912888",
    ),
    broken(
      "another value beside a table that could not be read",
      (f) => {
        Object.assign(f.copy.atManifest.databases[0]!.tables[0]!, { digest: { unknown: "canceled" } });
        f.copy.atManifest.databases[0]!.tables[1]!.digest = "1";
      },
      "the digests of the manifest",
      "app: public.parent has 1, had -17027397091822740731",
    ),
  ],
  "large-objects-equal": [
    noManifest,
    noDatabase("the large objects of the manifest"),
    broken(
      "one is missing",
      (f) => (f.copy.atManifest.databases[0]!.largeObjects = 0),
      "the large objects of the manifest",
      "app: 0, were 1",
    ),
  ],
  "sequences-not-back": [
    noManifest,
    noDatabase("each at the manifest's value or further"),
    broken(
      "one value back",
      (f) => (f.copy.atManifest.databases[0]!.sequences[0]!.last = "4999"),
      "each at the manifest's value or further",
      "app: public.child_id_seq is 4999, was 5000",
    ),
    broken(
      "one that goes down, one value back",
      (f) => (f.copy.atManifest.databases[0]!.sequences[1]!.last = "-6"),
      "each at the manifest's value or further",
      "app: public.down_seq is -6, was -7",
    ),
    broken(
      "as if it had given none",
      (f) => (f.copy.atManifest.databases[0]!.sequences[0]!.last = null),
      "each at the manifest's value or further",
      "app: public.child_id_seq is null, was 5000",
    ),
    broken(
      "missing",
      (f) => f.copy.atManifest.databases[0]!.sequences.shift(),
      "each at the manifest's value or further",
      "app: public.child_id_seq: missing",
    ),
    fine("further, as after a crash", (f) => {
      f.copy.atManifest.databases[0]!.sequences[0]!.last = "5032";
      f.copy.atManifest.databases[0]!.sequences[1]!.last = "-39";
      f.copy.atManifest.databases[0]!.sequences[2]!.last = "1";
    }),
  ],
  "sequences-ahead": [
    noManifest,
    broken(
      "its column is further",
      (f) => (f.copy.databases[0]!.sequences[0] = { ...f.copy.databases[0]!.sequences[0]!, furthest: "5001" }),
      "each at its column's last value or further",
      "app: public.child_id_seq is 5000, public.child.id has 5001",
    ),
    broken(
      "one that goes down",
      (f) => (f.copy.databases[0]!.sequences[1] = { ...f.copy.databases[0]!.sequences[1]!, furthest: "-8" }),
      "each at its column's last value or further",
      "app: public.down_seq is -7, public.down.id has -8",
    ),
    broken(
      "of a table that the manifest does not know",
      (f) => {
        f.copy.databases[1]!.sequences = [{ name: "public.new_seq", last: null, increment: "1", column: "public.new.id", furthest: "1" }];
      },
      "each at its column's last value or further",
      "postgres: public.new_seq is null, public.new.id has 1",
    ),
    broken(
      "of a database that the manifest does not know",
      (f) => {
        f.manifest!.databases.shift();
        f.copy.databases[0]!.sequences[0] = { ...f.copy.databases[0]!.sequences[0]!, last: "1" };
      },
      "each at its column's last value or further",
      "app: public.child_id_seq is 1, public.child.id has 5000",
    ),
    broken(
      "only another one was behind at the source",
      (f) => {
        f.manifest!.databases[0]!.sequences[1]!.last = "-1";
        f.copy.databases[0]!.sequences[0] = { ...f.copy.databases[0]!.sequences[0]!, last: "1" };
      },
      "each at its column's last value or further",
      "app: public.child_id_seq is 1, public.child.id has 5000",
    ),
    broken(
      "behind in one database, and at the source in another",
      (f) => {
        f.manifest!.databases[1]!.sequences = [{ ...f.manifest!.databases[0]!.sequences[0]!, last: "1" }];
        f.copy.databases[0]!.sequences[0] = { ...f.copy.databases[0]!.sequences[0]!, last: "1" };
      },
      "each at its column's last value or further",
      "app: public.child_id_seq is 1, public.child.id has 5000",
    ),
    fine("behind at the source already", (f) => {
      f.manifest!.databases[0]!.sequences[0] = { ...f.manifest!.databases[0]!.sequences[0]!, last: "4000" };
      f.copy.databases[0]!.sequences[0] = { ...f.copy.databases[0]!.sequences[0]!, last: "4000" };
    }),
    fine("further", (f) => (f.copy.databases[0]!.sequences[0] = { ...f.copy.databases[0]!.sequences[0]!, last: "5001" })),
  ],
  "hypertables-equal": [
    noManifest,
    noDatabase("the hypertables of the manifest"),
    broken(
      "a chunk is missing",
      (f) => (f.copy.atManifest.databases[0]!.timescale!.hypertables[0]!.chunks = 6),
      "the hypertables of the manifest",
      "app: public.events: chunks is 6, was 7",
    ),
    broken(
      "no extension",
      (f) => (f.copy.atManifest.databases[0]!.timescale = null),
      "the hypertables of the manifest",
      "app: public.events: missing",
    ),
    broken(
      "none at the source",
      (f) => (f.manifest!.databases[0]!.timescale = null),
      "the hypertables of the manifest",
      "app: public.events: not in the manifest",
    ),
    skipped(
      "no TimescaleDB",
      (f) => (f.manifest!.databases[0]!.timescale = f.copy.atManifest.databases[0]!.timescale = null),
      "no database has TimescaleDB",
    ),
  ],
  "timescale-jobs-equal": [
    noManifest,
    noDatabase("the jobs of the manifest"),
    broken(
      "one is off",
      (f) => (f.copy.atManifest.databases[0]!.timescale!.jobs[0]!.scheduled = false),
      "the jobs of the manifest",
      "app: 1000: scheduled is false, was true",
    ),
    broken("no extension", (f) => (f.copy.atManifest.databases[0]!.timescale = null), "the jobs of the manifest", "app: 1000: missing"),
    broken(
      "none at the source",
      (f) => (f.manifest!.databases[0]!.timescale = null),
      "the jobs of the manifest",
      "app: 1000: not in the manifest",
    ),
    skipped(
      "no TimescaleDB",
      (f) => (f.manifest!.databases[0]!.timescale = f.copy.atManifest.databases[0]!.timescale = null),
      "no database has TimescaleDB",
    ),
  ],
};
