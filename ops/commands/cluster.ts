import { Option, type Command } from "commander";
import { clusterDown, clusterStatus, clusterUp, presentParts, type ClusterPart } from "../../toolchain/cluster";
import { confirmedParts, partNames, partsOf } from "../cluster/down";
import { load } from "../cluster/load";
import { clusterText } from "../cluster/status-view";
import { isInteractive } from "../confirm";
import { exit, type Done } from "../exit";
import { table, wantsColours } from "../table";

interface Json {
  json?: true | undefined;
}

const progress = (line: string): void => console.error(line);

export function clusterCommand(program: Command, done: Done): void {
  const cluster = program.command("cluster").description("a Kubernetes cluster of one node on this machine");
  cluster
    .command("up")
    .description("start it, and build and install first what is missing; its context is added to the kubeconfig")
    .option("-j, --json", "as JSON")
    .action(async (options: Json) => done(await up(options)));
  cluster
    .command("status")
    .description("whether it is usable, where it answers, and what is missing")
    .option("-j, --json", "as JSON")
    .action(async (options: Json) => done(await status(options)));
  cluster
    .command("load")
    .description("send images of this machine's Docker engine to the cluster's registry")
    .argument("<image...>", "as `docker images` shows them")
    .option("-j, --json", "as JSON")
    .action(async (images: string[], options: Json) => done(await loadAll(images, options)));
  cluster
    .command("down")
    .description("stop it; what is on disk stays, but for the parts that are deleted")
    .addOption(new Option("--delete <parts>", `of ${partNames.join(", ")}, with commas between; or all`).argParser(partsOf))
    .option("-y, --yes", "do not ask; deletes what --delete names, and nothing else")
    .action(async (options: { delete?: ClusterPart[]; yes?: boolean }) => done(await down(options)));
}

async function up({ json }: Json): Promise<number> {
  await clusterUp(progress);
  return status({ json });
}

async function status({ json }: Json): Promise<number> {
  const found = await clusterStatus();
  console.log(json ? JSON.stringify(found, undefined, 2) : clusterText(found, wantsColours(process.stdout, process.env)));
  return { ready: exit.done, "not ready": exit.failed, stopped: exit.missing, absent: exit.missing }[found.state];
}

async function loadAll(images: string[], { json }: Json): Promise<number> {
  const loaded = [];
  for (const image of images) loaded.push(await load(image));
  console.log(
    json
      ? JSON.stringify(loaded, undefined, 2)
      : table(
          ["IMAGE", "IN THE CLUSTER"],
          loaded.map(({ image, reference }) => [image, reference]),
          false,
        ),
  );
  return exit.done;
}

async function down({ delete: named, yes = false }: { delete?: ClusterPart[]; yes?: boolean }): Promise<number> {
  await clusterDown(progress, await confirmedParts(named, yes, presentParts(), isInteractive()));
  return exit.done;
}
