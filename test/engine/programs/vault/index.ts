/** The passphrase of a repository and nothing else of the stack. */
import * as pulumi from "@pulumi/pulumi";
import { archiveKey } from "../../../../components/postgres/archive-key";
import type { VaultSecretArgs } from "../../../../components/vault/vault-secret";

const config = new pulumi.Config();
const vault = config.getObject<Omit<VaultSecretArgs, "secretId">>("vault");

export const passphrase = archiveKey("key", vault && { ...vault, secretId: config.requireSecret("vaultSecretId") }, {});
