interface Problem {
  what: string;
  allowed: string;
  fix: string;
}

/** What a preview finds out; each has a page in docs/runbooks/preflight, `vault-<key>.md`. */
export const foundBefore = {
  unreachable: {
    what: "Vault cannot be reached",
    allowed: "a server that answers HTTPS there",
    fix: "start it, or correct ballast:postgres.backup.vault.address",
  },
  untrusted: {
    what: "Vault's certificate is not trusted",
    allowed: "one for this address from an authority that is trusted here",
    fix: "give the authority in ballast:postgres.backup.vault.caCertificate",
  },
  sealed: { what: "Vault is sealed", allowed: "an unsealed server", fix: "unseal it: bao operator unseal" },
  "namespace-missing": {
    what: "Vault has no such namespace",
    allowed: "one that exists",
    fix: "correct ballast:postgres.backup.vault.namespace",
  },
  "login-refused": {
    what: "Vault refused the login",
    allowed: "a role id of auth/approle and a secret id of it that has neither expired nor been used up: Vault does not say which is wrong",
    fix: "compare the role id, and make a new secret id",
  },
  "address-refused": {
    what: "Vault refused the login from this address",
    allowed: "an address in the secret id's or the role's CIDR list",
    fix: "run this from there, or make a secret id for this address",
  },
  denied: {
    what: "Vault's policy does not let the role read the secret",
    allowed: "a policy with the capability read, and a mount that exists",
    fix: "add the path to a policy of the role, or correct mount and path",
  },
  "mount-missing": {
    what: "Vault has no KV version 2 engine there",
    allowed: "the path of a KV version 2 mount",
    fix: "correct ballast:postgres.backup.vault.mount",
  },
  "secret-missing": {
    what: "Vault has no such secret",
    allowed: "a secret of a KV version 2 engine",
    fix: "write it, or correct ballast:postgres.backup.vault.path",
  },
  "version-missing": {
    what: "Vault's secret has no such version",
    allowed: "a version that exists",
    fix: "correct ballast:postgres.backup.vault.version",
  },
  "version-deleted": {
    what: "the pinned version of Vault's secret is deleted",
    allowed: "a version that is there",
    fix: "undelete it: bao kv undelete",
  },
  "version-destroyed": {
    what: "the pinned version of Vault's secret is destroyed",
    allowed: "a version that is there",
    fix: "write the passphrase again and pin that version: docs/vault.md",
  },
  "field-missing": {
    what: "Vault's secret has no such field",
    allowed: "a field whose value is text",
    fix: "correct ballast:postgres.backup.vault.field",
  },
  "passphrase-weak": {
    what: "the passphrase in Vault is not good enough",
    allowed: "20 or more printable ASCII characters on one line, with no space at its ends",
    fix: "write a better one and pin its version",
  },
  unknown: {
    what: "Vault gave an answer that is not understood",
    allowed: "one of its API",
    fix: "see that the address is that of Vault or OpenBao, and look into its log",
  },
} satisfies Record<string, Problem>;

/** What only a deployment finds out, or a refresh. */
const foundLater = {
  "wrapping-refused": {
    what: "Vault did not unwrap the secret id",
    allowed: "a wrapping token that nobody has used, within its time to live",
    fix: "find out who used it if it was not you, and wrap a new one",
  },
  "token-expired": {
    what: "Vault's token expired while it was needed",
    allowed: "a token_max_ttl of the role that is longer than the work",
    fix: "raise it",
  },
  "passphrase-changed": {
    what: "the passphrase in Vault is not the one that the backup repository is encrypted with",
    allowed: "the same passphrase for as long as the repository is there",
    fix: "write the present one to Vault (./ballast credentials shows it) and pin that version: docs/vault.md",
  },
} satisfies Record<string, Problem>;

export type FoundBefore = keyof typeof foundBefore;

export const isFoundBefore = (problem: string): problem is FoundBefore => Object.hasOwn(foundBefore, problem);

const problems = { ...foundBefore, ...foundLater };

/** What Vault did not do, and why. No secret is in it. */
export class VaultError extends Error {
  /** @param got where, and what was there instead */
  constructor(
    readonly problem: keyof typeof problems,
    readonly got: string,
  ) {
    const { what, allowed, fix } = problems[problem];
    super(`${what}: got ${got}; allowed is ${allowed}; ${fix}`);
    this.name = "VaultError";
  }
}
