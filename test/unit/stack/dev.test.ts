/**
 * The whole program for the development stack, under mocks.
 * Does NOT prove: that the engine gives these URNs and keeps them, that a secret is encrypted in the state, that the Docker provider accepts
 * the arguments or shows no difference on the next preview, and that anything starts. test/engine and test/docker prove those. What it
 * exports is in contract.test.ts.
 */
import { devApplications, longRunning, ofType, one, runProgram } from "./program";
import { canary, idOf, type Asked } from "./record";

let resources: Asked[];

beforeAll(async () => {
  ({ resources } = await runProgram({ applications: devApplications() }));
}, 120_000);

const holders = ["counter", "gateway", "notes", "postgres-backup", "postgres", "postgres-dump", "redis"].map(
  (holder) => `${holder}-certificate`,
);
const jobs = [
  "postgres-backup-differential",
  "postgres-backup-full",
  "postgres-dump",
  "postgres-dump-verification",
  "postgres-verification",
  "redis-backup",
  "redis-backup-verification",
];
const fileVolumes = ["certificates-metrics", ...holders, "postgres-backup-configuration"].sort();

/** Everything there is, and what it belongs to. */
const tree: Record<string, string[]> = {
  "": [
    "Application::counter",
    "Application::notes",
    "Backup::postgres-backup",
    "BackupVerification::postgres-verification",
    "CertificateAuthority::certificates",
    "Docker::docker",
    "FileBackup::postgres-dump",
    "FileBackup::redis-backup",
    "FileVerification::postgres-dump-verification",
    "FileVerification::redis-backup-verification",
    "Gateway::gateway",
    "Postgres::postgres",
    "Preflight::preflight",
    "Redis::redis",
  ],
  "Docker::docker": ["DockerImages::images", "DockerNetworks::networks", "DockerScheduler::scheduler"],
  "DockerScheduler::scheduler": ["Container::scheduler", "Volume::scheduler"],
  "DockerImages::images": [
    "RemoteImage::base",
    "RemoteImage::images-gateway",
    "RemoteImage::images-postgres",
    "RemoteImage::images-redis",
    "RemoteImage::images-supercronic",
    "RemoteImage::services-counter",
    "RemoteImage::services-drill",
    "RemoteImage::services-notes",
  ],
  "DockerNetworks::networks": [
    "Network::counter",
    "Network::edge",
    "Network::gateway",
    "Network::notes",
    "Network::postgres",
    "Network::redis",
  ],
  "Postgres::postgres": [
    "Container::postgres-databases",
    "Container::postgres-databases-files",
    "ContainerGate::postgres-databases-run",
    "DockerFileVolume::postgres-backup-certificate",
    "DockerFileVolume::postgres-certificate",
    "DockerFileVolume::postgres-dump-certificate",
    "GeneratedSecret::postgres-admin-password",
    "GeneratedSecret::postgres-archive-key",
    "GeneratedSecret::postgres-evidence-key",
    "GeneratedSecret::postgres-notes-password",
    "LeafCertificate::postgres-backup-certificate",
    "LeafCertificate::postgres-certificate",
    "LeafCertificate::postgres-dump-certificate",
    "Volume::postgres-data",
    "Volume::postgres-evidence",
    "Volume::postgres-repository",
    "Workload::postgres",
  ],
  "Redis::redis": [
    "Container::redis-users",
    "Container::redis-users-files",
    "ContainerGate::redis-users-run",
    "DockerFileVolume::redis-certificate",
    "GeneratedSecret::redis-admin-password",
    "GeneratedSecret::redis-backup-password",
    "GeneratedSecret::redis-counter-password",
    "LeafCertificate::redis-certificate",
    "Volume::redis-data",
    "Workload::redis",
  ],
  "Application::notes": ["DockerFileVolume::notes-certificate", "LeafCertificate::notes-certificate", "Workload::notes"],
  "Application::counter": ["DockerFileVolume::counter-certificate", "LeafCertificate::counter-certificate", "Workload::counter"],
  "Gateway::gateway": ["DockerFileVolume::gateway-certificate", "LeafCertificate::gateway-certificate", "Workload::gateway"],
  "CertificateAuthority::certificates": ["AuthorityCertificate::certificates-authority", "DockerFileVolume::certificates-metrics"],
  ...Object.fromEntries(fileVolumes.map((name) => [`DockerFileVolume::${name}`, [`Container::${name}-files`, `Volume::${name}`]])),
  "Backup::postgres-backup": [
    "DockerFileVolume::postgres-backup-configuration",
    "ScheduledJob::postgres-backup-differential",
    "ScheduledJob::postgres-backup-full",
  ],
  "BackupVerification::postgres-verification": ["ScheduledJob::postgres-verification", "Volume::postgres-verification-copy"],
  ...Object.fromEntries(
    jobs.map((job) => [`ScheduledJob::${job}`, [`Container::${job}`, `Container::${job}-files`, `ContainerGate::${job}-ready`]]),
  ),
  "FileBackup::postgres-dump": ["AgeIdentity::postgres-dump-key", "ScheduledJob::postgres-dump", "Volume::postgres-dumps"],
  "FileBackup::redis-backup": ["AgeIdentity::redis-backup-key", "ScheduledJob::redis-backup", "Volume::redis-backups"],
  ...Object.fromEntries(
    ["postgres-dump-verification", "redis-backup-verification"].map((name) => [
      `FileVerification::${name}`,
      [`GeneratedSecret::${name}-key`, `ScheduledJob::${name}`, `Volume::${name}-copy`, `Volume::${name}-evidence`],
    ]),
  ),
  "Workload::postgres": [
    "Container::postgres",
    "Container::postgres-backup",
    "Container::postgres-backup-files",
    "Container::postgres-files",
    "ContainerGate::postgres-backup-ready",
    "ContainerGate::postgres-ready",
  ],
  "Workload::redis": ["Container::redis", "Container::redis-files", "ContainerGate::redis-ready"],
  "Workload::gateway": ["Container::gateway", "Container::gateway-files", "ContainerGate::gateway-ready"],
  "Workload::notes": [
    "Container::notes",
    "Container::notes-2",
    "Container::notes-2-files",
    "Container::notes-files",
    "ContainerGate::notes-2-ready",
    "ContainerGate::notes-ready",
  ],
  "Workload::counter": [
    "Container::counter",
    "Container::counter-2",
    "Container::counter-2-files",
    "Container::counter-files",
    "ContainerGate::counter-2-ready",
    "ContainerGate::counter-ready",
  ],
};

