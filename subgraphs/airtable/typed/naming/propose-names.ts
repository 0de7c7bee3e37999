import { oneAndMany } from "./singular.ts";
import { type Claim, claimsOfChoices, type TakenNames } from "./taken-names.ts";
import { camelCase, capital, constantCase, pascalCase, type Words, wordsOf, wordsWithEmoji } from "./words.ts";

/** What a part is, in names that have nothing else to say. */
export type Noun = "base" | "table" | "field" | "choice";

/**
 * The first of what a label suggests that nothing else is called: as it is, with its emoji, with what it is (`idField`, where
 * Airgraph uses the name itself), numbered (`name2`).
 */
export function choose<Names>(
  label: string,
  noun: Noun,
  taken: TakenNames,
  { name, claims }: { readonly name: (words: Words) => Names; readonly claims: (names: Names) => readonly Claim[] },
): Names {
  const plain = orNoun(wordsOf(label), noun);
  const first = name(plain);
  const clash = taken.clashOf(claims(first));
  if (clash === undefined) return first;
  const told = orNoun(wordsWithEmoji(label), noun);
  const stem = clash.own
    ? plain
    : { ...plain, words: [...plain.words, noun], countable: plain.words.length, acronyms: false };
  const others = [...(told.words.join() === plain.words.join() ? [] : [told]), stem].map(name);
  const free = others.find((names) => taken.clashOf(claims(names)) === undefined);
  if (free !== undefined) return free;
  for (;;) {
    const number = taken.nextNumber(clash.claim);
    const numbered = name({ ...stem, words: [...stem.words, String(number)] });
    if (taken.clashOf(claims(numbered)) === undefined) return numbered;
  }
}

export function baseNames({ words }: Words): { name: string; typeName: string } {
  const begun = /^\d/.test(words[0] ?? "") ? ["base", ...words] : words;
  return { name: camelCase(begun), typeName: pascalCase(begun) };
}

export function tableNames(
  base: { readonly typeName: string },
  words: Words,
): { name: string; one: string; typeName: string } {
  const { one, many } = oneAndMany(/^\d/.test(words.words[0] ?? "") ? after("table", words) : words);
  return { name: camelCase(many), one: camelCase(one), typeName: `${base.typeName}${pascalCase(one)}` };
}

export function fieldName({ words }: Words): string {
  return beginning(camelCase(words));
}

/** The name of the type of a field's choices. */
export function choicesTypeName(
  table: { readonly typeName: string },
  field: { readonly name: string },
  taken: TakenNames,
): string {
  const stem = `${table.typeName}${capital(field.name)}`;
  for (let number = 1; ; number += 1) {
    const typeName = number === 1 ? stem : `${stem}Choice${number === 2 ? "" : number - 1}`;
    if (taken.clashOf(claimsOfChoices(typeName)) === undefined) return typeName;
  }
}

export function choiceName({ words }: Words): string {
  return beginning(constantCase(words));
}

function orNoun(words: Words, noun: Noun): Words {
  return words.words.length > 0 ? words : { words: [noun], countable: 0, acronyms: false };
}

function after(noun: Noun, words: Words): Words {
  const { countable } = words;
  return { ...words, words: [noun, ...words.words], countable: countable === undefined ? 0 : countable + 1 };
}

/** Names don't begin with a digit. */
function beginning(name: string): string {
  return /^\d/.test(name) ? `_${name}` : name;
}
