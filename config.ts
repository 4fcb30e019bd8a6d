import { Output } from "@pulumi/pulumi";
import { z } from "zod";
import { isSchedule } from "./components/backup/schedules";
import { hostPattern, routePathPattern } from "./components/gateway/route";
import { conflictsIn } from "./config-conflicts";
import { folderProblems } from "./config-folders";
import { configInput } from "./config-input";
import { ConfigError, knownKeys, problemsOf } from "./config-problems";
import { postgresRecovery, redisRecovery } from "./config-recovery";
import { isCertificate } from "./config-storage";
import { isFindingId } from "./components/preflight/checks";
import { folderPattern, imagePattern, registryPattern } from "./components/platform/images";
import { cpuPattern, sizePattern, type Cpu, type Size } from "./components/platform/units";

const cpu = z.custom<Cpu>((value) => typeof value === "string" && cpuPattern.test(value), {
  error: 'allowed is a whole number of thousandths of a core, as in "500m"',
});
const size = z.custom<Size>((value) => typeof value === "string" && sizePattern.test(value), {
  error: 'allowed is a whole number of Mi or Gi, as in "512Mi" or "2Gi"',
});
const name = z.string().regex(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/, {
  error: "allowed are 1 to 40 characters of a to z, 0 to 9 and -, beginning with a letter, ending with a letter or digit",
});
const path = z.string().regex(/^\/[A-Za-z0-9._~/-]*$/, { error: 'allowed is a URL path as in "/health"' });
const routePath = z.string().regex(routePathPattern, { error: 'allowed is a URL path of whole segments as in "/notes", or "/"' });
const hostName = z.string().regex(hostPattern, { error: 'allowed is a host name in lower case as in "shop.example.com"' });
const folder = z.string().regex(folderPattern, { error: 'allowed is a folder of the project, written as in "services/notes"' });
const image = z.string().regex(imagePattern, {
  error: 'allowed is an image reference as in "registry.example/shop:1.2" or, better, with "@sha256:" and 64 hex digits',
});
const port = z.int().min(1).max(65535);
const secretVersion = z.int().min(1).default(1);

const resources = (requestCpu: Cpu, limitCpu: Cpu, requestMemory: Size, limitMemory: Size) =>
  z
    .strictObject({
      requests: z.strictObject({ cpu: cpu.default(requestCpu), memory: size.default(requestMemory) }).prefault({}),
      limits: z.strictObject({ cpu: cpu.default(limitCpu), memory: size.default(limitMemory) }).prefault({}),
    })
    .prefault({});

/** A bucket for backups, and where it is. */
const objectStorage = z.discriminatedUnion("place", [
  z.strictObject({ place: z.literal("stack") }),
  z.strictObject({
    place: z.literal("outside"),
    endpoint: z.string().regex(hostPattern, { error: 'allowed is a host name in lower case as in "s3.eu-central-1.amazonaws.com"' }),
    port: port.default(443),
    bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, {
      error: 'allowed is a bucket\'s name as in "shop-backups": 3 to 63 characters of a to z, 0 to 9, . and -',
    }),
    region: z.string().regex(/^[a-z0-9-]+$/, { error: 'allowed is a region as in "eu-central-1"' }),
    uriStyle: z.enum(["host", "path"]).default("host"),
    keyId: z.string().regex(/^[\x21-\x7e]+$/, { error: "allowed is the id of an access key, which is no secret" }),
    caCertificate: z.string().refine(isCertificate, { error: "allowed is a certificate in PEM" }).optional(),
  }),
]);

const cron = z.string().refine(isSchedule, { error: 'allowed are five cron fields, in UTC, as in "0 2 * * *"' });

