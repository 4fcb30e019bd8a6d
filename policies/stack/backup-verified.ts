import { Container } from "@pulumi/docker/container";
import { crontab } from "../../components/platform/docker/rules/schedule";
import { isHolder, isLongRunning, type Container as ContainerProps } from "../docker/container";
import { partOf } from "../files/part";
import { ofKind } from "../kubernetes/kinds";
import { eachContainer, podIn } from "../kubernetes/pod";
import { each, stackOf, stackPolicy, type Asked } from "../policy";
import { isProduction, production, type Production } from "../production";

type Visit = (command: string) => void;

/** Files that each hold all of a store's data: what makes them, and what verifies them. */
const files = [
  {
    what: "dumps of Postgres",
    made: /\bpostgres-dump\b/,
    verifies: /\bdrill\b.*\bverify-dumps\b/,
    key: "postgres.backup.dump.verification",
  },
  { what: "snapshots of Redis", made: /\bredis-backup\b/, verifies: /\bdrill\b.*\bverify-snapshot\b/, key: "redis.backup.verification" },
];

export const backupVerified = stackPolicy<Production & { command: string }>({
  name: "backup-verified",
  description: "In production backups of Postgres, dumps and snapshots are verified by the clock, and within the deployment.",
  settings: {
    ...production,
    command: {
      type: "string",
      default: "\\bdrill\\b.*\\bverify\\b(?!-)",
      description: "Regular expression of a command that verifies a backup of Postgres.",
    },
  },
  check(resources, report, settings) {
    const inProduction = (resource: Asked) => isProduction(stackOf(resource.urn), settings);
    const servers = resources.filter((resource) => inProduction(resource) && isServer(resource));
    for (const { name } of servers.slice(0, 1))
      tell(`backups of Postgres ${name}`, new RegExp(settings.command), "postgres.backup.verification");
    for (const { what, made, verifies, key } of files) {
      if (resources.some((resource) => inProduction(resource) && runs(eachScheduled, resource, made))) tell(what, verifies, key);
    }

    function tell(what: string, verifies: RegExp, key: string): void {
      const missing = [
        ...(resources.some((resource) => runs(eachScheduled, resource, verifies)) ? [] : ["by the clock"]),
        ...(resources.some((resource) => runs(eachJob, resource, verifies)) ? [] : ["within the deployment"]),
      ];
      if (missing.length === 0) return;
      report({
        what: `nobody knows whether the ${what} can be restored`,
        got: `no verification ${missing.join(", and none ")}`,
        allowed: "both, in production",
        fix: `set ${key}.onUp to true, and leave its schedule`,
      });
    }
  },
});

/** @returns whether a resource runs such a command */
function runs(eachCommandOf: (resource: Asked, visit: Visit) => void, resource: Asked, command: RegExp): boolean {
  let found = false;
  eachCommandOf(resource, (text) => (found ||= command.test(text)));
  return found;
}

function isServer(resource: Asked): boolean {
  const part = partOf(resource);
  return part?.service === "postgres" && part.longRunning;
}

/** What it runs by the clock. */
function eachScheduled(resource: Asked, visit: Visit): void {
  if (resource.isType(Container)) {
    each((resource.props as ContainerProps).uploads, ({ file, content }) => {
      if (file === crontab) visit(content ?? "");
    });
  }
  const cronJob = ofKind("CronJob", resource);
  if (cronJob && cronJob.spec?.suspend !== true) eachCommand(resource, visit);
}

/** What it runs once, to its end: the deployment waits for it. */
function eachJob(resource: Asked, visit: Visit): void {
  if (resource.isType(Container)) {
    const container = resource.props as ContainerProps;
    if (!isLongRunning(container) && !isHolder(container))
      visit([...(container.entrypoints ?? []), ...(container.command ?? [])].join(" "));
  }
  if (ofKind("Job", resource)) eachCommand(resource, visit);
}

function eachCommand(resource: Asked, visit: Visit): void {
  const pod = podIn(resource);
  if (pod) eachContainer(pod, ({ command, args }) => visit([...(command ?? []), ...(args ?? [])].join(" ")));
}
