import { archiveConf } from "../../../../components/postgres/pgbackrest";
import { backupEncrypted } from "../../../../policies/files/backup-encrypted";
import { unknown } from "../../../support/judge";
import { configMap } from "../../../support/kubernetes-objects";
import { testPolicy } from "../policy-tests";
import { holder, postgresFiles } from "../../../support/policy-resources";

testPolicy(backupEncrypted, {
  passes: {
    "the component's own configuration": { resources: postgresFiles() },
    "the component's own, on Kubernetes": { resources: configMap({ "pgbackrest.conf": archiveConf([{ type: "volume", volume: "postgres-repository" }]) }) },
    "no repository": { resources: holder() },
  },
  refuses: {
    unwritten: {
      resources: postgresFiles({ pgbackrest: "[global]\nrepo1-path=/repository\n" }),
      message:
        "Whoever gets hold of the repository of container postgres-files reads the database: got repo1-cipher-type nothing, allowed is aes-256-cbc; write repo1-cipher-type=aes-256-cbc, which takes a new repository.",
    },
    none: {
      resources: postgresFiles({ pgbackrest: "[global]\nrepo1-path=/repository\nrepo1-cipher-type=none\n" }),
      message:
        'Whoever gets hold of the repository of container postgres-files reads the database: got repo1-cipher-type "none", allowed is aes-256-cbc; write repo1-cipher-type=aes-256-cbc, which takes a new repository.',
    },
    "none in the second of two": {
      resources: postgresFiles({ pgbackrest: "repo1-cipher-type=aes-256-cbc\nrepo2-type=s3\n" }),
      message:
        "Whoever gets hold of the repository of container postgres-files reads the database: got repo2-cipher-type nothing, allowed is aes-256-cbc; write repo2-cipher-type=aes-256-cbc, which takes a new repository.",
    },
    "none, on Kubernetes": {
      resources: configMap({ "pgbackrest.conf": "repo1-cipher-type=none\n" }),
      message:
        'Whoever gets hold of the repository of ConfigMap postgres-files reads the database: got repo1-cipher-type "none", allowed is aes-256-cbc; write repo1-cipher-type=aes-256-cbc, which takes a new repository.',
    },
  },
  leavesOut: {
    "a ConfigMap's that is not known yet": { resources: configMap({ "pgbackrest.conf": unknown }), unknown: "data.pgbackrest.conf" },
    "a configuration that is not known yet": {
      resources: holder(undefined, { uploads: [{ file: "/run/config/pgbackrest.conf", content: unknown }] }),
      unknown: "uploads.0.content",
    },
  },
});