const vaultPath = z
  .string()
  .regex(/^[^/\s?#]+(\/[^/\s?#]+)*$/, { error: 'allowed is a path without a slash at its ends, as in "teams/data"' });

/** Where the passphrase of the repository is kept; the secret id is `vaultSecretId`. */
const vault = z.strictObject({
  address: z
    .string()
    .regex(/^https:\/\/[^\s/?#@]+$/, { error: 'allowed is an HTTPS URL without a path, as in "https://vault.example:8200"' }),
  caCertificate: z
    .string()
    .regex(/^-----BEGIN CERTIFICATE-----\n[^]+\n-----END CERTIFICATE-----\n?$/, { error: "allowed is a certificate as PEM" })
    .optional(),
  namespace: vaultPath.optional(),
  mount: vaultPath.default("secret"),
  path: vaultPath,
  field: z.string().min(1),
  /** Pinned: a new version in Vault changes no repository. */
  version: z.int().min(1),
  roleId: z.string().min(1),
  /** The secret id is a wrapping token, which opens once. */
  secretIdWrapped: z.boolean().default(false),
});
/** When what was backed up is restored and judged. */
const verification = (schedule: string) => ({
  schedule: cron.default(schedule),
  /** Within every `up` as well, which fails when it does not pass. */
  onUp: z.boolean().default(false),
});
/** Defaults of both; the schedules are in UTC. */
const fileBackup = (schedule: string, storage: Size, verified: string) =>
  z
    .strictObject({
      schedule: cron.default(schedule),
      retentionDays: z.int().min(1).max(3650).default(7),
      /** So many stay, however old they are. */
      retentionCount: z.int().min(1).max(1000).default(1),
      storage: size.default(storage),
      verification: z.strictObject(verification(verified)).prefault({}),
    })
    .prefault({});

const backup = z.strictObject({
  schedules: z
    .strictObject({
      /** Sundays at 02:00 UTC. */
      full: cron.default("0 2 * * 0"),
      /** All other days at 02:00 UTC. */
      differential: cron.default("0 2 * * 1-6"),
      incremental: cron.optional(),
    })
    .prefault({}),
  /** 0: the number of full backups alone decides. */
  retentionDays: z.int().min(0).max(3650).default(7),
  /** So many stay, however old they are. */
  retentionFullBackups: z.int().min(1).max(1000).default(1),
  verification: z
    .strictObject({
      /** Daily at 04:00 UTC. */
      ...verification("0 4 * * *"),
      /** From the start of a restore until the copy takes writes. */
      recoveryTimeMinutes: z.int().min(1).max(1440).default(30),
    })
    .prefault({}),
  /** On a volume of the stack. */
  localRepository: z.boolean().default(true),
  objectStorage: objectStorage.optional(),
  /** Left out, the passphrase is generated. */
  vault: vault.optional(),
  dump: fileBackup("30 3 * * *", "5Gi", "30 4 * * *"),
});

const postgres = z.strictObject({
  resources: resources("200m", "1000m", "256Mi", "1Gi"),
  storage: size.default("10Gi"),
  maxConnections: z.int().min(10).max(1000).default(100),
  backup: backup.prefault({}),
  recovery: postgresRecovery.optional(),
  secretVersion,
});

/** S3 over a volume of the stack. */
const objectStore = z.strictObject({
  enabled: z.boolean().default(false),
  resources: resources("50m", "1000m", "64Mi", "256Mi"),
  storage: size.default("10Gi"),
});

const redis = z.strictObject({
  resources: resources("100m", "500m", "128Mi", "256Mi"),
  storage: size.default("2Gi"),
  eviction: z.enum(["noeviction", "allkeys-lru", "volatile-lru"]).default("noeviction"),
  backup: fileBackup("30 2 * * *", "1Gi", "0 3 * * *"),
  recovery: redisRecovery.optional(),
  secretVersion,
});

const gateway = z.strictObject({
  /** Of the host; on Kubernetes, of every node. */
  port: port.optional(),
  /** The host address it answers on; on Kubernetes, one under which nodes are reached. */
  address: z.ipv4().default("127.0.0.1"),
  /** HTTPS with a certificate of the stack's own authority. */
  tls: z.boolean().default(true),
  /** Names under which clients reach it. */
  hosts: z.array(hostName).default([]),
  resources: resources("100m", "500m", "64Mi", "128Mi"),
});

const certificates = z
  .strictObject({
    lifetimeDays: z.int().min(2).max(825).default(90),
    renewBeforeDays: z.int().min(1).default(30),
  })
  .refine(({ lifetimeDays, renewBeforeDays }) => renewBeforeDays < lifetimeDays, {
    error: "allowed is a renewBeforeDays below lifetimeDays: every `up` would renew",
  });
const hostTuning = z.strictObject({
  enabled: z.boolean().default(false),
  ssh: z
    .strictObject({
      host: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.:-]*$/, { error: "allowed is a host name or an address" }),
      port: port.default(22),
      user: z.string().min(1).default("root"),
      hostKey: z.string().regex(/^(ssh|ecdsa)-[a-z0-9-]+ [A-Za-z0-9+/]+=*( .*)?$/, {
        error: 'allowed is the host\'s public key as in "ssh-ed25519 AAAA…"',
      }),
    })
    .optional(),
});

const application = z
  .strictObject({
    /** A folder with a Dockerfile, relative to the project. */
    build: folder.optional(),
    /** An image that somebody else publishes. */
    image: image.optional(),
    port: port.default(8080),
    /** Ready when this answers. */
    health: path.default("/health"),
    /** Restarted when this stops answering; it must not depend on other services. Left out, only a crash restarts it. */
    live: path.optional(),
    needs: z
      .array(z.enum(["postgres", "redis"]))
      .refine((needs) => new Set(needs).size === needs.length, { error: "allowed is each store once" })
      .default([]),
    replicas: z.int().min(1).max(20).default(1),
    resources: resources("100m", "500m", "128Mi", "512Mi"),
    env: z
      .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: "allowed are letters, digits and _, first no digit" }), z.string())
      .default({}),
    exposure: z
      .discriminatedUnion("to", [
        z.strictObject({ to: z.literal("gateway"), path: routePath.optional(), port: port.optional() }),
        z.strictObject({ to: z.literal("host"), port }),
        z.strictObject({ to: z.literal("stack") }),
      ])
      .default({ to: "gateway" }),
    /** May open connections to addresses outside the stack. */
    egress: z.boolean().default(false),
    user: z.int().min(1).max(65_534).default(10001),
    secretVersion,
  })
  .refine(({ build, image }) => build !== undefined || image !== undefined, {
    error: "allowed is exactly one of build and image; give one",
  })
  .refine(({ build, image }) => build === undefined || image === undefined, {
    error: "allowed is exactly one of build and image; remove one",
  });