test("asks for exactly these resources, each below its component", () => {
  const found: Record<string, string[]> = {};
  for (const resource of resources) (found[resource.parent] ??= []).push(idOf(resource));
  expect(found).toEqual(tree);
});

test("asks for exactly this many of each type", () => {
  const counts: Record<string, number> = {};
  for (const { type } of resources) counts[type] = (counts[type] ?? 0) + 1;
  expect(counts).toEqual({
    AgeIdentity: 2,
    Application: 2,
    AuthorityCertificate: 1,
    Backup: 1,
    BackupVerification: 1,
    CertificateAuthority: 1,
    Container: 44,
    ContainerGate: 17,
    Docker: 1,
    DockerFileVolume: 9,
    DockerImages: 1,
    DockerNetworks: 1,
    DockerScheduler: 1,
    FileBackup: 2,
    FileVerification: 2,
    Gateway: 1,
    GeneratedSecret: 9,
    LeafCertificate: 7,
    Network: 6,
    Postgres: 1,
    Preflight: 1,
    Redis: 1,
    RemoteImage: 8,
    ScheduledJob: 7,
    Volume: 21,
    Workload: 5,
  });
});

test("protects exactly the volumes with data and evidence, the authority and the keys of backups", () => {
  expect(resources.filter(({ protect }) => protect).map(idOf)).toEqual([
    "AgeIdentity::postgres-dump-key",
    "AgeIdentity::redis-backup-key",
    "AuthorityCertificate::certificates-authority",
    "GeneratedSecret::postgres-archive-key",
    "Volume::postgres-data",
    "Volume::postgres-dump-verification-copy",
    "Volume::postgres-dump-verification-evidence",
    "Volume::postgres-dumps",
    "Volume::postgres-evidence",
    "Volume::postgres-repository",
    "Volume::postgres-verification-copy",
    "Volume::redis-backup-verification-copy",
    "Volume::redis-backup-verification-evidence",
    "Volume::redis-backups",
    "Volume::redis-data",
  ]);
});

