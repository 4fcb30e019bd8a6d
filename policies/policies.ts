import { backupRetention } from "./docker/backup-retention";
import { backupScheduled } from "./docker/backup-scheduled";
import { capabilitiesDropped } from "./docker/capabilities-dropped";
import { cpuLimit } from "./docker/cpu-limit";
import { dataProtected } from "./docker/data-protected";
import { deleteBeforeReplace } from "./docker/delete-before-replace";
import { healthCheck } from "./docker/health-check";
import { imagePinned } from "./docker/image-pinned";
import { imageTag } from "./docker/image-tag";
import { internalNetworks } from "./docker/internal-networks";
import { logLimit } from "./docker/log-limit";
import { loopbackPorts } from "./docker/loopback-ports";
import { memoryLimit } from "./docker/memory-limit";
import { memorySwap } from "./docker/memory-swap";
import { networkMode } from "./docker/network-mode";
import { noAnonymousVolumes } from "./docker/no-anonymous-volumes";
import { noDockerSocket } from "./docker/no-docker-socket";
import { noHostNamespaces } from "./docker/no-host-namespaces";
import { noNewPrivileges } from "./docker/no-new-privileges";
import { noOverlappingJobs } from "./docker/no-overlapping-jobs";
import { noPrivileged } from "./docker/no-privileged";
import { noProviderWait } from "./docker/no-provider-wait";
import { noPublicDatabase } from "./docker/no-public-database";
import { noSecretArguments } from "./docker/no-secret-arguments";
import { noSecretEnv } from "./docker/no-secret-env";
import { nonRootUser } from "./docker/non-root-user";
import { ownNetwork } from "./docker/own-network";
import { readOnlyRoot } from "./docker/read-only-root";
import { restartPolicy } from "./docker/restart-policy";
import { secretPermissions } from "./docker/secret-permissions";
import { stopGrace } from "./docker/stop-grace";
import { volumesRemoved } from "./docker/volumes-removed";
import { backupEncrypted } from "./files/backup-encrypted";
import { encryptedConnections } from "./files/encrypted-connections";
import { walArchiving } from "./files/wal-archiving";
import { claimProtected } from "./kubernetes/claim-protected";
import { cronjobForbid } from "./kubernetes/cronjob-forbid";
import { defaultDeny } from "./kubernetes/default-deny";
import { namespaceRestricted } from "./kubernetes/namespace-restricted";
import { podConfined } from "./kubernetes/pod-confined";
import { podHost } from "./kubernetes/pod-host";
import { podImagePinned } from "./kubernetes/pod-image-pinned";
import { podLimits } from "./kubernetes/pod-limits";
import { podNoSecretArguments } from "./kubernetes/pod-no-secret-arguments";
import { podNoSecretEnv } from "./kubernetes/pod-no-secret-env";
import { podNoToken } from "./kubernetes/pod-no-token";
import { podProbes } from "./kubernetes/pod-probes";
import { podStopGrace } from "./kubernetes/pod-stop-grace";
import { postgresNoLiveness } from "./kubernetes/postgres-no-liveness";
import { serviceExposure } from "./kubernetes/service-exposure";
import { backupVerified } from "./stack/backup-verified";
import { preflight } from "./stack/preflight";
import type { Policy } from "./policy";

/** Their objects need a cluster, and the others none. */
export const kubernetesPolicies: Policy[] = [
  claimProtected,
  cronjobForbid,
  defaultDeny,
  namespaceRestricted,
  podConfined,
  podHost,
  podImagePinned,
  podLimits,
  podNoSecretArguments,
  podNoSecretEnv,
  podNoToken,
  podProbes,
  podStopGrace,
  postgresNoLiveness,
  serviceExposure,
];

export const policies: Policy[] = [
  backupRetention,
  backupScheduled,
  capabilitiesDropped,
  cpuLimit,
  dataProtected,
  deleteBeforeReplace,
  healthCheck,
  imagePinned,
  imageTag,
  internalNetworks,
  logLimit,
  loopbackPorts,
  memoryLimit,
  memorySwap,
  networkMode,
  noAnonymousVolumes,
  noDockerSocket,
  noHostNamespaces,
  noNewPrivileges,
  noOverlappingJobs,
  noPrivileged,
  noProviderWait,
  noPublicDatabase,
  noSecretArguments,
  noSecretEnv,
  nonRootUser,
  ownNetwork,
  readOnlyRoot,
  restartPolicy,
  secretPermissions,
  stopGrace,
  volumesRemoved,
  backupEncrypted,
  encryptedConnections,
  walArchiving,
  ...kubernetesPolicies,
  backupVerified,
  preflight,
];