const secret = (example: string) =>
  z.custom<Output<string>>((value) => Output.isInstance(value), { error: `allowed is a secret: pulumi config set --secret ${example}` });

/** What the machine must have, whatever the stack asks for. */
const preflight = z.strictObject({
  disk: size.default("30Gi"),
  memory: size.default("4Gi"),
  cpus: z.int().min(1).default(2),
  ports: z.array(port).default([]),
  airGapped: z.boolean().default(false),
  accept: z
    .array(z.string().refine(isFindingId, { error: "allowed is the id of a finding, see `./ballast preflight --list`" }))
    .default([]),
});

/** Where the cluster is, and how it gets images. */
const kubernetes = z.strictObject({
  /** Of the kubeconfig: a stack never follows whatever context is current. */
  context: z.string().min(1),
  /** Where images are pushed to, and pulled from. */
  registry: z.string().regex(registryPattern, { error: 'allowed is a registry as in "localhost:5001" or "registry.example/team"' }),
  /** Left out, the cluster's default class. */
  storageClass: z.string().min(1).optional(),
  ingress: z
    .strictObject({
      /** Left out, the cluster's default class. */
      className: z.string().min(1).optional(),
      /** Where its HTTPS answers. */
      port: port.default(443),
      /** For its controller, as in nginx.ingress.kubernetes.io/backend-protocol. */
      annotations: z.record(z.string(), z.string()).default({}),
    })
    .optional(),
});

const schema = z.strictObject({
  platform: z.enum(["docker", "kubernetes"]).default("docker"),
  kubernetes: kubernetes.optional(),
  protectData: z.boolean().default(true),
  preflight: preflight.prefault({}),
  postgres: postgres.prefault({}),
  redis: redis.prefault({}),
  objectStore: objectStore.prefault({}),
  objectStorageKey: z
    .custom<Output<string>>((value) => Output.isInstance(value), {
      error: "allowed is a secret: pulumi config set --secret ballast:objectStorageKey",
    })
    .optional(),
  gateway: gateway.prefault({}),
  certificates: certificates.prefault({}),
  hostTuning: hostTuning.prefault({}),
  hostTuningKey: secret("ballast:hostTuningKey <KEYFILE").optional(),
  vaultSecretId: secret("ballast:vaultSecretId").optional(),
  /** Secrets that a recovery puts back. */
  recovered: secret("ballast:recovered").optional(),
  applications: z.record(name, application).default({}),
});

type ParsedConfig = z.infer<typeof schema>;
export type StackConfig = ParsedConfig & { gateway: { port: number } };
export type KubernetesConfig = NonNullable<StackConfig["kubernetes"]>;
export type ApplicationConfig = StackConfig["applications"][string];

/** The stack's configuration, complete with defaults. @throws ConfigError that names every wrong key at once */
export function loadConfig(): StackConfig {
  const input = configInput(Object.keys(schema.shape));
  const { config, problems } = checked(input.raw);
  const folders = config ? folderProblems(config.applications, process.cwd()) : [];
  return accepted(config, [...input.problems, ...problems, ...folders]);
}

/**
 * @param raw key → value, without the namespace
 * @throws ConfigError that names every wrong key at once
 */
export function parseConfig(raw: Record<string, unknown>): StackConfig {
  const { config, problems } = checked(raw);
  return accepted(config, problems);
}

/** @returns no configuration where a value is wrong by itself; rules that span several keys are not looked at then */
function checked(raw: Record<string, unknown>): { config?: StackConfig; problems: string[] } {
  const { success, data, error } = schema.safeParse(raw, { reportInput: true, error: knownKeys });
  if (!success) return { problems: error.issues.flatMap(problemsOf) };
  const config = complete(data);
  return { config, problems: conflictsIn(config) };
}

/** Ports of nodes are from a range of their own. */
function complete(config: ParsedConfig): StackConfig {
  return { ...config, gateway: { ...config.gateway, port: config.gateway.port ?? (config.platform === "kubernetes" ? 30_000 : 8080) } };
}

function accepted(config: StackConfig | undefined, problems: string[]): StackConfig {
  if (!config || problems.length > 0) throw new ConfigError(problems);
  return config;
}
