import { plainText } from "../../../kernel/errors/parse-input.ts";

/** A name of a tenant, a role or a key: one line, and what it shows is what it holds. */
export function oneLine(longest: number) {
  return (
    plainText
      // Other line breaks than ASCII's, and marks that turn the direction of the text around them.
      .regex(/^[^\p{Zl}\p{Zp}\u{202a}-\u{202e}\u{2066}-\u{2069}]*$/u, "must be one line of plain text")
      .trim()
      .normalize("NFC")
      .min(1, "must not be empty")
      .max(longest, `must have at most ${longest} characters`)
  );
}

export const tenantName = oneLine(100);
