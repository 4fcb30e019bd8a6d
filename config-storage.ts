import { X509Certificate } from "node:crypto";
import type { StackConfig } from "./config";

/** Where backups are kept, and what opens it. */
export function storageConflicts({ objectStore, objectStorageKey, postgres }: StackConfig): string[] {
  const { localRepository, objectStorage } = postgres.backup;
  const place = objectStorage?.place;
  return [
    ...(!localRepository && !objectStorage
      ? [
          "ballast:postgres.backup.localRepository: got false, allowed is true without postgres.backup.objectStorage: WAL and backups have to be kept somewhere",
        ]
      : []),
    ...(place === "stack" && !objectStore.enabled
      ? ['ballast:postgres.backup.objectStorage.place: got "stack", allowed is "outside" unless ballast:objectStore.enabled is true']
      : []),
    ...(place === "outside" && !objectStorageKey
      ? [
          'ballast:objectStorageKey: got nothing, allowed is a secret access key where postgres.backup.objectStorage.place is "outside": pulumi config set --secret ballast:objectStorageKey',
        ]
      : []),
    ...(place !== "outside" && objectStorageKey
      ? [
          'ballast:objectStorageKey: got a secret, allowed is nothing unless postgres.backup.objectStorage.place is "outside"; remove it, or say which bucket it opens',
        ]
      : []),
  ];
}

export function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0;
  } catch {
    return false;
  }
}
