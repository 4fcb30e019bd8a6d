/** Where a container finds its certificate: ca.crt, tls.crt and tls.key, the names Kubernetes gives them. */
export const certificateFolder = "/run/certificates";
