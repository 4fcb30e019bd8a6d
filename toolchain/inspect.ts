import { baseFix, baseName, basePart, presentBase } from "./base-image";
import { cliFix, cliParts, presentClis } from "./cli";
import { cliMachine } from "./cli-machine";
import { answeringEngine, engineFix, enginePart } from "./docker-engine";
import { dockerMachine } from "./docker-machine";
import { goPart, presentGo } from "./go";
import { imageMachine } from "./image-machine";
import { nodePart } from "./node";
import { pathsOf } from "./paths";
import { pluginNames, pluginPart, pluginTitle, presentPlugins } from "./plugin";
import { pluginMachine } from "./plugin-machine";
import { ask } from "./sources";
import type { Part } from "./types";

const bring = "./ballast up downloads or builds it";

/** What is on this machine; looks only. Go is a part when it is here, or when a stand-in has to be built with it. */
export async function inspectToolchain(): Promise<Part[]> {
  const paths = pathsOf(process.env);
  const quiet = () => undefined;
  const notNow = () => Promise.reject(new Error("inspecting builds nothing"));
  const [clis, plugins, goes, docker] = await Promise.all([
    ask(presentClis(cliMachine(paths, notNow, quiet))),
    Promise.all(pluginNames.map((name) => ask(presentPlugins(pluginMachine(name, paths, notNow, quiet))))),
    ask(presentGo(paths.cache)),
    inspectDocker(paths.cache),
  ]);
  return [
    nodePart(),
    ...(clis.answer
      ? cliParts(clis.answer)
      : ["pulumi CLI", "nodejs language host"].map((name) => missing(name, clis.tried, `${bring}; or ${cliFix}`))),
    ...plugins.map(({ answer, tried }, index) =>
      answer ? pluginPart(answer) : missing(pluginTitle(pluginNames[index]!), tried, `${bring}; or ${cliFix}`),
    ),
    ...(goes.answer ? [goPart(goes.answer)] : []),
    ...(goes.answer || (clis.answer && plugins.every(({ answer }) => answer)) ? [] : [missing("go", goes.tried, bring)]),
    ...docker,
  ];
}

async function inspectDocker(cache: string): Promise<Part[]> {
  const quiet = () => undefined;
  const machine = dockerMachine(cache, quiet);
  const name = baseName();
  const [engine, base] = await Promise.all([ask([answeringEngine(machine)]), ask([presentBase(imageMachine(cache, quiet), name)])]);
  const starts = machine.host ? "" : "./ballast up installs and starts it where it may; or ";
  const engineProblem: Part = {
    ...missing("docker engine", engine.tried, starts + engineFix(machine)),
    state: machine.host || machine.installed() ? "broken" : "missing",
  };
  return [
    engine.answer ? enginePart(engine.answer) : engineProblem,
    base.answer ? basePart(base.answer) : missing("base image", base.tried, `./ballast up pulls or bootstraps it; or ${baseFix(name)}`),
  ];
}

function missing(name: string, tried: string[], fix: string): Part {
  return { name, state: "missing", detail: tried.join("; "), fix };
}
