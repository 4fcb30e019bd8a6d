/** CPU in millicores, as Kubernetes writes it: 100m is a tenth of a core. */
export type Cpu = `${number}m`;

/** Memory or disk in binary units, as Kubernetes writes it. */
export type Size = `${number}${"Mi" | "Gi"}`;

/** Seven digits at most: bytes then fit into the 64 bits of every engine. */
export const cpuPattern = /^[1-9]\d{0,6}m$/;
export const sizePattern = /^[1-9]\d{0,6}(Mi|Gi)$/;

/**
 * @returns whole mebibytes
 * @throws Error when the text is not a whole number of Mi or Gi
 */
export function mebibytes(size: Size): number {
  if (!sizePattern.test(size)) {
    throw new Error(`size: got ${JSON.stringify(size)}, allowed is a whole number of Mi or Gi; write "512Mi" or "2Gi"`);
  }
  return Number.parseInt(size, 10) * (size.endsWith("Gi") ? 1024 : 1);
}

/**
 * @returns thousandths of a core
 * @throws Error when the text is not a whole number of m
 */
export function millicores(cpu: Cpu): number {
  if (!cpuPattern.test(cpu)) {
    throw new Error(`cpu: got ${JSON.stringify(cpu)}, allowed is a whole number of m; write "500m" for half a core`);
  }
  return Number.parseInt(cpu, 10);
}
