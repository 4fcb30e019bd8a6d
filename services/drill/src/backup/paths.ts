import { configurationName } from "../places";

/** Where our own files of a backup are in its repository. */
export const descriptionFolder = (label: string) => `ballast/${label}`;
export const manifestPath = (label: string) => `${descriptionFolder(label)}/manifest.json`;
export const metadataPath = (label: string) => `${descriptionFolder(label)}/metadata.json`;
export const configurationPath = (label: string) => `${descriptionFolder(label)}/${configurationName}`;
/** The engine's own list of a backup's files, with the checksum of each. */
export const engineManifestPath = (label: string) => `backup/main/${label}/backup.manifest`;
