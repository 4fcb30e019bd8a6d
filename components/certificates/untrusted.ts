/** @param code of an error of Node's TLS @returns whether a certificate was not accepted, as against no connection at all */
export const isUntrusted = (code: string): boolean =>
  /^(ERR_SSL|ERR_TLS|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(VERIFY|GET_ISSUER)|HOSTNAME_MISMATCH)/.test(code);
