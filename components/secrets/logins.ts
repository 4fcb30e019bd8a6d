import * as pulumi from "@pulumi/pulumi";
import type { Workload } from "../platform/workload";
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

/** One generated password for each client's current login. */
export class Logins {
  readonly all: (Login & { password: pulumi.Output<string> })[];

  constructor(name: string, clients: Client[], opts: pulumi.CustomResourceOptions) {
    this.all = clients.map((client) => ({
      ...loginOf(client.name, client.secretVersion),
      password: new GeneratedSecret(`${name}-${client.name}-password`, { version: client.secretVersion }, opts).value,
    }));
  }

  of(client: string): Login & { password: pulumi.Output<string> } {
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
}
