import { backupNewest, backupRecent, backupsListed, backupStopAfterStart, backupWithoutPageErrors } from "./backup";
import {
  btreesIntact,
  checksumsOn,
  checksumsRight,
  constraintsHold,
  functionsLoad,
  heapsIntact,
  otherIndexesReadable,
  relationFilesPresent,
  viewsWork,
} from "./integrity";
import { chainComplete, chainWithoutErrors } from "./chain";
import { collationVersions, extensionsInstallable, preparedTransactionsNone, transactionAge } from "./server";
import { consistencyReached, copyPromoted, copyWritable, recoveryCompleted, replayedToEnd, restoreSucceeded } from "./recovery";
import { constraintsValidated, defaultPrivilegesEqual, definitionsEqual, extensionsEqual, grantsEqual, indexesValid } from "./schema";
import {
  copyArchivesNothing,
  copyHasNoEgress,
  copyHasNoSlots,
  copyListensNowhere,
  copyRunsNoJobs,
  copySubscribesToNothing,
  repositoryWriteRefused,
} from "./isolation";
import { databasesEqual, databasesLookedInto, membershipsEqual, rolesEqual, tablespacesEqual } from "./cluster";
import { digestsEqual, largeObjectsEqual, rowsEqual, tablesEqual } from "./contents";
import { escrowedKeyOpens, keyOpens, wrongKeyRefused } from "./keys";
import { dumpsComplete, dumpsRestore, dumpsRows } from "./dumps";
import { fileDecrypts, fileDigest, fileGood, fileRecent } from "./files";
import { formatEqual, limitsSufficient, walLevelSufficient } from "./settings";
import { heartbeatsGapless } from "./heartbeats";
import { hypertablesEqual, timescaleJobsEqual } from "./timescale";
import { manifestOfThisBackup, metadataOfThisBackup, systemIdentifierOne, versionOne } from "./identity";
import { recoveryPointObjective, recoveryTimeObjective, recoveryTimeSplit } from "./objectives";
import { redisChecked, redisKeys, redisLoads, redisPersists, redisStartsAgain } from "./redis";
import { repositoryEncrypted, repositoryGood } from "./repository";
import { sequencesAhead, sequencesNotBack } from "./sequences";
import { sizePlausible, sizeStored } from "./size";
import { targetAfterAbsent, targetAfterArrives, targetBefore, targetLastTransaction, targetNextTransaction, targetReached } from "./target";
import { timelineAfterPromotion, timelineFollowed, timelineHistory } from "./timeline";
import { walNewestWhole, walNotForked, walOfBackup, walToNewest } from "./wal";
import type { Assertion } from "./assertion";
import type { DumpFacts, FileFacts, SnapshotFacts } from "../files/facts";

/** Of a backup. In the order they are shown: what there is, what recovery did, what came out of it. */
export const assertions: Assertion[] = [
  repositoryEncrypted,
  repositoryGood,
  chainComplete,
  chainWithoutErrors,
  backupWithoutPageErrors,
  backupStopAfterStart,
  backupsListed,
  backupNewest,
  backupRecent,
  sizePlausible,
  sizeStored,
  systemIdentifierOne,
  versionOne,
  manifestOfThisBackup,
  metadataOfThisBackup,
  walOfBackup,
  walToNewest,
  walNotForked,
  walNewestWhole,
  timelineHistory,
  timelineFollowed,
  timelineAfterPromotion,
  keyOpens,
  escrowedKeyOpens,
  wrongKeyRefused,
  restoreSucceeded,
  recoveryCompleted,
  consistencyReached,
  replayedToEnd,
  copyPromoted,
  copyWritable,
  targetReached,
  targetLastTransaction,
  targetNextTransaction,
  targetBefore,
  targetAfterAbsent,
  targetAfterArrives,
  heartbeatsGapless,
  recoveryTimeSplit,
  recoveryTimeObjective,
  recoveryPointObjective,
  copyArchivesNothing,
  copyListensNowhere,
  copyHasNoEgress,
  repositoryWriteRefused,
  copyRunsNoJobs,
  copyHasNoSlots,
  copySubscribesToNothing,
  databasesEqual,
  databasesLookedInto,
  rolesEqual,
  membershipsEqual,
  tablespacesEqual,
  formatEqual,
  limitsSufficient,
  walLevelSufficient,
  extensionsEqual,
  definitionsEqual,
  grantsEqual,
  defaultPrivilegesEqual,
  constraintsValidated,
  indexesValid,
  tablesEqual,
  rowsEqual,
  digestsEqual,
  largeObjectsEqual,
  sequencesNotBack,
  sequencesAhead,
  hypertablesEqual,
  timescaleJobsEqual,
  checksumsOn,
  checksumsRight,
  relationFilesPresent,
  heapsIntact,
  btreesIntact,
  otherIndexesReadable,
  constraintsHold,
  viewsWork,
  functionsLoad,
  extensionsInstallable,
  collationVersions,
  transactionAge,
  preparedTransactionsNone,
];

const fileAssertions: Assertion<FileFacts>[] = [
  fileGood,
  fileRecent,
  fileDigest,
  fileDecrypts,
  wrongKeyRefused,
  copyHasNoEgress,
  repositoryWriteRefused,
];

/** Of a snapshot of Redis. */
export const snapshotAssertions: Assertion<SnapshotFacts>[] = [
  ...fileAssertions,
  redisChecked,
  redisLoads,
  redisKeys,
  redisPersists,
  redisStartsAgain,
];

/** Of the newest dumps of Postgres, together. */
export const dumpAssertions: Assertion<DumpFacts>[] = [...fileAssertions, dumpsComplete, dumpsRestore, dumpsRows];
