import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { kernelSettings } from "../../../components/host-tuning/settings";
import { preflightSummary } from "../../support/preflight-summary";

/** A resource as the program asks the engine for it, with the options that Pulumi's mocks do not hand on. */
export interface Asked {
  /** Last part of the type, as in `Container`. */
  type: string;
  /** As in `kubernetes:apps/v1:Deployment`. */
  token: string;
  name: string;
  /** `Type::name`, or nothing at the top. */
  parent: string;
  inputs: Record<string, unknown>;
  /** Names of inputs that are secret as a whole or in a part. */
  secretInputs: string[];
  protect: boolean;
  /** `Type::name` of what it waits for, components already expanded to what is in them. */
  dependencies: string[];
  deleteBeforeReplace: boolean;
  replaceOnChanges: string[];
  additionalSecretOutputs: string[];
}

/** The part of the registration request that is read here. */
interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProtect(): boolean | undefined;
  getDependenciesList(): string[];
  getDeletebeforereplace(): boolean;
  getReplaceonchangesList(): string[];
  getAdditionalsecretoutputsList(): string[];
}

/** What a mocked GeneratedSecret returns, marked secret as the engine would mark it. */
export function canary(secret: string): string {
  return `canary-of-${secret}.`;
}

/**
 * Runs a piece of a program under mocks, as project `ballast`, stack `dev`. Once for each test file, because a program keeps its modules.
 * @param config key → value, without the namespace
 * @returns every resource it asked for, sorted by type and name, and what the piece returned, settled
 */
export async function record<T>(
  config: Record<string, unknown>,
  piece: () => T | Promise<T>,
): Promise<{ resources: Asked[]; result: pulumi.Unwrap<T> }> {
  process.env.PULUMI_ERROR_OUTPUT_STRING = "1";
  const inputs = new Map<string, Record<string, unknown>>();
  await pulumi.runtime.setMocks(
    {
      newResource: (asked) => {
        inputs.set(`${asked.type}::${asked.name}`, asked.inputs as Record<string, unknown>);
        return { id: `${asked.name}-id`, state: { ...(asked.inputs as Record<string, unknown>), ...computed(asked) } };
      },
      call: ({ token }) => {
        throw new Error(`the program looks at nothing outside of itself: got ${token}`);
      },
    },
    "ballast",
    "dev",
  );
  pulumi.runtime.setAllConfig(Object.fromEntries(Object.entries(config).map(([key, value]) => [`ballast:${key}`, JSON.stringify(value)])));
  const register = jest.spyOn(MockMonitor.prototype, "registerResource");
  const result = await settled(await piece());
  await pulumi.runtime.disconnect();
  const resources = register.mock.calls.map(([request]) => read(request as Request, inputs));
  return { resources: resources.sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1)), result };
}

/** The value of something that holds Outputs. */
export function settled<T>(value: T): Promise<pulumi.Unwrap<T>> {
  return new Promise((resolve) => pulumi.output(value).apply((known) => resolve(known)));
}

export function idOf({ type, name }: { type: string; name: string }): string {
  return `${type}::${name}`;
}

function computed({ type, name }: { type: string; name: string }): Record<string, unknown> {
  if (type.endsWith(":GeneratedSecret") || type.endsWith(":VaultSecret")) return { value: pulumi.secret(canary(name)) };
  if (type.endsWith(":AgeIdentity")) return { identity: pulumi.secret(canary(name)), recipient: `recipient-of-${name}` };
  if (type.endsWith("Certificate"))
    return { certificate: `certificate-of-${name}`, key: pulumi.secret(canary(name)), notAfter: "2030-01-01T00:00:00.000Z" };
  if (type.startsWith("command:")) return { stdout: kernelSettings.map((setting) => `${setting.name}\tgood\tis fine`).join("\n") };
  if (type.endsWith(":Preflight")) return { summary: preflightSummary };
  return type.endsWith(":RemoteImage") ? { imageId: `sha256:${name}` } : {};
}

/** Pulumi's mark on a secret in a property bag. */
const mark = "4dabf18193072939515e22adb298388d";

function isSecret(value: unknown): value is { value: unknown } {
  return typeof value === "object" && value !== null && mark in value;
}

function read(request: Request, inputs: Map<string, Record<string, unknown>>): Asked {
  const given = Object.entries(inputs.get(`${request.getType()}::${request.getName()}`) ?? {});
  return {
    type: lastPart(request.getType()),
    token: request.getType(),
    name: request.getName(),
    parent: short(request.getParent()),
    inputs: Object.fromEntries(given.map(([key, value]) => [key, isSecret(value) ? value.value : value])),
    secretInputs: given.filter(([, value]) => isSecret(value)).map(([key]) => key),
    protect: request.getProtect() ?? false,
    dependencies: request.getDependenciesList().map(short),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
  };
}

function short(urn: string): string {
  const [type = "", name = ""] = urn.split("::").slice(-2);
  return urn && `${lastPart(type)}::${name}`;
}

function lastPart(type: string): string {
  return type.split(/[:$]/).at(-1) as string;
}