test("gives every container that runs a memory limit without swap, a health check and a restart", () => {
  const limits = longRunning(resources).map(({ name, inputs }) => [name, inputs.memory, inputs.memorySwap, inputs.restart]);
  expect(limits).toEqual([
    ["counter", 512, 512, "unless-stopped"],
    ["counter-2", 512, 512, "unless-stopped"],
    ["gateway", 128, 128, "unless-stopped"],
    ["notes", 512, 512, "unless-stopped"],
    ["notes-2", 512, 512, "unless-stopped"],
    ["postgres", 1024, 1024, "unless-stopped"],
    ["postgres-backup", 256, 256, "unless-stopped"],
    ["postgres-backup-differential", 512, 512, "unless-stopped"],
    ["postgres-backup-full", 512, 512, "unless-stopped"],
    ["postgres-dump", 512, 512, "unless-stopped"],
    ["postgres-dump-verification", 1024, 1024, "unless-stopped"],
    ["postgres-verification", 1024, 1024, "unless-stopped"],
    ["redis", 256, 256, "unless-stopped"],
    ["redis-backup", 512, 512, "unless-stopped"],
    ["redis-backup-verification", 512, 512, "unless-stopped"],
  ]);
  for (const { name, inputs } of longRunning(resources)) {
    const tests = jobs.includes(name)
      ? ["CMD", "/opt/supercronic/supercronic", "-test", "/run/config/crontab"]
      : ["CMD", "bash", "-c", expect.any(String)];
    expect(inputs.healthcheck).toEqual(expect.objectContaining({ tests, retries: expect.any(Number) as number }));
  }
});

test("leaves every other container unstarted: jobs, which their gate starts, and the holders of files", () => {
  const others = ofType(resources, "Container").filter(({ inputs }) => inputs.start === false);
  expect(others.map(({ name }) => name)).toEqual([
    "certificates-metrics-files",
    "counter-2-files",
    "counter-certificate-files",
    "counter-files",
    "gateway-certificate-files",
    "gateway-files",
    "notes-2-files",
    "notes-certificate-files",
    "notes-files",
    "postgres-backup-certificate-files",
    "postgres-backup-configuration-files",
    "postgres-backup-differential-files",
    "postgres-backup-files",
    "postgres-backup-full-files",
    "postgres-certificate-files",
    "postgres-databases",
    "postgres-databases-files",
    "postgres-dump-certificate-files",
    "postgres-dump-files",
    "postgres-dump-verification-files",
    "postgres-files",
    "postgres-verification-files",
    "redis-backup-files",
    "redis-backup-verification-files",
    "redis-certificate-files",
    "redis-files",
    "redis-users",
    "redis-users-files",
    "scheduler",
  ]);
  for (const { inputs } of others) expect(inputs).toMatchObject({ start: false, mustRun: false, restart: "no" });
  for (const job of ["postgres-databases", "redis-users"]) {
    const { memory, memorySwap } = one(resources, "Container", job).inputs;
    expect(memory).toBe(job === "redis-users" ? 64 : 128);
    expect(memorySwap).toBe(memory);
  }
});

test("stops databases within 120 s and the others within 30 s", () => {
  const times = longRunning(resources).map(({ name, inputs }) => [name, inputs.stopTimeout, inputs.destroyGraceSeconds]);
  expect(times).toEqual([
    ["counter", 30, 30],
    ["counter-2", 30, 30],
    ["gateway", 30, 30],
    ["notes", 30, 30],
    ["notes-2", 30, 30],
    ["postgres", 120, 120],
    ["postgres-backup", 120, 120],
    ["postgres-backup-differential", 30, 30],
    ["postgres-backup-full", 30, 30],
    ["postgres-dump", 30, 30],
    ["postgres-dump-verification", 30, 30],
    ["postgres-verification", 30, 30],
    ["redis", 120, 120],
    ["redis-backup", 30, 30],
    ["redis-backup-verification", 30, 30],
  ]);
});

