export { duringCluster } from "./during";
export { clusterDown } from "./down";
export { clusterPart } from "./part";
export { clusterParts, presentParts, type ClusterPart } from "./parts";
export { clusterStatus, type ClusterStatus } from "./status";
export { clusterUp } from "./up";
export { canHostCluster } from "./session";
export { registry } from "./settings";
