/** Changes that the provider plans as updates and then ignores. */
export const silentlyIgnoredUpdates = ["cpuPeriod", "cpuQuota", "destroyGraceSeconds", "healthcheck", "init", "mounts", "tmpfs"];
