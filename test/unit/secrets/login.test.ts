import fc from "fast-check";
import { loginOf } from "../../../components/secrets/login";

test.each([
  [1, { owner: "notes", current: "notes_1" }],
  [2, { owner: "notes", current: "notes_2", retired: "notes_1" }],
  [3, { owner: "notes", current: "notes_1", retired: "notes_2" }],
  [4, { owner: "notes", current: "notes_2", retired: "notes_1" }],
])("version %i", (version, login) => expect(loginOf("notes", version)).toEqual(login));

const version = fc.integer({ min: 1, max: 1_000_000 });

test("a rotation fills the login that nobody uses, and retires the one that was in use", () => {
  fc.assert(
    fc.property(version, (before) => {
      const next = loginOf("notes", before + 1);
      expect(next.current).not.toBe(loginOf("notes", before).current);
      expect(next.retired).toBe(loginOf("notes", before).current);
    }),
  );
});

test("a jump of several versions never leaves the current login among the retired, and the owner never changes", () => {
  fc.assert(
    fc.property(version, (any) => {
      const { owner, current, retired } = loginOf("notes", any);
      expect(owner).toBe("notes");
      expect(retired).not.toBe(current);
    }),
  );
});

test("logins of different applications never meet, as names hold no underscore", () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
  fc.assert(
    fc.property(name, name, version, version, (a, b, versionA, versionB) => {
      fc.pre(a !== b);
      const { current, retired } = loginOf(b, versionB);
      expect([current, retired]).not.toContain(loginOf(a, versionA).current);
    }),
  );
});
