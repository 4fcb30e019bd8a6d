import { join } from "node:path";
import { eventually } from "../support/docker";
import { TestStack } from "../support/test-stack";
import { differences, type DifferenceName } from "./differences";
import type { Instance, PlatformUnderTest } from "./platform-under-test";
import type { Wanted } from "./wanted";

/** Ports on which the program's containers listen. */
export const port = 8473;
export const helperPort = 8474;

/** The program, deployed, and what its tests share. */
export class Suite {
  readonly stack = new TestStack(join(__dirname, "program"), "conformance");
  readonly platform: PlatformUnderTest;
  private wanted!: Wanted;

  constructor(platform: (prefix: string) => PlatformUnderTest) {
    this.platform = platform(this.stack.prefix);
  }

  async start(): Promise<void> {
    await this.create();
    await this.deploy({});
  }

  /** Described, and not deployed. */
  async create(): Promise<void> {
    const { kubernetes } = this.platform;
    await this.platform.provideImages(["1", "2"]);
    this.wanted = {
      ...(kubernetes && { kubernetes }),
      port: await this.platform.freePort(),
      version: "1",
      secretVersion: 1,
      colour: "blue",
      paper: "first",
      greeting: "hello",
      broken: false,
      jobExitCode: "0",
      strangerMemory: "64Mi",
      slowSchedule: minutesFrom(Date.now() + 30_000),
    };
    await this.stack.create({ wanted: this.wanted });
  }

  /** Of the host. */
  get exposedPort(): number {
    return this.wanted.port;
  }

  /** Where the platforms differ: what this one is to be like. */
  expected<Name extends DifferenceName>(name: Name): (typeof differences)[Name]["docker"]["expected"] {
    return differences[name][this.platform.name].expected;
  }

  /** From now on, the next `up` included. */
  want(change: Partial<Wanted>): void {
    this.wanted = { ...this.wanted, ...change };
    this.stack.configure({ wanted: this.wanted });
  }

  /** @throws Error with the output when `up` fails */
  async deploy(change: Partial<Wanted>): Promise<void> {
    this.want(change);
    await this.stack.must("up", "--yes", "--skip-preview");
  }

  async refresh(): Promise<void> {
    await this.stack.must("refresh", "--yes", "--skip-preview");
  }

  /** What runs is what the state says. */
  async expectNoDrift(): Promise<void> {
    const { code, output } = await this.stack.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
  }

  /** What a shell command prints. */
  async read(unit: string, script: string): Promise<string> {
    return (await this.platform.inside(unit, script)).output;
  }

  /** Whether one unit gets a good answer from a port of a host. */
  async answers(from: string, host: string, asked = port): Promise<boolean> {
    return (await this.platform.inside(from, `timeout 2 ask ${host} ${asked}`)).code === 0;
  }

  async instance(service: string): Promise<Instance> {
    const [instance] = await this.platform.instances(service);
    if (!instance) throw new Error(`${service} has no instance`);
    return instance;
  }

  /** Spoils the only instance of a service. @returns when it has been started once more and is ready */
  async untilRestarted(service: string, spoil: (instance: Instance) => unknown): Promise<void> {
    const before = await this.instance(service);
    await spoil(before);
    await eventually(`${service} is restarted and ready`, 90, async () => {
      const now = await this.instance(service);
      return now.restarts > before.restarts && now.ready;
    });
  }
}

/** @returns a schedule of two times a minute apart, the first as early as may be, the next one only in an hour. @param time milliseconds */
function minutesFrom(time: number): string {
  const minute = Math.ceil(time / 60_000);
  return `${minute % 60},${(minute + 1) % 60} * * * *`;
}
