import { typeNamesOfChoices } from "../naming/derived-names.ts";
import { definition, deprecation, member } from "./definition.ts";
import type { EnumPart } from "./graph-parts.ts";

/**
 * The value of an enum of a select without choices, since there are no enums without values. It goes with the first choice; nobody
 * can have used it.
 */
export const noChoices = "_NO_CHOICES";

const isEmpty = member("Has an empty cell, or has not.", "isEmpty: Boolean");

/** An enum with the inputs that ask for its values, one for each way in which cells hold them. */
export function printChoices({ typeName, choices, holdings }: EnumPart): string {
  const names = typeNamesOfChoices(typeName);
  const values = choices.map((choice) => member(choice.label, `${choice.name}${deprecation(choice, "choice")}`));
  const none = member("The field has no choices.", `${noChoices} @deprecated(reason: "The field has no choices yet.")`);
  let sdl = definition(
    "Choices, by their labels in Airtable.",
    `enum ${typeName}`,
    values.length > 0 ? values : [none],
  );
  if (holdings.has("one")) {
    sdl += definition("Which choice a cell is to hold.", `input ${names.filter}`, [
      member("Is this.", `eq: ${typeName}`),
      member("Is not this, or is empty.", `ne: ${typeName}`),
      member("Is one of these.", `in: [${typeName}!]`),
      member("Is none of these, or is empty.", `notIn: [${typeName}!]`),
      isEmpty,
    ]);
  }
  if (holdings.has("several")) {
    sdl += definition("Which choices a cell is to hold.", `input ${names.listFilter}`, [
      member("Has exactly these, in whatever order.", `eq: [${typeName}!]`),
      member("Has others than exactly these.", `ne: [${typeName}!]`),
      ...membersOf(typeName),
      isEmpty,
    ]);
  }
  if (holdings.has("lookup")) {
    sdl += definition("Which choices a lookup is to have found.", `input ${names.lookupFilter}`, [
      member("One of the values is this.", `eq: ${typeName}`),
      member("None of the values is this.", `ne: ${typeName}`),
      member("One of the values is one of these.", `in: [${typeName}!]`),
      member("None of the values is one of these.", `notIn: [${typeName}!]`),
      ...membersOf(typeName),
      isEmpty,
    ]);
  }
  return sdl;
}

function membersOf(typeName: string): string[] {
  return [
    member("Has one of these.", `hasAny: [${typeName}!]`),
    member("Has all of these.", `hasAll: [${typeName}!]`),
    member("Has none of these.", `hasNone: [${typeName}!]`),
  ];
}
