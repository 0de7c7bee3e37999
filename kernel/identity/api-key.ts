import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";

/** `agk_`, 32 random characters, and six of a checksum, so that a scanner or a typist's mistake needs no database. */
const shape = /^agk_([0-9A-Za-z]{32})([0-9a-z]{6})$/;

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

function checksum(random: string): string {
  return crc32(random).toString(36).padStart(7, "0").slice(-6);
}
