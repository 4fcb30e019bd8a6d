import * as pulumi from "@pulumi/pulumi";
import type { CertificateAuthority } from "../certificates/authority";
import type { Platform } from "../platform/platform";
import type { RepositoryFacts } from "../postgres/repositories";
import type { ContainerArgs, Mount, Workload } from "../platform/workload";
import type { Credential, CredentialFacts } from "../secrets/credential";
import { GeneratedSecret } from "../secrets/generated-secret";
import { Logins, type Access, type Client } from "../secrets/logins";

export interface StoreArgs {
  /** Raise it to rotate the administrator's password. */
  secretVersion: number;
  /** Clients and server trust nobody without a certificate of it. */
  authority: CertificateAuthority;
  /** Each gets a login of its own. */
  clients: Client[];
}

/** What is promised about a store's data, and where it is. Volumes by the names that components give them. */
export interface Recovery {
  /** They hold the data. */
  volumes: string[];
  /** Which of the volumes it has had runs; absent where there has only been one. */
  generation?: number;
  /** The second copy. Absent where there is none. */
  archive?: {
    engine: "pgbackrest";
    stanza: string;
    cipher: string;
    /** Name of the credential that is the repository's passphrase. */
    key: string;
    /** They hold the repository. */
    volumes: string[];
    /** Each has everything: any of them will do. */
    repositories: RepositoryFacts[];
    archiveTimeoutSeconds: number;
    rpoTargetSeconds: number;
  };
}

/** What every image's scripts call the one user that jobs come as. */
const administrator = "ballast_admin";

/** What Postgres and Redis have in common: an administrator, a login for each client, and the jobs that make and lock these. */
export abstract class Store extends pulumi.ComponentResource {
  abstract readonly workload: Workload & pulumi.Resource;
  abstract readonly recovery: Recovery;
  protected abstract readonly granted: pulumi.Resource;
  /** What every job of this store runs in. */
  protected abstract readonly jobArgs: Pick<ContainerArgs, "image" | "resources" | "user" | "env">;
  /** The environment variable in which its jobs expect the server's host name. */
  protected abstract readonly hostVariable: string;
  protected readonly logins: Logins;
  protected readonly adminPassword: pulumi.Output<string>;
  /** The server's, and what its own jobs show. */
  protected readonly certificate: Mount;

  constructor(
    type: string,
    protected readonly name: string,
    protected readonly platform: Platform,
    private readonly args: StoreArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super(type, name, {}, opts);
    this.adminPassword = new GeneratedSecret(`${name}-admin-password`, { version: args.secretVersion }, { parent: this }).value;
    this.certificate = args.authority.issue(name, [name], { parent: this });
    this.logins = new Logins(name, args.clients, { parent: this });
  }

  /** Every secret of this store. */
  credentials(): Credential[] {
    const own: CredentialFacts = {
      purpose: "administrator",
      store: this.name,
      owner: this.name,
      login: administrator,
      version: this.args.secretVersion,
    };
    return [{ name: `${this.name}-admin-password`, facts: own, value: this.adminPassword }, ...this.logins.credentials()];
  }

  access(client: string): Access {
    return { workload: this.workload, url: this.url(client), granted: this.granted };
  }

  /** Locks rotated-out logins, once their users have moved to the new ones. */
  retireLogins(users: pulumi.Resource[]): void {
    const retired = this.logins.retired();
    if (retired.length > 0) this.job("retire", [`${this.name}-retire`, ...retired], {}, users);
  }

  protected abstract url(client: string): pulumi.Output<string>;

  protected job(
    name: string,
    command: string[],
    secrets: Record<string, pulumi.Output<string>>,
    after: pulumi.Resource[] = [],
  ): pulumi.Resource {
    return this.platform.job(
      `${this.name}-${name}`,
      {
        ...this.jobArgs,
        command,
        env: { ...this.jobArgs.env, [this.hostVariable]: this.workload.host },
        secrets: { "admin-password": this.adminPassword, ...secrets },
        mounts: [this.certificate],
        needs: [this.workload],
      },
      { parent: this, dependsOn: after },
    );
  }
}
