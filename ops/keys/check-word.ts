import { createHash } from "node:crypto";

/** Crockford's base 32: no I, L, O and U, which are taken for others (https://www.crockford.com/base32.html). */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 24 bits in characters of 5. */
const wordLength = 5;
/** 100 bits. */
const fingerprintLength = 20;

/**
 * CRC-24 of RFC 9580, as five characters. It differs for certain where texts differ within 24 bits in a row: one wrong character, or two
 * neighbours that changed places. For any other difference it is the same once in 16 million.
 * @param text visible ASCII
 */
export function checkWord(text: string): string {
  let crc = 0xb704ce;
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc & 0x800000 ? 0x1864cfb : 0);
  }
  return base32(BigInt(crc), wordLength);
}

/** The first 100 bits of SHA-256, in groups that can be compared by eye. */
export function fingerprintOf(text: string): string {
  const bits = BigInt(`0x${createHash("sha256").update(text).digest("hex")}`) >> 156n;
  return (base32(bits, fingerprintLength).match(/.{5}/g) as string[]).join("-");
}

/** As a person may type it: any case, O for 0, I and L for 1. */
export function asWritten(typed: string): string {
  return typed.toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1");
}

/** @returns the end of the text, as long as a check word, and what is before it */
export function splitWord(text: string): { rest: string; word: string } {
  return { rest: text.slice(0, -wordLength), word: text.slice(-wordLength) };
}

function base32(bits: bigint, length: number): string {
  return Array.from({ length }, (_, index) => alphabet[Number((bits >> BigInt(5 * (length - 1 - index))) & 31n)]).join("");
}
