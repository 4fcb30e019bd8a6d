import { check, same, type Assertion } from "./assertion";

export const repositoryEncrypted: Assertion = {
  id: "repository-encrypted",
  title: "The repository is encrypted",
  judge: ({ backup }) => same("aes-256-cbc", backup.repository.cipher),
};

export const repositoryGood: Assertion = {
  id: "repository-good",
  title: "pgBackRest finds nothing wrong with the repository",
  judge: ({ backup: { repository } }) =>
    check(repository.status.code === 0, "status 0", `${repository.status.code}: ${repository.status.message}`),
};