test("replaces every container delete-first, and for what the provider would silently ignore", () => {
  for (const container of ofType(resources, "Container")) {
    expect(container).toMatchObject({
      deleteBeforeReplace: true,
      replaceOnChanges: ["cpuPeriod", "cpuQuota", "destroyGraceSeconds", "healthcheck", "init", "mounts", "tmpfs"],
    });
  }
});

test("publishes one port, the gateway's, on loopback", () => {
  const published = ofType(resources, "Container").flatMap(({ name, inputs }) => {
    const ports = (inputs.ports ?? []) as unknown[];
    return ports.map((port) => [name, port]);
  });
  expect(published).toEqual([["gateway", { internal: 8080, external: 8080, ip: "127.0.0.1", protocol: "tcp" }]]);
});

test("joins each container to its own network, those it needs, and nothing else", () => {
  const joined = ofType(resources, "Container")
    .filter(({ name }) => !name.endsWith("-files"))
    .map(({ name, inputs }) => [
      name,
      inputs.networkMode,
      ...(inputs.networksAdvanced as { name: string; aliases: string[] }[]).map((network) =>
        [network.name, ...network.aliases].join(" as "),
      ),
    ]);
  expect(joined).toEqual([
    ["counter", "bridge", "ballast-dev-counter as counter", "ballast-dev-redis"],
    ["counter-2", "bridge", "ballast-dev-counter as counter", "ballast-dev-redis"],
    ["gateway", "bridge", "ballast-dev-gateway as gateway", "ballast-dev-notes", "ballast-dev-counter", "ballast-dev-edge"],
    ["notes", "bridge", "ballast-dev-notes as notes", "ballast-dev-postgres"],
    ["notes-2", "bridge", "ballast-dev-notes as notes", "ballast-dev-postgres"],
    ["postgres", "bridge", "ballast-dev-postgres as postgres"],
    ["postgres-backup", "bridge", "ballast-dev-postgres as postgres-backup"],
    ["postgres-backup-differential", "bridge", "ballast-dev-postgres"],
    ["postgres-backup-full", "bridge", "ballast-dev-postgres"],
    ["postgres-databases", "bridge", "ballast-dev-postgres"],
    ["postgres-dump", "bridge", "ballast-dev-postgres"],
    ["postgres-dump-verification", "none"],
    ["postgres-verification", "none"],
    ["redis", "bridge", "ballast-dev-redis as redis"],
    ["redis-backup", "bridge", "ballast-dev-redis"],
    ["redis-backup-verification", "none"],
    ["redis-users", "bridge", "ballast-dev-redis"],
    ["scheduler", "none"],
  ]);
  for (const { name, inputs } of ofType(resources, "Container").filter((container) => container.name.endsWith("-files"))) {
    expect([name, inputs.networkMode, inputs.networksAdvanced]).toEqual([name, "none", undefined]);
  }
});

test("gives no network a way out of the host but the edge, whose members cannot reach each other", () => {
  const out = ofType(resources, "Network").filter(({ inputs }) => inputs.internal !== true);
  expect(out.map(({ name, inputs }) => [name, inputs.options])).toEqual([["edge", { "com.docker.network.bridge.enable_icc": "false" }]]);
});

