export { clusterDown } from "./down";
export { clusterParts, presentParts, type ClusterPart } from "./parts";
export { clusterStatus, type ClusterStatus } from "./status";
export { clusterUp } from "./up";
export { registry } from "./settings";
