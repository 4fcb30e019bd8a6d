import { repositoryFolder } from "../../services/drill/src/places";
import type { BucketPlace } from "../object-store/bucket";

/** Where WAL and backups are kept. Its number is its place in the list, from 1. */
export type Repository =
  | { type: "volume"; volume: string }
  | ({
      type: "s3";
      /** In the bucket: several stacks may share one. */
      folder: string;
      /** PEM of who signed the endpoint's certificate, as a path in the container. Absent: the system's list. */
      caFile?: string;
    } & BucketPlace);

/** For the stack's outputs. */
export interface RepositoryFacts {
  number: number;
  type: Repository["type"];
  volume?: string;
  /** Host and port. */
  endpoint?: string;
  bucket?: string;
  folder?: string;
}

/** @returns lines of pgbackrest.conf: where it is */
export function placeLines(repository: Repository, number: number): string {
  if (repository.type === "volume") return `repo${number}-path=${repositoryFolder}\n`;
  const { bucket, caFile, endpoint, folder, port, region, uriStyle } = repository;
  return `repo${number}-type=s3
repo${number}-path=/${folder}
repo${number}-s3-endpoint=${endpoint}
repo${number}-s3-bucket=${bucket}
repo${number}-s3-region=${region}
repo${number}-s3-uri-style=${uriStyle}
repo${number}-storage-port=${port}
${caFile === undefined ? "" : `repo${number}-storage-ca-file=${caFile}\n`}`;
}

/** @returns the secret lines of pgbackrest.conf for a bucket */
export function bucketKeyConf(repositories: Repository[], keyId: string, secretKey: string): string {
  const number = repositories.findIndex(({ type }) => type === "s3") + 1;
  return `[global]\nrepo${number}-s3-key=${keyId}\nrepo${number}-s3-key-secret=${secretKey}\n`;
}

export function repositoryFacts(repositories: Repository[]): RepositoryFacts[] {
  return repositories.map((repository, index) => {
    const { type } = repository;
    const number = index + 1;
    if (type === "volume") return { number, type, volume: repository.volume };
    const { endpoint, port, bucket, folder } = repository;
    return { number, type, endpoint: `${endpoint}:${port}`, bucket, folder };
  });
}

/** @returns number and type of each, as the program takes them that makes backups and verifies them */
export const repositoryList = (repositories: Repository[]): string =>
  repositories.map(({ type }, index) => `${index + 1}:${type}`).join(" ");