test("mounts each volume with data in the one container that writes it and where it is backed up, and each certificate read-only where its holder runs", () => {
  const mounted = ofType(resources, "Container").flatMap(({ name, inputs }) =>
    ((inputs.mounts ?? []) as { source: string; target: string; readOnly: boolean }[]).map((mount) => [
      name,
      mount.source,
      mount.target,
      mount.readOnly,
    ]),
  );
  const mountedAt = (folder: RegExp) => mounted.filter(([, , target]) => folder.test(target as string));
  const certified: [string, string][] = [
    ["counter", "counter"],
    ["counter-2", "counter"],
    ["gateway", "gateway"],
    ["notes", "notes"],
    ["notes-2", "notes"],
    ["postgres", "postgres"],
    ["postgres-backup", "postgres-backup"],
    ["postgres-backup-differential", "postgres-backup"],
    ["postgres-backup-full", "postgres-backup"],
    ["postgres-databases", "postgres"],
    ["postgres-dump", "postgres-dump"],
    ["redis", "redis"],
    ["redis-backup", "redis"],
    ["redis-users", "redis"],
  ];
  expect(mountedAt(/^\/run\/certificates$/)).toEqual(
    certified.map(([unit, holder]) => [unit, `ballast-dev-${holder}-certificate`, "/run/certificates", true]),
  );
  expect(mountedAt(/^\/files$/)).toEqual(fileVolumes.map((name) => [`${name}-files`, `ballast-dev-${name}`, "/files", false]));
  expect(mountedAt(/copy|evidence/)).toEqual([
    ["postgres-backup-differential", "ballast-dev-postgres-evidence", "/evidence", true],
    ["postgres-backup-full", "ballast-dev-postgres-evidence", "/evidence", true],
    ["postgres-dump", "ballast-dev-postgres-dump-verification-evidence", "/evidence", true],
    ["postgres-dump-verification", "ballast-dev-postgres-dump-verification-copy", "/copy", false],
    ["postgres-dump-verification", "ballast-dev-postgres-dump-verification-evidence", "/evidence", false],
    ["postgres-verification", "ballast-dev-postgres-verification-copy", "/copy", false],
    ["postgres-verification", "ballast-dev-postgres-evidence", "/evidence", false],
    ["redis-backup", "ballast-dev-redis-backup-verification-evidence", "/evidence", true],
    ["redis-backup-verification", "ballast-dev-redis-backup-verification-copy", "/copy", false],
    ["redis-backup-verification", "ballast-dev-redis-backup-verification-evidence", "/evidence", false],
  ]);
  expect(mountedAt(/data|repository|backups/)).toEqual([
    ["postgres", "ballast-dev-postgres-data", "/pgdata", false],
    ["postgres", "ballast-dev-postgres-repository", "/repository", false],
    ["postgres-backup", "ballast-dev-postgres-data", "/pgdata", true],
    ["postgres-backup-differential", "ballast-dev-postgres-repository", "/repository", false],
    ["postgres-backup-full", "ballast-dev-postgres-repository", "/repository", false],
    ["postgres-dump", "ballast-dev-postgres-dumps", "/backups", false],
    ["postgres-dump-verification", "ballast-dev-postgres-dumps", "/backups", true],
    ["postgres-verification", "ballast-dev-postgres-repository", "/repository", true],
    ["redis", "ballast-dev-redis-data", "/data", false],
    ["redis-backup", "ballast-dev-redis-backups", "/backups", false],
    ["redis-backup-verification", "ballast-dev-redis-backups", "/backups", true],
  ]);
});

