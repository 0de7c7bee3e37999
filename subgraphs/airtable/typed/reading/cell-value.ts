import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { FieldModel } from "../../models.ts";
import { toAttachments } from "../../reading/attachments.ts";
import { choiceName } from "../choice-labels.ts";
import type { EnumType, ItemType, ObjectType, ScalarName, ValueType } from "../typed-graph.ts";

/**
 * A cell as its GraphQL type has it: null when it is empty, but an unchecked box is false and an empty list has nothing in
 * it. What does not fit within a list is an Error in its place.
 * @param cell as Airtable printed it; null when it is empty
 * @throws AirgraphError UPSTREAM_UNAVAILABLE for what is not of its type; CONFLICT for a choice that the graph does not know
 */
export function toCellValue(field: FieldModel, type: Exclude<ValueType, { kind: "link" }>, cell: unknown): unknown {
  if (type.kind === "list") return toList(field, type.of, cell);
  if (cell === null || cell === undefined) return field.type === "checkbox" ? false : null;
  // Of a lookup that a formula passes on, say.
  return toItem(field, type, Array.isArray(cell) && cell.length === 1 && !isJson(type) ? cell[0] : cell);
}

function isJson(type: ItemType): boolean {
  return type.kind === "scalar" && type.scalar === "JSON";
}

function toList(field: FieldModel, of: ItemType, cell: unknown): unknown[] {
  if (cell === null || cell === undefined) return [];
  const items: unknown[] = Array.isArray(cell) ? cell : [cell];
  if (of.kind === "object" && of.type === "Attachment") return toAttachments(field, items);
  return items.map((item) => {
    try {
      return item === null ? null : toItem(field, of, item);
    } catch (error) {
      if (error instanceof AirgraphError) return error;
      throw error;
    }
  });
}

function toItem(field: FieldModel, type: ItemType, value: unknown): unknown {
  switch (type.kind) {
    case "scalar":
      return toScalar(field, type.scalar, value);
    case "enum":
      return toChoice(field, type, value);
    case "object":
      return toObject(field, type, value);
  }
}

const day = /^\d{4}-\d{2}-\d{2}/;

function toScalar(field: FieldModel, scalar: ScalarName, value: unknown): unknown {
  switch (scalar) {
    case "String":
    case "ID":
    case "URL":
    case "EmailAddress":
    case "PhoneNumber":
      if (typeof value === "string") return value;
      if (typeof value === "number" || typeof value === "boolean") return String(value);
      break;
    case "Float":
      if (typeof value === "number") return value;
      break;
    case "Int":
      if (Number.isInteger(value)) return value;
      break;
    case "Boolean":
      if (typeof value === "boolean") return value;
      if (value === 1 || value === 0) return value === 1;
      break;
    case "Date":
      if (typeof value === "string" && day.test(value)) return value.slice(0, 10);
      break;
    case "DateTime":
      if (typeof value === "string" && !Number.isNaN(Date.parse(value))) return new Date(value);
      break;
    case "JSON":
      return value;
  }
  throw senseless(field, scalar);
}

function toChoice(field: FieldModel, type: EnumType, value: unknown): string {
  if (typeof value !== "string") throw senseless(field, type.typeName);
  const name = choiceName(field, type, value);
  if (name !== undefined) return name;
  throw new AirgraphError(
    "CONFLICT",
    `The cell ${JSON.stringify(field.name)} holds the choice ${JSON.stringify(value)}, which is newer than this graph; ask again in a few seconds.`,
    { field: field.name, choice: value },
  );
}

function toObject(field: FieldModel, { type }: ObjectType, value: unknown): unknown {
  if (type === "Attachment") return toAttachments(field, [value])[0];
  if (typeof value === "object" && value !== null) return value;
  throw senseless(field, type);
}

function senseless({ name }: FieldModel, type: string): AirgraphError {
  return new AirgraphError(
    "UPSTREAM_UNAVAILABLE",
    `Airtable's value of the cell ${JSON.stringify(name)} is no ${type}, as its field says.`,
    { field: name },
  );
}
