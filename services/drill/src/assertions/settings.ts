import { check, each, none, type Assertion } from "./assertion";
import { againstManifest, differences } from "./compared";

/** Fixed when a cluster is made or a server is built: data files are read by them. */
const fixed = ["block_size", "data_checksums", "segment_size", "server_encoding", "wal_block_size", "wal_segment_size"];

/** A server with less refuses to replay: https://www.postgresql.org/docs/17/hot-standby.html */
const atLeast = ["max_connections", "max_locks_per_transaction", "max_prepared_transactions", "max_wal_senders", "max_worker_processes"];

export const formatEqual: Assertion = {
  id: "format-equal",
  title: "The copy's data files have the format that the source's had",
  judge: (facts) =>
    againstManifest(facts, (manifest, copy) => {
      const of = (all: typeof manifest.cluster.settings) => all.filter(({ name }) => fixed.includes(name));
      const source = of(manifest.cluster.settings);
      const problems = differences(source, of(copy.cluster.settings), ({ name }) => name);
      return source.length === fixed.length
        ? none("the format of the manifest", problems)
        : check(false, fixed.join(", "), "not all recorded");
    }),
};

export const limitsSufficient: Assertion = {
  id: "limits-sufficient",
  title: "The copy's limits are at least those of the source, as a recovery demands",
  judge: (facts) =>
    againstManifest(facts, ({ cluster }, copy) =>
      each("at least the limits of the manifest", atLeast, (limit) => {
        const [source, found] = [cluster, copy.cluster].map(({ settings }) => settings.find(({ name }) => name === limit)?.value);
        return Number(found) >= Number(source) ? [] : [`${limit} is ${found}, was ${source}`];
      }),
    ),
};

export const walLevelSufficient: Assertion = {
  id: "wal-level-sufficient",
  title: "The source writes WAL that a recovery can use",
  judge: (facts) =>
    againstManifest(facts, ({ cluster }) => {
      const level = cluster.settings.find(({ name }) => name === "wal_level")?.value ?? "not recorded";
      return check(["replica", "logical"].includes(level), "wal_level replica or logical", level);
    }),
};
