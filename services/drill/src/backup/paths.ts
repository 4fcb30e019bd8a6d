import { configurationName } from "../places";

/** Where our own files of a backup are in its repository. */
export const manifestPath = (label: string) => `ballast/${label}/manifest.json`;
export const metadataPath = (label: string) => `ballast/${label}/metadata.json`;
export const configurationPath = (label: string) => `ballast/${label}/${configurationName}`;
/** The engine's own list of a backup's files, with the checksum of each. */
export const engineManifestPath = (label: string) => `backup/main/${label}/backup.manifest`;
