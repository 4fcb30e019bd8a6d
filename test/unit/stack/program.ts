import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import type { StackOutputs } from "../../../outputs";

const { load } = jest.requireActual<{ load(text: string): unknown }>("js-yaml");

/** What the program asked the engine for. */
export interface Asked {
  /** Without the project's and stack's part: `parent type$type::name`. */
  urn: string;
  type: string;
  name: string;
  parent: string;
  custom: boolean;
  inputs: Record<string, unknown>;
  /** Inputs marked secret, the whole property where a part of it is. */
  secretInputs: string[];
  protect: boolean;
  /** URNs of what it waits for. */
  dependencies: string[];
  deleteBeforeReplace: boolean;
  replaceOnChanges: string[];
  additionalSecretOutputs: string[];
  aliases: number;
}

export interface Run {
  resources: Asked[];
  outputs: StackOutputs;
  /** Value that a mocked GeneratedSecret returned, by the secret's name. */
  canaries: Record<string, string>;
}

interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getProtect(): boolean | undefined;
  getDependenciesList(): string[];
  getDeletebeforereplace(): boolean;
  getReplaceonchangesList(): string[];
  getAdditionalsecretoutputsList(): string[];
  getAliasesList(): unknown[];
}

type Applications = Record<string, Record<string, unknown>>;

/** The applications of Pulumi.dev.yaml. Rotations are left out: raising a version there is operation, not a change of the stack. */
export function devApplications(): Applications {
  const file = load(readFileSync(join(__dirname, "../../../Pulumi.dev.yaml"), "utf8")) as { config: Record<string, unknown> };
  const applications = structuredClone(file.config["ballast:applications"]) as Applications;
  for (const application of Object.values(applications)) delete application.secretVersion;
  return applications;
}

/**
 * Runs index.ts once, under mocks, as project `ballast`, stack `dev`. Once for each test file: the program keeps its modules.
 * @param config key → value, without the namespace
 */
export async function runProgram(config: Record<string, unknown>): Promise<Run> {
  process.env.PULUMI_ERROR_OUTPUT_STRING = "1";
  const canaries: Run["canaries"] = {};
  const inputsOf = new Map<string, Record<string, unknown>>();
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        const given = inputs as Record<string, unknown>;
        inputsOf.set(`${type}::${name}`, given);
        return { id: `${name}-id`, state: stateOf(type, name, given, canaries) };
      },
      call: ({ token }) => {
        throw new Error(`the program asks for nothing that exists outside of it: got ${token}`);
      },
    },
    "ballast",
    "dev",
  );
  pulumi.runtime.setAllConfig(Object.fromEntries(Object.entries(config).map(([key, value]) => [`ballast:${key}`, JSON.stringify(value)])));
  const asked = jest.spyOn(MockMonitor.prototype, "registerResource");
  const { default: outputs } = (await import("../../../index")) as unknown as { default: StackOutputs };
  const settled = await new Promise<StackOutputs>((resolve) => pulumi.output(outputs).apply((value) => resolve(value as StackOutputs)));
  await pulumi.runtime.disconnect();
  const resources = asked.mock.calls.map(([request]) => read(request as Request, inputsOf));
  return { resources, outputs: settled, canaries };
}

function stateOf(type: string, name: string, inputs: Record<string, unknown>, canaries: Run["canaries"]): Record<string, unknown> {
  if (type.endsWith("GeneratedSecret")) {
    const value = (canaries[name] ??= `canary-${name}`);
    return { ...inputs, value: pulumi.secret(value) };
  }
  if (type === "docker:index/remoteImage:RemoteImage") return { ...inputs, imageId: `sha256:${name}` };
  return inputs;
}

const secretMark = "4dabf18193072939515e22adb298388d";

function read(request: Request, inputsOf: Map<string, Record<string, unknown>>): Asked {
  const [type, name] = [request.getType(), request.getName()];
  const raw = inputsOf.get(`${type}::${name}`) ?? {};
  const secret = ([, value]: [string, unknown]) => typeof value === "object" && value !== null && secretMark in value;
  return {
    urn: `${type}::${name}`,
    type,
    name,
    parent: short(request.getParent()),
    custom: request.getCustom(),
    inputs: Object.fromEntries(Object.entries(raw).map((entry) => [entry[0], secret(entry) ? (entry[1] as { value: unknown }).value : entry[1]])),
    secretInputs: Object.entries(raw)
      .filter(secret)
      .map(([key]) => key),
    protect: request.getProtect() ?? false,
    dependencies: request.getDependenciesList().map(short),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: request.getAliasesList().length,
  };
}

/** A URN's last type and its name. */
function short(urn: string): string {
  const [, , types = "", name = ""] = urn.replace("urn:pulumi:", "").split("::");
  return urn && `${types.split("$").at(-1)}::${name}`;
}
