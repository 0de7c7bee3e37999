import { type FormulaFailure, failure } from "./value.ts";

/** A hundred cells of the longest that Airtable keeps. Formulas could otherwise make texts that take all memory. */
const longestText = 10_000_000;

/** Texts in one, unless that is longer than any text may be. */
export function joinTexts(texts: readonly string[], separator = ""): string | FormulaFailure {
  let length = separator.length * Math.max(texts.length - 1, 0);
  for (const text of texts) length += text.length;
  return length > longestText ? failure : texts.join(separator);
}

/** A text so many times, under the same limit. @param times a whole number, not negative */
export function repeatText(text: string, times: number): string | FormulaFailure {
  return text.length * times > longestText || !Number.isFinite(times) ? failure : text.repeat(times);
}
