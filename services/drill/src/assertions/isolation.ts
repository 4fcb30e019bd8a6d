import type { AnyFacts } from "../facts";
import { each, none, same, skip, type Assertion } from "./assertion";

export const copyArchivesNothing: Assertion = {
  id: "copy-archives-nothing",
  title: "The copy archives no WAL",
  judge: ({ copy: { server } }) => same("archive_mode off", `archive_mode ${server.settings.archiveMode}`),
};

export const copyListensNowhere: Assertion = {
  id: "copy-listens-nowhere",
  title: "The copy has no port on the network",
  judge: ({ copy: { server } }) => same("listen_addresses ''", `listen_addresses '${server.settings.listenAddresses}'`),
};

export const copyHasNoEgress: Assertion<AnyFacts> = {
  id: "copy-has-no-egress",
  title: "A connection from the copy to the outside is refused",
  judge: ({ run }) => same("refused", run.isolation.egress),
};

export const repositoryWriteRefused: Assertion<AnyFacts> = {
  id: "repository-write-refused",
  title: "The copy cannot write where the backups are",
  judge: ({ run }) =>
    run.isolation.repositoryWrite === "not tried" ? skip("the key of a bucket may write") : same("refused", run.isolation.repositoryWrite),
};

export const copyRunsNoJobs: Assertion = {
  id: "copy-runs-no-jobs",
  title: "Nothing works in the copy on its own: no scheduler, no archiver, no replication",
  judge: ({ copy: { server } }) => none("only the server's own processes", server.foreignProcesses),
};

export const copyHasNoSlots: Assertion = {
  id: "copy-has-no-slots",
  title: "The copy has no replication slot, which would keep WAL for nobody",
  judge: ({ copy: { server } }) => none("none", server.replicationSlots),
};

export const copySubscribesToNothing: Assertion = {
  id: "copy-subscribes-to-nothing",
  title: "No subscription of the copy can run",
  judge: ({ copy: { databases } }) =>
    each("none enabled", databases, ({ name, enabledSubscriptions }) =>
      enabledSubscriptions.map((subscription) => `${name}: ${subscription}`),
    ),
};