describe("secrets", () => {
  const names = [
    "postgres-admin-password",
    "postgres-archive-key",
    "postgres-evidence-key",
    "postgres-notes-password",
    "postgres-dump-key",
    "postgres-dump-verification-key",
    "redis-admin-password",
    "redis-backup-key",
    "redis-backup-password",
    "redis-backup-verification-key",
    "redis-counter-password",
  ];

  test("appear in uploads and nowhere else", () => {
    const elsewhere = resources.map(({ inputs, ...rest }) => ({
      ...rest,
      // The authority's key is what the others are signed with.
      inputs: { ...inputs, uploads: undefined, ...(rest.type === "LeafCertificate" && { authorityKey: undefined }) },
    }));
    const text = JSON.stringify(elsewhere);
    for (const name of names) expect(text).not.toContain(canary(name));
    expect(text).not.toContain("canary-of");
  });

  test("reach exactly those who need them", () => {
    const files = ofType(resources, "Container").flatMap(({ name, inputs }) =>
      ((inputs.uploads ?? []) as { file: string; content: string }[])
        .filter(({ content }) => content.includes("canary-of"))
        .map(({ file, content }) => [name, file, content]),
    );
    const databaseUrl = `postgres://notes_1:${canary("postgres-notes-password")}@postgres:5432/notes?sslmode=verify-full&sslrootcert=/run/certificates/ca.crt&sslcert=/run/certificates/tls.crt&sslkey=/run/certificates/tls.key`;
    const key = (holder: string) => [`${holder}-certificate-files`, "/files/tls.key", canary(`${holder}-certificate`)];
    const passphrase = `[global]\nrepo1-cipher-pass=${canary("postgres-archive-key")}\n`;
    const evidenceKey = canary("postgres-evidence-key");
    const redisUrl = `rediss://counter_1:${canary("redis-counter-password")}@redis:6379`;
    expect(files).toEqual([
      ["counter-2-files", "/run/secrets/redis-url", redisUrl],
      key("counter"),
      ["counter-files", "/run/secrets/redis-url", redisUrl],
      key("gateway"),
      ["notes-2-files", "/run/secrets/database-url", databaseUrl],
      key("notes"),
      ["notes-files", "/run/secrets/database-url", databaseUrl],
      key("postgres-backup"),
      ["postgres-backup-configuration-files", "/files/configuration.json", expect.stringContaining(canary("certificates-authority"))],
      ["postgres-backup-differential-files", "/run/secrets/evidence-key", evidenceKey],
      ["postgres-backup-differential-files", "/run/secrets/pgbackrest.conf", passphrase],
      ["postgres-backup-full-files", "/run/secrets/evidence-key", evidenceKey],
      ["postgres-backup-full-files", "/run/secrets/pgbackrest.conf", passphrase],
      key("postgres"),
      ["postgres-databases-files", "/run/secrets/admin-password", canary("postgres-admin-password")],
      ["postgres-databases-files", "/run/secrets/notes_1", canary("postgres-notes-password")],
      key("postgres-dump"),
      ["postgres-dump-verification-files", "/run/secrets/evidence-key", canary("postgres-dump-verification-key")],
      ["postgres-dump-verification-files", "/run/secrets/identity", `${canary("postgres-dump-key")}\n`],
      ["postgres-files", "/run/secrets/admin-password", canary("postgres-admin-password")],
      ["postgres-files", "/run/secrets/pgbackrest.conf", passphrase],
      ["postgres-verification-files", "/run/secrets/evidence-key", evidenceKey],
      ["postgres-verification-files", "/run/secrets/pgbackrest.conf", passphrase],
      ["redis-backup-files", "/run/secrets/backup-password", canary("redis-backup-password")],
      ["redis-backup-verification-files", "/run/secrets/evidence-key", canary("redis-backup-verification-key")],
      ["redis-backup-verification-files", "/run/secrets/identity", `${canary("redis-backup-key")}\n`],
      key("redis"),
      ["redis-files", "/run/secrets/admin-password", canary("redis-admin-password")],
      ["redis-files", "/run/secrets/backup-password", canary("redis-backup-password")],
      ["redis-users-files", "/run/secrets/admin-password", canary("redis-admin-password")],
      ["redis-users-files", "/run/secrets/counter_1", canary("redis-counter-password")],
    ]);
  });

  test("keep their mark on the way, so that the engine encrypts the uploads", () => {
    const marked = resources.filter(({ secretInputs }) => secretInputs.length > 0).map(({ name, secretInputs }) => [name, ...secretInputs]);
    const holdersOfFiles = [
      "certificates-metrics-files",
      "counter-2-files",
      "counter-certificate-files",
      "counter-files",
      "gateway-certificate-files",
      "notes-2-files",
      "notes-certificate-files",
      "notes-files",
      "postgres-backup-certificate-files",
      "postgres-backup-configuration-files",
      "postgres-backup-differential-files",
      "postgres-backup-full-files",
      "postgres-certificate-files",
      "postgres-databases-files",
      "postgres-dump-certificate-files",
      "postgres-dump-verification-files",
      "postgres-files",
      "postgres-verification-files",
      "redis-backup-files",
      "redis-backup-verification-files",
      "redis-certificate-files",
      "redis-files",
      "redis-users-files",
    ];
    expect(marked).toEqual([...holdersOfFiles.map((name) => [name, "uploads"]), ...holders.map((name) => [name, "authorityKey"])]);
  });

  test("are marked where they are made", () => {
    const made = ofType(resources, "GeneratedSecret");
    const identities = ofType(resources, "AgeIdentity");
    expect([...made, ...identities].map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(made.map(({ additionalSecretOutputs }) => additionalSecretOutputs)).toEqual(Array(9).fill(["value"]));
    expect(identities.map(({ additionalSecretOutputs }) => additionalSecretOutputs)).toEqual(Array(2).fill(["identity"]));
    const certificates = [...ofType(resources, "AuthorityCertificate"), ...ofType(resources, "LeafCertificate")];
    expect(certificates.map(({ additionalSecretOutputs }) => additionalSecretOutputs)).toEqual(Array(8).fill(["key"]));
    expect(made.map(({ inputs: { length, version } }) => [length, version])).toEqual([
      [32, 1],
      [64, 1],
      [64, 1],
      [64, 1],
      [32, 1],
      [32, 1],
      [32, 1],
      [64, 1],
      [32, 1],
    ]);
  });
});

test("tells the preflight exactly what the stack needs, gathered from all that was described (PF1)", () => {
  const { needs, settings } = one(resources, "Preflight", "preflight").inputs;
  expect(needs).toEqual({
    platform: "docker",
    owner: "ballast-dev",
    ports: [{ service: "gateway", address: "127.0.0.1", port: 8080 }],
    memory: { requests: 1536, limits: 8320 },
    cpu: { requests: 1170 },
    volumes: [
      { name: "ballast-dev-postgres-data", size: 10240 },
      { name: "ballast-dev-postgres-repository", size: 10240 },
      { name: "ballast-dev-postgres-evidence", size: 1024 },
      { name: "ballast-dev-postgres-verification-copy", size: 10240 },
      { name: "ballast-dev-postgres-dumps", size: 5120 },
      { name: "ballast-dev-postgres-dump-verification-copy", size: 10240 },
      { name: "ballast-dev-postgres-dump-verification-evidence", size: 1024 },
      { name: "ballast-dev-redis-backups", size: 1024 },
      { name: "ballast-dev-redis-data", size: 2048 },
      { name: "ballast-dev-redis-backup-verification-copy", size: 2048 },
      { name: "ballast-dev-redis-backup-verification-evidence", size: 1024 },
    ],
    networks: ["postgres", "redis", "notes", "counter", "gateway", "edge"].map((name) => `ballast-dev-${name}`),
    images: [
      { build: "images/postgres", args: expect.any(Object) as object },
      { build: "images/supercronic", args: expect.any(Object) as object },
      { build: "services/drill", args: expect.any(Object) as object },
      { build: "images/redis", args: expect.any(Object) as object },
      { build: "services/notes" },
      { build: "services/counter" },
      { build: "images/gateway", args: expect.any(Object) as object },
    ],
    base: "debian:trixie-slim",
  });
  expect(settings).toEqual({ disk: "30Gi", memory: "4Gi", cpus: 2, ports: [], airGapped: false, accept: [] });
});

describe("order", () => {
  const waits = (type: string, name: string) => one(resources, type, name).dependencies;

  test("everything at the top waits for the preflight, and all else is below something at the top (PF2)", () => {
    const top = resources.filter(({ parent, type }) => parent === "" && type !== "Preflight");
    expect(top.map(({ dependencies }) => dependencies)).toEqual(top.map(() => ["Preflight::preflight"]));
    expect(waits("Preflight", "preflight")).toEqual([]);
  });

  test("each replica waits for the one before to be ready", () => {
    expect(waits("Container", "notes-2")).toContain("ContainerGate::notes-ready");
    expect(waits("Container", "counter-2")).toContain("ContainerGate::counter-ready");
    expect(waits("Container", "notes")).not.toContain("ContainerGate::notes-2-ready");
  });

  test("an application waits for its login, the login for the store, the gateway for all replicas", () => {
    expect(waits("Container", "notes")).toEqual(
      expect.arrayContaining(["ContainerGate::postgres-databases-run", "ContainerGate::postgres-ready"]),
    );
    expect(waits("Container", "counter")).toEqual(expect.arrayContaining(["ContainerGate::redis-users-run", "ContainerGate::redis-ready"]));
    expect(waits("Container", "postgres-databases")).toContain("ContainerGate::postgres-ready");
    expect(waits("ContainerGate", "postgres-databases-run")).toContain("Container::postgres-databases");
    expect(waits("Container", "gateway")).toEqual(
      expect.arrayContaining(["notes-ready", "notes-2-ready", "counter-ready", "counter-2-ready"].map((gate) => `ContainerGate::${gate}`)),
    );
  });

  test("an application does not wait for a store it does not need", () => {
    expect(waits("Container", "notes").filter((id) => id.includes("redis"))).toEqual([]);
    expect(waits("Container", "counter").filter((id) => id.includes("postgres"))).toEqual([]);
  });

  test("gates wait as long as the probes allow", () => {
    const gates = ofType(resources, "ContainerGate").map(({ inputs: { name, until, timeout, container } }) => [
      name,
      until,
      timeout,
      container,
    ]);
    expect(gates).toEqual([
      ["ballast-dev-counter-2", "healthy", 60, "counter-2-id"],
      ["ballast-dev-counter", "healthy", 60, "counter-id"],
      ["ballast-dev-gateway", "healthy", 60, "gateway-id"],
      ["ballast-dev-notes-2", "healthy", 60, "notes-2-id"],
      ["ballast-dev-notes", "healthy", 60, "notes-id"],
      ["ballast-dev-postgres-backup-differential", "healthy", 60, "postgres-backup-differential-id"],
      ["ballast-dev-postgres-backup-full", "healthy", 60, "postgres-backup-full-id"],
      ["ballast-dev-postgres-backup", "healthy", 100, "postgres-backup-id"],
      ["ballast-dev-postgres-databases", "ended", 300, "postgres-databases-id"],
      ["ballast-dev-postgres-dump", "healthy", 60, "postgres-dump-id"],
      ["ballast-dev-postgres-dump-verification", "healthy", 60, "postgres-dump-verification-id"],
      ["ballast-dev-postgres", "healthy", 600, "postgres-id"],
      ["ballast-dev-postgres-verification", "healthy", 60, "postgres-verification-id"],
      ["ballast-dev-redis-backup", "healthy", 60, "redis-backup-id"],
      ["ballast-dev-redis-backup-verification", "healthy", 60, "redis-backup-verification-id"],
      ["ballast-dev-redis", "healthy", 300, "redis-id"],
      ["ballast-dev-redis-users", "ended", 300, "redis-users-id"],
    ]);
  });
});

test("builds every image but the base under a tag that is a hash, and keeps them on the host", () => {
  const [base, ...built] = ofType(resources, "RemoteImage");
  expect(base?.inputs).toEqual({ name: "debian:trixie-slim", keepLocally: true });
  expect(built.map(({ name }) => name)).toEqual([
    "images-gateway",
    "images-postgres",
    "images-redis",
    "images-supercronic",
    "services-counter",
    "services-drill",
    "services-notes",
  ]);
  for (const { name, inputs } of built) {
    expect(inputs.name).toMatch(new RegExp(`^ballast/${name}:[0-9a-f]{16}$`));
    expect(inputs).toMatchObject({ keepLocally: true, build: { dockerfile: "Dockerfile", networkMode: "host" } });
  }
  const contexts = built.map(({ inputs }) => (inputs.build as { context: string }).context);
  expect(contexts).toEqual([
    "images/gateway",
    "images/postgres",
    "images/redis",
    "images/supercronic",
    "services/counter",
    "services/drill",
    "services/notes",
  ]);
});

test("runs every container from the id of an image, never from a tag", () => {
  for (const { name, inputs } of ofType(resources, "Container"))
    expect([name, inputs.image]).toEqual([name, expect.stringMatching(/^sha256:/)]);
});
