import { Container } from "@pulumi/docker/container";
import { crontab } from "../../components/platform/docker/rules/schedule";
import { isHolder, isLongRunning, type Container as ContainerProps } from "../docker/container";
import { partOf } from "../files/part";
import { ofKind } from "../kubernetes/kinds";
import { eachContainer, podIn } from "../kubernetes/pod";
import { each, stackOf, stackPolicy, type Asked } from "../policy";
import { isProduction, production, type Production } from "../production";

type Visit = (command: string) => void;

export const backupVerified = stackPolicy<Production & { command: string }>({
  name: "backup-verified",
  description: "In production backups of Postgres are verified by the clock, and within the deployment.",
  settings: {
    ...production,
    command: { type: "string", default: "\\bdrill\\b.*\\bverify\\b", description: "Regular expression of a command that verifies one." },
  },
  check(resources, report, settings) {
    const verifies = new RegExp(settings.command);
    const missing = new Set(["by the clock", "within the deployment"]);
    each(resources, (resource) => {
      eachScheduled(resource, (command) => verifies.test(command) && missing.delete("by the clock"));
      eachJob(resource, (command) => verifies.test(command) && missing.delete("within the deployment"));
    });
    if (missing.size === 0) return;
    const servers = resources.filter((resource) => isProduction(stackOf(resource.urn), settings) && isServer(resource));
    for (const { name } of servers.slice(0, 1)) {
      report({
        what: `nobody knows whether the backups of Postgres ${name} can be restored`,
        got: `no verification ${[...missing].join(", and none ")}`,
        allowed: "both, in production",
        fix: "set postgres.backup.verification.onUp to true, and leave its schedule",
      });
    }
  },
});

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
