import { Secret } from "otpauth";
import { hashSecretText } from "../secret-text.ts";

const howMany = 10;
const bytes = 10;

/** New recovery codes as people are shown them: 80 random bits each, as `abcd-efgh-ijkl-mnop` in base32. */
export function generateRecoveryCodes(): string[] {
  return Array.from({ length: howMany }, () => {
    const text = new Secret({ size: bytes }).base32.toLowerCase();
    return text.match(/.{4}/g)?.join("-") ?? text;
  });
}

/** As a code is stored, however it was typed. */
export function hashRecoveryCode(code: string): string {
  return hashSecretText(bareCode(code).toLowerCase());
}

/** Longer is no code, however it was typed. */
const longestCode = 100;

/** A code of any kind without the blanks and dashes that people read and type it with. */
export function bareCode(code: string): string {
  return code.slice(0, longestCode).replace(/[\s\p{Pd}]/gu, "");
}
