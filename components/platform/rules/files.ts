export const filesFolder = "/run/config";
export const secretsFolder = "/run/secrets";

/** For root and its group, which every workload is in. */
export const filePermissions = "0440";
