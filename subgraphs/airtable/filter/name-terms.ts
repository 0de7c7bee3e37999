import { quote } from "../upstream/formula.ts";

/** Formulas about the texts that are joined in one. */
export interface SeparatedTexts {
  /** True when one of them is this text. */
  readonly has: (text: string) => string;
  /** The same for the text of a number's literal. */
  readonly hasTextOf: (literal: string) => string;
  /** True when this stands in what is joined, separators included, in whatever case. */
  readonly matches: (part: string) => string;
  /** Whether `has` can be right about a text, given all that there may be. */
  readonly canTell: (text: string, known: readonly string[] | undefined) => boolean;
}

/**
 * @param joined a formula whose value begins with the separator, ends with it, and has one between each two texts, so that
 * "A" is not found in "AB"
 */
export function separatedTexts(joined: string, separator: string): SeparatedTexts {
  const parts = (text: string) => text.split(separator);
  return {
    has: (text) => `FIND(${quote(separator + text + separator)},${joined})>0`,
    hasTextOf: (literal) => `FIND(${quote(separator)}&${literal}&${quote(separator)},${joined})>0`,
    matches: (part) => `FIND(LOWER(${quote(part)}),LOWER(${joined}))>0`,
    canTell(text, known) {
      // Without the others, only a text that holds the separator itself is in doubt.
      if (known === undefined) return parts(text).length === 1;
      // A part that nothing else has is there only if the text is.
      const others = new Set(known.filter((other) => other !== text).flatMap(parts));
      return parts(text).some((part) => !others.has(part));
    },
  };
}
