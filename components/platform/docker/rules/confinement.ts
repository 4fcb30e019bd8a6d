export const loopback = "127.0.0.1";
export const noNewPrivileges = "no-new-privileges";
export const allCapabilities = "ALL";

/** Where the log goes, and when it is cut: 30 MB a container. */
export const logs = { logDriver: "json-file", logOpts: { "max-size": "10m", "max-file": "3" } };
