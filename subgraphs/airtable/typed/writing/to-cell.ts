import { z } from "zod";
import type { FieldModel } from "../../models.ts";
import type { EnumType, ItemType, ObjectType, TypedField } from "../typed-graph.ts";
import { choicesOf } from "../value-type.ts";

/** What is wrong with a value, as the end of a sentence. */
export class Unacceptable extends Error {}

const person = z.object({ id: z.string().nullish(), email: z.string().nullish() });
const file = z.object({ id: z.string().nullish(), url: z.string().nullish(), filename: z.string().nullish() });
const barcode = z.object({ text: z.string(), type: z.string().nullish() });
const list = z.array(z.unknown());

/**
 * A typed value as Airtable takes it for a cell that holds no links.
 * @param current the field as Airtable has it now, whose choices may have been renamed since the graph was made
 * @throws Unacceptable
 */
export function toCell({ value: type }: TypedField, current: FieldModel | undefined, given: unknown): unknown {
  if (given === null) return null;
  switch (type.kind) {
    case "list":
      return list.parse(given).map((item) => toItem(type.of, current, item));
    case "scalar":
    case "enum":
    case "object":
      return toItem(type, current, given);
    case "link":
      throw new Error("links are planned, not converted");
  }
}

function toItem(type: ItemType, current: FieldModel | undefined, given: unknown): unknown {
  switch (type.kind) {
    case "scalar":
      return given instanceof Date ? given.toISOString() : given;
    case "enum":
      return labelOf(type, current, given);
    case "object":
      return toObject(type.type, given);
  }
}

/** Clients name choices by names that stay; Airtable wants the label that a choice has now. */
function labelOf({ choices }: EnumType, current: FieldModel | undefined, given: unknown): string {
  const choice = choices.find(({ name }) => name === given);
  if (choice === undefined) throw new Error(`an enum let the unknown value ${String(given)} through`);
  const label = current === undefined ? choice.label : choicesOf(current).find(({ id }) => id === choice.id)?.name;
  if (choice.removed || label === undefined) {
    throw new Unacceptable(`can't become ${choice.name}: Airtable has that choice no longer`);
  }
  return label;
}

function toObject(type: ObjectType["type"], given: unknown): unknown {
  switch (type) {
    case "Collaborator": {
      const { id, email } = person.parse(given);
      if (id != null && email == null) return { id };
      if (email != null && id == null) return { email };
      throw new Unacceptable("must name a person by exactly one of id and email");
    }
    case "Attachment": {
      const { id, url, filename } = file.parse(given);
      if (id != null && url == null && filename == null) return { id };
      if (url != null && id == null) return filename == null ? { url } : { url, filename };
      throw new Unacceptable("must hold files with a url, and perhaps a filename, or with the id of one that stays");
    }
    case "Barcode": {
      const { text, type: symbology } = barcode.parse(given);
      return symbology == null ? { text } : { text, type: symbology };
    }
    case "Button":
    case "AiText":
      throw new Unacceptable("can't be written");
  }
}
