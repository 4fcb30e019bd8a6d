import fc from "fast-check";
import type { Sheet } from "../../../../ops/keys/sheet";

export const key = "mK7d0OlIxYz9Q2wEnL8e1PmJyZa0R3xFoM9f2QnKzAb1S4yGpN0g3RoLaBc2T5zH";

/** Of a development stack, one repository in a volume. */
export const devSheet: Sheet = {
  project: "ballast",
  stack: "dev",
  platform: "docker",
  exported: "2026-01-31T12:00:00.000Z",
  archives: [
    {
      store: "postgres",
      engine: "pgbackrest",
      stanza: "main",
      cipher: "aes-256-cbc",
      key: "postgres-archive-key",
      repositories: ["volume=ballast-dev-postgres-repository"],
    },
  ],
  keys: [{ name: "postgres-archive-key", version: 1, value: key }],
};

const name = fc.stringMatching(/^[A-Za-z0-9][\w.-]{0,100}$/);
const visible = fc.stringMatching(/^[!-~]{1,100}$/);

/** Any that can be printed: long names, several stores, keys of any visible characters. */
export const sheets: fc.Arbitrary<Sheet> = fc.record({
  project: name,
  stack: name,
  platform: fc.constantFrom("docker", "kubernetes"),
  exported: fc.date({ min: new Date("2020-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }).map((date) => date.toISOString()),
  archives: fc.array(
    fc.record({
      store: name,
      engine: fc.constant("pgbackrest"),
      stanza: name,
      cipher: name,
      key: name,
      repositories: fc.array(visible, { maxLength: 3 }),
    }),
    { maxLength: 3 },
  ),
  keys: fc.array(fc.record({ name, version: fc.integer({ min: 1, max: 1000 }), value: visible }), { minLength: 1, maxLength: 4 }),
});
