import { refusals } from "../api-error.ts";
import { coerceCell, type WriteContext } from "../cells/coerce-cell.ts";
import { isComputed } from "../cells/field-kinds.ts";
import { type IdSource, isId } from "../identifiers.ts";
import type { Choice } from "../seed/field-schema.ts";
import type { CellReader } from "./cell-reader.ts";
import { linkedTable } from "./computed-fields.ts";
import { type Cell, type Field, findField, type LinkField, type Row, type SelectField, type Table } from "./model.ts";

/** The `fields` object of a request: values by field name or id. */
export type WrittenFields = Readonly<Record<string, unknown>>;

interface WriteOptions {
  readonly typecast: boolean;
  /** Whether typecast may add choices; a question of the caller's role. */
  readonly mayAddChoices: boolean;
}

/** New values of one record; null clears. */
type PlannedCells = Map<Field, Cell | null>;

export interface PlannedRecord {
  readonly id: string;
  readonly table: Table;
  /** The record being changed; null for one that is to be created. */
  readonly row: Row | null;
  readonly cells: PlannedCells;
}

/**
 * Everything one request is going to write, checked before anything is written: a batch is all or nothing
 * (reference 4.3). After planning, applying cannot fail.
 */
export class WritePlan {
  readonly records: PlannedRecord[] = [];
  readonly newChoices: { readonly field: SelectField; readonly choice: Choice }[] = [];
  /** Linked records that typecast makes up; they are created before `records`. */
  readonly linkedRecords: PlannedRecord[] = [];
  /** Attachments given by URL, which somebody has to fetch. */
  readonly newAttachmentIds = new Set<string>();
  readonly #reader: CellReader;
  readonly #newId: IdSource;
  readonly #options: WriteOptions;
  /** Ids of `linkedRecords` by the link field's table and the text they were made from. */
  readonly #madeUp = new Map<string, string>();

  constructor(reader: CellReader, newId: IdSource, options: WriteOptions) {
    this.#reader = reader;
    this.#newId = newId;
    this.#options = options;
  }

  /** Plans a new record. @throws ApiError 422 */
  create(table: Table, fields: WrittenFields): PlannedRecord {
    const cells = this.#coerceAll(table, fields, null);
    const planned = { id: this.#newId("rec"), table, row: null, cells };
    this.records.push(planned);
    return planned;
  }

  /**
   * Plans a change of a record.
   *
   * @param replace true clears every writable cell that is not named (PUT)
   * @throws ApiError 422
   */
  update(table: Table, row: Row, fields: WrittenFields, replace: boolean): PlannedRecord {
    const cells = this.#coerceAll(table, fields, row);
    if (replace) clearOthers(table, cells);
    const planned = { id: row.id, table, row, cells };
    this.records.push(planned);
    return planned;
  }

  /** Plans a further change of a record that this plan creates. */
  amend(planned: PlannedRecord, fields: WrittenFields, replace: boolean): void {
    const cells = this.#coerceAll(planned.table, fields, null);
    if (replace) clearOthers(planned.table, cells);
    for (const [field, cell] of cells) planned.cells.set(field, cell);
  }

  /** Plans a cell that no JSON value stands for, such as an uploaded file. */
  set(table: Table, row: Row, field: Field, cell: Cell): void {
    this.records.push({ id: row.id, table, row, cells: new Map([[field, cell]]) });
  }

  /** The cell a value would become, without planning to write it. @throws ApiError 422 */
  coerce(field: Field, value: unknown): Cell | null {
    return coerceCell(field, value, this.#context(null));
  }

  #coerceAll(table: Table, fields: WrittenFields, row: Row | null): PlannedCells {
    const cells: PlannedCells = new Map();
    const context = this.#context(row);
    for (const [key, value] of Object.entries(fields)) {
      const field = findField(table, key);
      if (field === null) throw refusals.unknownField(key);
      if (isComputed(field)) throw refusals.computedField(field.name);
      cells.set(field, coerceCell(field, value, context));
    }
    return cells;
  }

  #context(row: Row | null): WriteContext {
    return {
      base: this.#reader.base,
      typecast: this.#options.typecast,
      row,
      choiceId: (field, name) => this.#choiceId(field, name),
      linkedRecordId: (field, text) => this.#linkedRecordId(field, text),
      newAttachmentId: () => {
        const id = this.#newId("att");
        this.newAttachmentIds.add(id);
        return id;
      },
    };
  }

  #choiceId(field: SelectField, name: string): string {
    const existing = field.options.choices.find((choice) => choice.name === name);
    if (existing !== undefined) return existing.id;
    const planned = this.newChoices.find((each) => each.field === field && each.choice.name === name);
    if (planned !== undefined) return planned.choice.id;
    if (!this.#options.typecast || !this.#options.mayAddChoices) throw refusals.newChoice(name);
    const choice = { id: this.#newId("sel"), name };
    this.newChoices.push({ field, choice });
    return choice.id;
  }

  #linkedRecordId(field: LinkField, text: string): string {
    const table = linkedTable(this.#reader.base, field);
    // The first match wins (reference 9.3).
    const existing =
      this.#reader.rowsByText(table, table.primaryField).find(text)[0]?.id ?? this.#madeUp.get(`${table.id}/${text}`);
    if (existing !== undefined) return existing;
    const primary = table.primaryField;
    // A record cannot be made up where the primary field is computed: nothing could be written to find it by.
    if (isComputed(primary)) throw refusals.unacceptableValue(field.name);
    const cells: PlannedCells = new Map([[primary, this.coerce(primary, text)]]);
    const planned = { id: this.#newId("rec"), table, row: null, cells };
    this.linkedRecords.push(planned);
    this.#madeUp.set(`${table.id}/${text}`, planned.id);
    return planned.id;
  }
}

/** A record of the table by id. @throws ApiError INVALID_RECORDS for a malformed id, ROW_DOES_NOT_EXIST for no record */
export function rowOfBatch(table: Table, id: string): Row {
  if (!isId(id, "rec")) throw refusals.invalidUpdates();
  const row = table.rows.get(id);
  if (row === undefined) throw refusals.rowDoesNotExist(id);
  return row;
}

function clearOthers(table: Table, cells: PlannedCells): void {
  for (const field of table.fields.values()) if (!isComputed(field) && !cells.has(field)) cells.set(field, null);
}
