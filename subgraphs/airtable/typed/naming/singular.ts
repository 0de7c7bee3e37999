import pluralize from "pluralize";
import type { Words } from "./words.ts";

/** Words of which people say neither one nor several, though grammar books do. */
const uncountable: ReadonlySet<string> = new Set(["data", "metadata", "criteria", "todo", "canvas", "lens"]);

/** What one thing and several of it are called, by a label that may be either; never the same. */
export function oneAndMany({ words, countable, acronyms }: Words): { one: readonly string[]; many: readonly string[] } {
  const noun = countable === undefined ? undefined : words[countable];
  if (countable === undefined || noun === undefined || uncountable.has(noun))
    return { one: [...words, "record"], many: words };
  const one = acronyms ? noun.slice(0, -1) : pluralize.singular(noun);
  const many = acronyms || pluralize.isPlural(noun) ? noun : pluralize.plural(noun);
  return one === many
    ? { one: [...words, "record"], many: words }
    : { one: words.with(countable, one), many: words.with(countable, many) };
}
