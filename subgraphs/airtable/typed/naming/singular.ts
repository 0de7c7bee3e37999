import pluralize from "pluralize";
import type { Words } from "./words.ts";

/** Words of which people say neither one nor several, though grammar books do. */
const uncountable: ReadonlySet<string> = new Set(["data", "metadata", "criteria", "todo", "canvas", "lens"]);

/** What one thing and several of it are called, by a label that may be either; the same where they can't be told apart. */
export function oneAndMany({ words, countable }: Words): { one: readonly string[]; many: readonly string[] } {
  const noun = countable === undefined ? undefined : words[countable];
  if (countable === undefined || noun === undefined || uncountable.has(noun)) return { one: words, many: words };
  const singular = pluralize.singular(noun);
  const many = pluralize.isPlural(noun) ? noun : pluralize.plural(noun);
  // Where it can't say both of it, as `news`, it says the same twice.
  return { one: words.with(countable, singular), many: words.with(countable, many) };
}
