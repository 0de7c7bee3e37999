import { createHash } from "node:crypto";
import anyAscii from "any-ascii";

/** A label as words that names are made of. */
export interface Words {
  /** Of letters and digits of ASCII, in lower case. */
  readonly words: readonly string[];
  /** Which word tells one from several, where the label is in English as far as can be seen: `deals` of `deals in doubt`. */
  readonly countable: number | undefined;
  /** Whether that is an acronym of several: `SKUs`. */
  readonly acronyms: boolean;
}

/** Longer labels are cut: several of these make up the name of a type. */
const maximumLength = 48;
/** How much of a label is looked at. */
const readLength = 1000;

/** With what joins or colours them. */
const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0f|\u20e3/gu;
/** What says something though it is no letter. */
const symbols: readonly [RegExp, string][] = [
  [/(?<=\b[A-Za-z])\.(?=[A-Za-z]\b)/g, ""],
  [/(?<=[\p{L}\p{N}])['’ʼ`](?=\p{L})/gu, ""],
  // Vowels, where others are not written.
  [/[اآأإٱعىאע]/g, "a"],
  [/&/g, " and "],
  [/%/g, " percent "],
  [/@/g, " at "],
  [/\+/g, " plus "],
  [/(?<=[A-Za-z])#/g, " sharp "],
  [/#/g, " number "],
];
/** An acronym of several, an acronym, a word, a number with what is written onto it: `SKUs`, `VAT`, `Price2`, `3rd`, `2D`. */
const word = /[A-Z]{2,}s(?![a-z])\d*|[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+(?:[a-z]+|[A-Z](?![a-z]))?/g;
/** What is told after these tells of the thing before it. */
const preposition = /^(?:of|for|in|by|to|from|with|per|at|on|as|without)$/;
const aside = /[([{|:;–—/,]|\s-\s/;
const english = /^[\p{ASCII}\p{P}\p{S}\p{Z}]*$/u;

/** Without emoji, as long as there is something else. */
export function wordsOf(label: string): Words {
  const plain = label.slice(0, readLength).replace(emoji, " ");
  const said = split(plain);
  if (said.length === 0) return wordsWithEmoji(label);
  const words = cut(said, label);
  if (words.length !== said.length || !english.test(plain)) return { words, countable: undefined, acronyms: false };
  const countable = countableOf(plain, said);
  return { words, countable, acronyms: countable !== undefined && /^[A-Z]+s$/.test(said[countable] ?? "") };
}

/** With emoji, which tell labels apart that are the same otherwise. */
export function wordsWithEmoji(label: string): Words {
  return { words: cut(split(label.slice(0, readLength)), label), countable: undefined, acronyms: false };
}

/** As `closeDate`. */
export function camelCase(words: readonly string[]): string {
  const [first = "", ...rest] = words;
  return rest.reduce((name, next) => join(name, capital(next)), first);
}

/** As `CloseDate`. */
export function pascalCase(words: readonly string[]): string {
  return words.reduce((name, next) => join(name, capital(next)), "");
}

/** As `CLOSE_DATE`. */
export function constantCase(words: readonly string[]): string {
  return words.join("_").toUpperCase();
}

/** The name that begins with a capital, of one that need not. */
export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function split(text: string): string[] {
  // Chinese has no spaces around it, and no capitals where it is written in Latin letters but at each syllable.
  const spaced = text.normalize("NFC").replace(/\p{Script=Han}+/gu, " $& ");
  const said = symbols.reduce((rest, [symbol, words]) => rest.replace(symbol, words), spaced);
  // A letter that has no capitals may be written with signs that are no letters, as `l'` and `ml'`.
  const latin = anyAscii(said).replace(/(?<=[A-Za-z])['`]|['`](?=[A-Za-z])/g, "");
  return latin.match(word) ?? [];
}

function countableOf(text: string, words: readonly string[]): number | undefined {
  const head = split(text.split(aside)[0] ?? "").length || words.length;
  const before = words.slice(0, head).findIndex((each, index) => index > 0 && preposition.test(each.toLowerCase()));
  const end = before < 0 ? head : before;
  const index = words.slice(0, end).findLastIndex((each) => /^[A-Za-z]+$/.test(each));
  return index < 0 ? undefined : index;
}

/** In lower case, cut at a word; what tells it from other labels that begin likewise depends on the label only. */
function cut(words: readonly string[], label: string): readonly string[] {
  const lower = words.map((each) => each.toLowerCase());
  if (lower.join(" ").length <= maximumLength) return lower;
  const kept: string[] = [];
  for (const each of lower) {
    if ([...kept, each].join(" ").length > maximumLength) break;
    kept.push(each);
  }
  if (kept.length === 0) kept.push((lower[0] ?? "").slice(0, maximumLength));
  return [...kept, `x${createHash("sha256").update(label).digest("hex").slice(0, 4)}`];
}

/** Two numbers beside each other would be one. */
function join(name: string, next: string): string {
  return /\d$/.test(name) && /^\d/.test(next) ? `${name}_${next}` : `${name}${next}`;
}
