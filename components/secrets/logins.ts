import * as pulumi from "@pulumi/pulumi";
import type { Workload } from "../platform/workload";
import type { Credential } from "./credential";
import { GeneratedSecret } from "./generated-secret";
import { loginOf, type Login } from "./login";

/** Who gets a login of its own, and how often it was rotated. */
export interface Client {
  name: string;
  /** Raise it to rotate. */
  secretVersion: number;
}

/** What a client gets: where to connect, with what, and what has to be done before it starts. */
export interface Access {
  workload: Workload;
  /** A connection URL with the password in it. */
  url: pulumi.Output<string>;
  /** Ended well once the login exists. */
  granted: pulumi.Resource;
}

type GeneratedLogin = Login & { version: number; password: pulumi.Output<string> };

/** One generated password for each client's current login. */
export class Logins {
  readonly all: GeneratedLogin[];

  /** @param store its name, for those of the passwords */
  constructor(
    private readonly store: string,
    clients: Client[],
    opts: pulumi.CustomResourceOptions,
  ) {
    this.all = clients.map(({ name, secretVersion: version }) => ({
      ...loginOf(name, version),
      version,
      password: new GeneratedSecret(this.passwordName(name), { version }, opts).value,
    }));
  }

  of(client: string): GeneratedLogin {
    const login = this.all.find(({ owner }) => owner === client);
    if (!login)
      throw new Error(
        `login: got application ${JSON.stringify(client)}, allowed are ${this.all.map(({ owner }) => owner).join(", ") || "none"}; list it in needs`,
      );
    return login;
  }

  /** OWNER:LOGIN, as the jobs take them. */
  pairs(): string[] {
    return this.all.map(({ owner, current }) => `${owner}:${current}`);
  }

  retired(): string[] {
    return this.all.flatMap(({ retired }) => retired ?? []);
  }

  /** File name → password. */
  secrets(): Record<string, pulumi.Output<string>> {
    return Object.fromEntries(this.all.map(({ current, password }) => [current, password]));
  }

  credentials(): Credential[] {
    return this.all.map(({ owner, current, version, password }) => ({
      name: this.passwordName(owner),
      facts: { purpose: "application", store: this.store, owner, login: current, version },
      value: password,
    }));
  }

  private passwordName(client: string): string {
    return `${this.store}-${client}-password`;
  }
}
