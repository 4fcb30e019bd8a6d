import { shown } from "../policy";
import { eachRepository } from "./backup-settings";
import { filesPolicy } from "./held-files";

export const backupEncrypted = filesPolicy({
  name: "backup-encrypted",
  description: "The repository of backups and WAL is encrypted.",
  check({ props: holder }, report) {
    eachRepository(holder, ({ repository, settings: { "cipher-type": cipher } }) => {
      if (cipher !== undefined && cipher !== "none") return;
      report({
        what: `whoever gets hold of the repository of ${holder.title} reads the database`,
        got: `${repository}-cipher-type ${shown(cipher)}`,
        allowed: "aes-256-cbc",
        fix: `write ${repository}-cipher-type=aes-256-cbc, which takes a new repository`,
      });
    });
  },
});
