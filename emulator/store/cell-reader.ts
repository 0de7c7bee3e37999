import type { AttachmentUrls } from "../attachments/attachment-urls.ts";
import { numberText } from "../formula/coerce.ts";
import type { FormulaScope } from "../formula/functions/formula-function.ts";
import { dateTimeValue, type FormulaValue, failure, flatten, isBlank } from "../formula/value.ts";
import type { JsonObject } from "../json.ts";
import { unreachable } from "../unreachable.ts";
import { type Computation, type ComputedFields, compileComputedFields } from "./computed-fields.ts";
import { type Attachment, type Base, type Cell, type Field, linkedIds, type Row, type SelectField } from "./model.ts";

/**
 * Reads cells as formulas see them (reference 10.2), computed ones included.
 *
 * Computed values are made when first asked for and kept until the base's version moves on: a page of records costs
 * only its own cells, and no write has to know what depends on it.
 */
export class CellReader {
  readonly base: Base;
  readonly computed: ComputedFields;
  #now = 0;
  #origin = "";
  #urls: AttachmentUrls | null = null;
  #version = -1;
  #kept = new Map<string, Map<string, FormulaValue>>();

  constructor(base: Base) {
    this.base = base;
    this.computed = compileComputedFields(base);
  }

  /** The time every evaluation sees from here on (ms); set once per request so that NOW() is one value in it. */
  startRequest(now: number): void {
    if (this.computed.volatile && now !== this.#now) this.#kept.clear();
    this.#now = now;
  }

  /** Where attachments of this emulator are served, and who signs their URLs. */
  serveFrom(origin: string, urls: AttachmentUrls): void {
    this.#origin = origin;
    this.#urls = urls;
  }

  /** An attachment's URL as this read shows it. @param origin where the client reached us */
  printUrl(url: string, origin: string): string {
    return this.#urls?.print(url, origin) ?? url;
  }

  /** The value of a cell in a formula. */
  value(row: Row, field: Field): FormulaValue {
    const computation = this.computed.byId.get(field.id);
    return computation === undefined ? this.#stored(row, field) : this.#keep(row, field, computation);
  }

  /** The scope in which formulas of a record run. */
  scope(row: Row, values: readonly FormulaValue[] = []): FormulaScope {
    const { base } = this;
    return {
      now: this.#now,
      recordId: () => row.id,
      createdTime: () => row.created.time,
      lastModifiedTime: (fieldIds) => lastChange(row, fieldIds).time,
      cell: (fieldId) => {
        const field = base.fields.get(fieldId);
        return field === undefined ? null : this.value(row, field);
      },
      values: () => values,
    };
  }

  #keep(row: Row, field: Field, computation: Computation): FormulaValue {
    if (this.#version !== this.base.version) {
      this.#kept.clear();
      this.#version = this.base.version;
    }
    let column = this.#kept.get(field.id);
    if (column === undefined) {
      column = new Map();
      this.#kept.set(field.id, column);
    }
    const kept = column.get(row.id);
    if (kept !== undefined) return kept;
    const value = this.#compute(row, computation);
    column.set(row.id, value);
    return value;
  }

