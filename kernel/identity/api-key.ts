import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/** `agk_`, 32 random characters, and six of a checksum, so that a scanner or a typist's mistake needs no database. */
const shape = /^agk_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A fresh API key: 190 bits. */
export function generateApiKey(): string {
  let random = "";
  while (random.length < 32) {
    // Of 256 values 248 are spread evenly over 62 characters; the rest would favour the first ones.
    for (const byte of randomBytes(48)) if (byte < 248 && random.length < 32) random += alphabet[byte % 62];
  }
  return `agk_${random}${checksum(random)}`;
}

/** Whether it looks like an API key and its checksum is right. */
export function isApiKey(text: string): boolean {
  const [, random, given] = shape.exec(text) ?? [];
  return random !== undefined && given === checksum(random);
}

/** What may be shown of a key, for people to tell it from others: it leaves 150 bits unknown. */
export function apiKeyPrefix(key: string): string {
  return key.slice(0, 10);
}

/** All 32 bits of a CRC, in six characters: no mistake in a single character goes unnoticed. */
function checksum(random: string): string {
  let text = "";
  for (let rest = crc32(random); text.length < 6; rest = Math.floor(rest / 62)) text = `${alphabet[rest % 62]}${text}`;
  return text;
}
