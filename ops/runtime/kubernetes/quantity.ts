const factors: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** @param quantity as the Kubernetes API writes it: `250m`, `1.5`, `128Mi`, `1e3` @returns cores, or bytes */
export function quantity(text: string): number {
  const [, number, unit = ""] = /^(\d+(?:\.\d*)?|\.\d+)([a-zA-Z]*|[eE][+-]?\d+)$/.exec(text) ?? [];
  if (number === undefined) throw new Error(`quantity: got ${JSON.stringify(text)}, allowed is one of Kubernetes, such as 250m or 128Mi`);
  const factor = factors[unit];
  return factor === undefined ? Number(text) : Number(number) * factor;
}

/** @returns thousandths of a core */
export const millicores = (text: string): number => Math.round(quantity(text) * 1000);

export const mebibytes = (text: string): number => Math.round(quantity(text) / 2 ** 20);
