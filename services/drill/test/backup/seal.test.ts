import { sealed, unsealed } from "../../src/backup/seal";

/** BR2, BR3: what is kept beside a backup is told from what became of it. */
const document = { label: "20261125-020000F", databases: [{ name: "app", rows: "12" }], none: null };
const text = sealed(document);

test("what was sealed comes back", () => expect(unsealed("manifest.json", text)).toEqual(document));

test.each([
  ["another value", text.replace("12", "13")],
  ["a field less", text.replace(',"none":null', "")],
  ["no seal", JSON.stringify(document)],
  ["no JSON", text.slice(0, 40)],
])("%s is refused", (_, changed) => {
  expect(changed).not.toBe(text);
  expect(() => unsealed("manifest.json", changed)).toThrow("manifest.json: it was changed since it was written");
});
