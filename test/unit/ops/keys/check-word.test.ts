import { asWritten, checkWord, fingerprintOf, splitWord } from "../../../../ops/keys/check-word";

test("is the published CRC-24: 21CF02 for its standard text", () => {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const crc = [...checkWord("123456789")].reduce((sum, character) => sum * 32 + alphabet.indexOf(character), 0);
  expect(crc.toString(16)).toBe("21cf02");
  expect(checkWord("")).toHaveLength(5);
});

test("is read in any case, with letters in the place of digits", () => {
  expect(asWritten("o0iL1z")).toBe("00111Z");
  expect(splitWord("abc23KR2")).toEqual({ rest: "abc", word: "23KR2" });
});

test("a fingerprint is the beginning of SHA-256, which is e3b0c442… for nothing", () => {
  // 11100 01110 11000 01100 01000 …
  expect(fingerprintOf("")).toMatch(/^WERC8-[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){2}$/);
});
