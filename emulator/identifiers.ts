import { randomInt } from "node:crypto";

/** Makes a new id for a prefix of reference 1.1, such as `rec`. */
export type IdSource = (prefix: string) => string;

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * An id source over a source of random whole numbers.
 *
 * @param below returns a whole number from 0 up to, not including, its argument
 */
export function idSource(below: (limit: number) => number): IdSource {
  return (prefix) => prefix + Array.from({ length: 14 }, () => alphabet.charAt(below(alphabet.length))).join("");
}

/** Ids nobody can guess, for everything made while the emulator runs. */
export const randomIds: IdSource = idSource((limit) => randomInt(limit));

/** Whether a text is an id with the prefix: three letters and 14 of `[0-9A-Za-z]` (reference 1.1). */
export function isId(text: string, prefix: string): boolean {
  return text.length === 17 && text.startsWith(prefix) && /^[0-9A-Za-z]+$/.test(text);
}
