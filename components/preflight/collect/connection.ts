/** @param code of the system's or of TLS's error @returns what it says of the other side */
export function failureOf(code: string): "untrusted" | "unreachable" | "unknown" {
  if (/^(ERR_SSL|ERR_TLS|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(VERIFY|GET_ISSUER)|HOSTNAME_MISMATCH)/.test(code)) return "untrusted";
  return /^(ECONN|ENOTFOUND|EAI_AGAIN|EHOST|ENET|ETIMEDOUT|EPIPE)/.test(code) ? "unreachable" : "unknown";
}
