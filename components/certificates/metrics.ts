/**
 * @param notAfter name of the certificate → end of its validity, ISO 8601
 * @returns Prometheus text format, seconds since 1970
 */
export function expiryMetrics(notAfter: Record<string, string>): string {
  const name = "ballast_certificate_not_after_seconds";
  const samples = Object.entries(notAfter).map(([certificate, end]) => `${name}{certificate="${certificate}"} ${Date.parse(end) / 1000}\n`);
  return `# HELP ${name} End of a certificate's validity.\n# TYPE ${name} gauge\n${samples.join("")}`;
}
