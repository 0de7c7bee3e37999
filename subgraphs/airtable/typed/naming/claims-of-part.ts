import type { GraphPart } from "./graph-part.ts";
import {
  type Claim,
  claimsOfBase,
  claimsOfChoice,
  claimsOfChoices,
  claimsOfField,
  claimsOfTable,
} from "./taken-names.ts";

/**
 * All that a part is called, and what is named after it.
 * @param parent what it is a part of
 * @returns undefined while that has no name
 */
export function claimsOfPart(part: GraphPart, parent: GraphPart | undefined): Claim[] | undefined {
  switch (part.kind) {
    case "BASE":
      return claimsOfBase(part);
    case "TABLE":
      return parent?.kind === "BASE" ? claimsOfTable(parent, part) : undefined;
    case "FIELD":
      return parent && [...claimsOfField(part), ...(part.typeName === null ? [] : claimsOfChoices(part.typeName))];
    case "CHOICE":
      return parent && claimsOfChoice(part);
  }
}
