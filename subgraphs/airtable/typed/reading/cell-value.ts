import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { Context } from "../../context.ts";
import { listTables } from "../../list-tables.ts";
import type { FieldModel, TableModel } from "../../models.ts";
import { toAttachments } from "../../reading/attachments.ts";
import { choiceName } from "../choice-labels.ts";
import type { EnumType, ItemType, ObjectType, ScalarName, ValueType } from "../typed-graph.ts";

/** A choice that is known neither to the graph nor, by that label, to the schema as it is remembered. */
class UnknownChoice extends AirgraphError {}

/**
 * A cell as its GraphQL type has it. Choices are called something else at Airtable without anybody being told: one with a label
 * that is not known is looked for in the base as it is now.
 * @throws as `toCellValue`
 */
export function typedCell(
  context: Context,
  table: TableModel,
  field: FieldModel,
  type: Exclude<ValueType, { kind: "link" }>,
  cell: unknown,
): unknown {
  try {
    const value = toCellValue(field, type, cell);
    const isDoubtful = Array.isArray(value) && value.some((item) => item instanceof UnknownChoice);
    return isDoubtful ? afresh() : value;
  } catch (error) {
    if (!(error instanceof UnknownChoice)) throw error;
    return afresh();
  }

  async function afresh(): Promise<unknown> {
    await context.caches.doubtSchema(table.baseId);
    const current = (await listTables(context, table.baseId)).get(table.id)?.fields.get(field.id);
    return toCellValue(current ?? field, type, cell);
  }
}

/**
 * A cell as its GraphQL type has it: null when it is empty, but an unchecked box is false and an empty list has nothing in
 * it. What does not fit within a list is an Error in its place.
 * @param cell as Airtable printed it; null when it is empty
 * @throws AirgraphError UPSTREAM_UNAVAILABLE for what is not of its type; CONFLICT for a choice that the graph does not know
 */
function toCellValue(field: FieldModel, type: Exclude<ValueType, { kind: "link" }>, cell: unknown): unknown {
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

/** What MAX and MIN of a rollup make of no dates at all. */
const noMoment = 0;

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
      if (value === noMoment) return null;
      if (typeof value === "string" && day.test(value)) return value.slice(0, 10);
      break;
    case "DateTime":
      if (value === noMoment) return null;
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
  throw new UnknownChoice(
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