  #compute(row: Row, computation: Computation): FormulaValue {
    switch (computation.kind) {
      case "formula":
        return asYielded(computation.evaluate(this.scope(row)), computation.yields);
      case "rollup": {
        const values = this.#linkedValues(row, computation);
        return asYielded(computation.evaluate(this.scope(row, values)), computation.yields);
      }
      case "lookup":
        return this.#linkedValues(row, computation);
      case "count":
        return linkedIds(row, computation.link.id).length;
      case "invalid":
        return failure;
    }
    return unreachable(computation);
  }

  #linkedValues(row: Row, through: { readonly link: Field; readonly target: Field }): readonly FormulaValue[] {
    const values: FormulaValue[] = [];
    for (const id of linkedIds(row, through.link.id)) {
      const linked = this.base.rows.get(id);
      if (linked === undefined) continue;
      const value = this.value(linked, through.target);
      if (!isBlank(value)) values.push(value);
    }
    return flatten(values);
  }

  #stored(row: Row, field: Field): FormulaValue {
    if (field.type === "autoNumber") return row.autoNumber;
    if (field.type === "createdBy") return this.#userName(row.created.userId);
    if (field.type === "lastModifiedBy") return this.#userName(row.modified.userId);
    if (field.type === "createdTime") return stampValue(row.created.time, field.options.result.type);
    if (field.type === "lastModifiedTime") {
      return stampValue(lastChange(row, field.options.referencedFieldIds).time, field.options.result.type);
    }
    const cell = row.cells.get(field.id);
    return cell === undefined ? null : this.#cellValue(field, cell);
  }

  #cellValue(field: Field, cell: Cell): FormulaValue {
    if (cell === true) return 1;
    if (typeof cell === "number") return cell;
    if (typeof cell === "string") return this.#textCell(field, cell);
    switch (cell.kind) {
      case "links":
        return this.#primaryValues(cell.ids);
      case "choices":
        return isSelect(field) ? cell.ids.map((id) => choiceName(field, id)) : null;
      case "users":
        return cell.ids.map((id) => this.#userName(id));
      case "attachments":
        return cell.items.map((item) => `${item.filename} (${attachmentUrl(item, this.#origin)})`);
      case "json":
        return jsonText(cell.value);
    }
    return unreachable(cell);
  }

  #textCell(field: Field, text: string): FormulaValue {
    if (field.type === "date") return { kind: "date", ms: Date.parse(text), dateOnly: true };
    if (field.type === "dateTime") return dateTimeValue(Date.parse(text));
    if (field.type === "singleSelect") return choiceName(field, text);
    return field.type === "singleCollaborator" ? this.#userName(text) : text;
  }

  #primaryValues(ids: readonly string[]): FormulaValue[] {
    return ids.map((id) => {
      const linked = this.base.rows.get(id);
      const table = linked === undefined ? undefined : this.base.tables.get(linked.tableId);
      return linked === undefined || table === undefined ? null : this.value(linked, table.primaryField);
    });
  }

  #userName(userId: string): string | null {
    return this.base.users.byId.get(userId)?.name ?? null;
  }
}

function stampValue(ms: number, resultType: string): FormulaValue {
  return { kind: "date", ms, dateOnly: resultType === "date" };
}

/** The latest change of the named fields, or of the record when none is named. A field without a change has the creation's. */
function lastChange(row: Row, fieldIds: readonly string[]): { readonly time: number; readonly userId: string } {
  if (fieldIds.length === 0) return row.modified;
  let latest = row.created;
  for (const fieldId of fieldIds) {
    const change = row.cellChanges.get(fieldId);
    if (change !== undefined && change.time >= latest.time) latest = change;
  }
  return latest;
}

export function isSelect(field: Field): field is SelectField {
  return field.type === "singleSelect" || field.type === "multipleSelects";
}

/** The name of a choice; its id when the choice is gone. */
export function choiceName(field: SelectField, id: string): string {
  return field.options.choices.find((choice) => choice.id === id)?.name ?? id;
}

/** The absolute URL of an attachment; unsigned, because the value of a formula must not change from read to read. */
function attachmentUrl(item: Attachment, origin: string): string {
  return item.url.startsWith("/") ? `${origin}${item.url}` : item.url;
}

/** "Mixed IF branches" of reference 10.2: where text may come out, a number becomes text and 0 becomes blank. */
function asYielded(value: FormulaValue, yields: string): FormulaValue {
  if (yields !== "text" || typeof value !== "number") return value;
  return value === 0 ? null : numberText(value);
}

function jsonText(value: unknown): FormulaValue {
  if (typeof value === "string" || typeof value === "number") return value;
  if (!isJsonObject(value)) return null;
  // Barcodes have a text, buttons a label, AI cells a value.
  return jsonText(value.text ?? value.label ?? value.value ?? null);
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
