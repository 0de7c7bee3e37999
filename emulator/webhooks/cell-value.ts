import { toText } from "../formula/coerce.ts";
import { isJsonList, isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Choice } from "../seed/field-schema.ts";
import type { PermissionLevel } from "../seed/seed.ts";
import type { CellReader } from "../store/cell-reader.ts";
import { type Field, linkedIds, type Row, type SelectField } from "../store/model.ts";
import { cellToJson, storedFormat } from "../store/record-json.ts";

/** What cell values in payloads need besides the cells. */
export interface CellContext {
  readonly reader: CellReader;
  /** What a user may do in the base. */
  levelOf(userId: string): PermissionLevel;
}

/** A cell in format V2 of reference 7; null when empty. */
export function cellValue(context: CellContext, row: Row, field: Field): Json {
  const { reader } = context;
  const plain = () => cellToJson(reader, row, field, storedFormat);
  const computation = reader.computed.byId.get(field.id);
  switch (field.type) {
    case "multipleRecordLinks":
      return orNull(linkedIds(row, field.id).map((id) => linkValue(reader, id)));
    case "multipleLookupValues":
      return computation?.kind === "lookup" ? lookupValue(context, row, computation) : plain();
    case "singleSelect":
    case "multipleSelects":
      return choiceValue(field, row);
    case "externalSyncSource": {
      const name = plain();
      const choice = field.options.choices.find((each) => each.name === name);
      return choice === undefined ? name : shownChoice(choice);
    }
    case "singleCollaborator":
    case "multipleCollaborators":
    case "createdBy":
    case "lastModifiedBy":
      return withLevels(context, plain());
    default:
      return plain();
  }
}

function orNull(list: readonly Json[]): Json {
  return list.length === 0 ? null : list;
}

function linkValue(reader: CellReader, id: string): JsonObject {
  const row = reader.base.rows.get(id);
  const primary = row === undefined ? undefined : reader.base.tables.get(row.tableId)?.primaryField;
  return { id, name: row === undefined || primary === undefined ? "" : toText(reader.value(row, primary)) };
}

/** A lookup tells which linked record each value is of. */
function lookupValue(context: CellContext, row: Row, through: { readonly link: Field; readonly target: Field }): Json {
  const linkedRecordIds = linkedIds(row, through.link.id);
  const valuesByLinkedRecordId: Record<string, Json> = {};
  for (const id of linkedRecordIds) {
    const linked = context.reader.base.rows.get(id);
    const value = linked === undefined ? null : cellValue(context, linked, through.target);
    if (value !== null) valuesByLinkedRecordId[id] = isJsonList(value) ? value : [value];
  }
  return Object.keys(valuesByLinkedRecordId).length === 0
    ? null
    : { valuesByLinkedRecordId, linkedRecordIds: [...linkedRecordIds] };
}

function choiceValue(field: SelectField, row: Row): Json {
  const cell = row.cells.get(field.id);
  if (typeof cell === "string") return choiceById(field, cell);
  return typeof cell === "object" && cell.kind === "choices" ? cell.ids.map((id) => choiceById(field, id)) : null;
}

function choiceById(field: SelectField, id: string): JsonObject {
  return shownChoice(field.options.choices.find((choice) => choice.id === id) ?? { id, name: id });
}

function shownChoice({ id, name, color }: Choice): JsonObject {
  return color === undefined ? { id, name } : { id, name, color };
}

function withLevels(context: CellContext, value: Json): Json {
  if (isJsonList(value)) return value.map((member) => withLevels(context, member));
  if (!isJsonObject(value) || typeof value.id !== "string") return value;
  return { ...value, permissionLevel: context.levelOf(value.id) };
}
