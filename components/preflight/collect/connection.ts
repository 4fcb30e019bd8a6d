import { isUntrusted } from "../../certificates/untrusted";

/** @param code of the system's or of TLS's error @returns what it says of the other side */
export function failureOf(code: string): "untrusted" | "unreachable" | "unknown" {
  if (isUntrusted(code)) return "untrusted";
  return /^(ECONN|ENOTFOUND|EAI_AGAIN|EHOST|ENET|ETIMEDOUT|EPIPE)/.test(code) ? "unreachable" : "unknown";
}
