import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { isDue } from "../../components/certificates/renewal";
import { issueAuthority, issueLeaf } from "../../components/certificates/x509";
import { generateAgeKeys } from "../../components/secrets/age";
import { generate } from "../../components/secrets/generate";
import { CommandError, exit } from "../exit";

type Values = Record<string, unknown>;

/** Stands where Pulumi has resources that make values: secrets and certificates. */
export interface Generator {
  /** @param type as in "pulumi-nodejs:dynamic/ballast:GeneratedSecret" @returns what the resource's outputs are, beside its inputs */
  make(type: string, name: string, inputs: Values): Promise<Values>;
}

/** The same for every run, and no secret: enough to name what is called after its content, and to say what belongs there. */
export const placeholders: Generator = {
  make: (_type, name, { version = 1 }) =>
    Promise.resolve({
      value: `<${name}, version ${String(version)}>`,
      certificate: `<${name}, certificate>`,
      key: `<${name}, key>`,
      identity: `<${name}, identity>`,
      recipient: `<${name}, recipient>`,
      notAfter: "1970-01-01T00:00:00.000Z",
    }),
};

const kept = z.record(z.string(), z.record(z.string(), z.unknown()));

/** Makes real values, and keeps them in a file, so that the next run has the same. */
export class SecretsFile implements Generator {
  private readonly values: Record<string, Values>;

  /** @throws CommandError when there is such a file, and it is of another kind */
  constructor(private readonly path: string) {
    this.values = existsSync(path) ? read(path) : {};
  }

  async make(type: string, name: string, inputs: Values): Promise<Values> {
    const known = this.values[name];
    if (known && holds(known, inputs)) return known;
    return (this.values[name] = await made(type, inputs, known));
  }

  /** Only its owner reads it. The old file or the new one, never a half. */
  save(): void {
    writeFileSync(`${this.path}.new`, `${JSON.stringify(this.values, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(`${this.path}.new`, this.path);
  }
}

function read(path: string): Record<string, Values> {
  try {
    return kept.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    throw new CommandError(
      `--secrets: got ${path}, which is not a file that this command wrote; it was not changed\nFix: name another`,
      exit.usage,
    );
  }
}

/** A raised version asks for another value, and so do other names and a near end of a certificate. */
function holds(known: Values, { version, hosts, authorityCertificate, renewBeforeDays }: Values): boolean {
  if (known["version"] !== version) return false;
  if (String(known["hosts"]) !== String(hosts) || known["authorityCertificate"] !== authorityCertificate) return false;
  return known["notAfter"] === undefined || !isDue(known["notAfter"] as string, renewBeforeDays as number);
}

async function made(type: string, inputs: Values, old: Values | undefined): Promise<Values> {
  const { version, hosts, authorityCertificate } = inputs;
  const lifetime = inputs["lifetimeDays"] as number;
  switch (type.split(":").at(-1)) {
    case "GeneratedSecret":
      return { version, value: generate(inputs["length"] as number) };
    case "AgeIdentity":
      return { ...generateAgeKeys() };
    case "AuthorityCertificate":
      return { ...(await issueAuthority(inputs["commonName"] as string, lifetime, old?.["key"] as string | undefined)) };
    case "LeafCertificate": {
      const authority = { certificate: authorityCertificate as string, key: inputs["authorityKey"] as string };
      return { hosts, authorityCertificate, ...(await issueLeaf(hosts as string[], lifetime, authority)) };
    }
    case "VaultSecret":
      throw new CommandError(
        "--secrets: got a passphrase that is in Vault, allowed are generated ones: the secret id is encrypted here\n" +
          "Fix: render without --secrets, and put it where the manifests have <postgres-archive-key, …>",
        exit.usage,
      );
    default:
      return {};
  }
}
