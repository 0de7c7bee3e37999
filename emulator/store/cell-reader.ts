import { numberText, toText } from "../formula/coerce.ts";
import type { CompiledFormula } from "../formula/compile.ts";
import type { Evaluate } from "../formula/functions/formula-function.ts";
import { dateTimeValue, type FormulaValue, failure, flatten, isBlank } from "../formula/value.ts";
import { isJsonObject, type Json } from "../json.ts";
import { unreachable } from "../unreachable.ts";
import { choiceName, isSelect } from "./choices.ts";
import { type Computation, type ComputedFields, compileComputedFields } from "./computed-fields.ts";
import { Dependents, rowsLinkingTo } from "./dependents.ts";
import { type Attachment, type Base, type Cell, type Field, linkedIds, type Row, type Table } from "./model.ts";
import { plainCell } from "./plain-cells.ts";
import { type RowIndex, RowIndexes } from "./row-indexes.ts";
import { RowOrders } from "./row-orders.ts";
import { lastChange, type ReadCell, type RowPlace, RowScope } from "./row-scope.ts";

/** Values of one computed field, made when first asked for. */
interface Column {
  compute: ReadCell;
  readonly values: Map<Row, FormulaValue>;
}

/**
 * Reads cells as formulas see them (reference 10.2), computed ones included.
 *
 * Computed values are made when first asked for and kept until something they follow from is written: a page of
 * records costs only its own cells, and a write only what depends on it. A kept value implies that the computed values
 * it was made from are kept too, which is why making values stale may stop where nothing is kept.
 */
export class CellReader {
  readonly base: Base;
  readonly #origin: string;
  #computed: ComputedFields;
  #dependents: Dependents;
  /** Fields that change with the time, by themselves or by what they follow from. */
  #volatileIds: ReadonlySet<string>;
  readonly #columns = new Map<string, Column>();
  readonly #orders: RowOrders;
  readonly #indexes = new RowIndexes();
  /** The time every evaluation sees (ms). */
  readonly #moment = { now: 0 };

  /** @param origin where attachments of this emulator are served, for the text of attachment cells */
  constructor(base: Base, origin = "") {
    this.base = base;
    this.#origin = origin;
    this.#computed = compileComputedFields(base);
    this.#dependents = new Dependents(base, this.#computed.byId);
    this.#volatileIds = this.#dependents.closure(this.#computed.volatileIds);
    this.#orders = new RowOrders((row, field) => this.value(row, field));
  }

  get computed(): ComputedFields {
    return this.#computed;
  }

  get dependents(): Dependents {
    return this.#dependents;
  }

  /** The orders records are listed in, in step with all writes so far. */
  get orders(): RowOrders {
    this.#catchUp();
    return this.#orders;
  }

  /** What records are found by, in step with all writes so far. */
  get indexes(): RowIndexes {
    this.#catchUp();
    return this.#indexes;
  }

  /** The records of a table by the text of a field; those where it is blank cannot be found. */
  rowsByText(table: Table, field: Field): RowIndex {
    return this.indexes.of(table, "text", [field.id], (row) => toText(this.value(row, field)) || null);
  }

  /** To be called after fields or tables of the base changed: compiles all formulas anew and forgets all values. */
  recompile(): void {
    this.#computed = compileComputedFields(this.base);
    this.#dependents = new Dependents(this.base, this.#computed.byId);
    this.#volatileIds = this.#dependents.closure(this.#computed.volatileIds);
    for (const [fieldId, column] of this.#columns) {
      // Changed in place: filters of listings under way hold on to it.
      column.compute = this.#compute(this.#computationOf(fieldId));
      column.values.clear();
    }
    this.#orders.clear();
    this.#indexes.clear();
    this.base.journal.length = 0;
  }

  /** The time every evaluation sees from here on (ms); set once per request so that NOW() is one value in it. */
  startRequest(now: number): void {
    if (now !== this.#moment.now) {
      for (const fieldId of this.#volatileIds) this.#columns.get(fieldId)?.values.clear();
      this.#orders.forget(this.#volatileIds);
      this.#indexes.forget(this.#volatileIds);
    }
    this.#moment.now = now;
    this.#catchUp();
  }

  /** The value of a cell in a formula. */
  value(row: Row, field: Field): FormulaValue {
    if (!this.#computed.byId.has(field.id)) return this.#stored(row, field);
    this.#catchUp();
    return kept(this.#column(field.id), row);
  }

  /** A formula over the records of a table, ready to run for one after the other. */
  bind(formula: Pick<CompiledFormula, "bind">): ReadCell {
    const scope = this.#scope();
    const evaluate = formula.bind(scope);
    return (row) => {
      scope.row = row;
      return evaluate();
    };
  }

  #scope(): RowScope {
    return new RowScope(this.#moment, (fieldId, place) => this.#cellOf(fieldId, place));
  }

  #cellOf(fieldId: string, place: RowPlace): Evaluate {
    const field = this.base.fields.get(fieldId);
    if (field === undefined) return () => null;
    if (!this.#computed.byId.has(fieldId)) return plainCell(field, place) ?? (() => this.#storedAt(place, fieldId));
    let column: Column | undefined;
    return () => {
      if (place.row === null) return null;
      this.#catchUp();
      column ??= this.#column(fieldId);
      return kept(column, place.row);
    };
  }

  /** Of the field as it is now: a filter of a listing under way outlives a change of its type. */
  #storedAt({ row }: RowPlace, fieldId: string): FormulaValue {
    const field = this.base.fields.get(fieldId);
    return row === null || field === undefined ? null : this.#stored(row, field);
  }

  #column(fieldId: string): Column {
    const known = this.#columns.get(fieldId);
    if (known !== undefined) return known;
    const column = { compute: this.#compute(this.#computationOf(fieldId)), values: new Map<Row, FormulaValue>() };
    this.#columns.set(fieldId, column);
    return column;
  }

  #computationOf(fieldId: string): Computation {
    return this.#computed.byId.get(fieldId) ?? { kind: "invalid" };
  }

  #compute(computation: Computation): ReadCell {
    switch (computation.kind) {
      case "formula": {
        const evaluate = this.bind(computation);
        return (row) => asYielded(evaluate(row), computation.yields);
      }
      case "rollup": {
        const scope = this.#scope();
        const evaluate = computation.bind(scope);
        return (row) => {
          // Before the scope is set: reading linked values may run other formulas, but never this one.
          scope.linked = this.#linkedValues(row, computation);
          scope.row = row;
          return asYielded(evaluate(), computation.yields);
        };
      }
      case "lookup":
        return (row) => this.#linkedValues(row, computation);
      case "count":
        return (row) => linkedIds(row, computation.link.id).length;
      case "invalid":
        return () => failure;
    }
    return unreachable(computation);
  }

  /** Makes stale what was written since the last look. */
  #catchUp(): void {
    const { journal } = this.base;
    if (journal.length === 0) return;
    for (const happening of journal.splice(0)) {
      switch (happening.kind) {
        case "cell":
          this.#spread(happening.row, happening.fieldId);
          break;
        case "added":
          this.#orders.add(happening.row);
          this.#indexes.add(happening.row);
          break;
        case "removed":
          this.#forgetRow(happening.row);
          break;
        default:
          unreachable(happening);
      }
    }
  }

  #forgetRow(row: Row): void {
    for (const field of this.base.tables.get(row.tableId)?.fields.values() ?? []) {
      this.#columns.get(field.id)?.values.delete(row);
    }
    this.#orders.remove(row);
    this.#indexes.remove(row);
  }

  #spread(row: Row, fieldId: string): void {
    const stale: { readonly row: Row; readonly fieldId: string }[] = [];
    const reach = (from: Row, field: Field): void => {
      if (!this.#computed.byId.has(field.id) || this.#columns.get(field.id)?.values.delete(from) === true) {
        stale.push({ row: from, fieldId: field.id });
      }
    };
    stale.push({ row, fieldId });
    for (const { field } of this.#dependents.ofRecord(row.tableId)) reach(row, field);
    for (let next = stale.pop(); next !== undefined; next = stale.pop()) {
      this.#orders.touch(next.row, next.fieldId);
      this.#indexes.touch(next.row, next.fieldId);
      for (const { field, through } of this.#dependents.ofField(next.fieldId)) {
        if (this.#computed.byId.has(field.id) && !this.#columns.has(field.id)) continue;
        if (through === null) reach(next.row, field);
        else for (const linking of rowsLinkingTo(this.base, next.row, through)) reach(linking, field);
      }
    }
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
    const cell = row.cells.get(field.id);
    if (cell !== undefined) return this.#cellValue(field, cell);
    switch (field.type) {
      case "autoNumber":
        return row.autoNumber;
      case "createdBy":
        return this.#userName(row.created.userId);
      case "lastModifiedBy":
        return this.#userName(row.modified.userId);
      case "createdTime":
        return stampValue(row.created.time, field.options.result.type);
      case "lastModifiedTime":
        return stampValue(lastChange(row, field.options.referencedFieldIds).time, field.options.result.type);
      default:
        return null;
    }
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
    switch (field.type) {
      case "date":
        return { kind: "date", ms: Date.parse(text), dateOnly: true };
      case "dateTime":
        return dateTimeValue(Date.parse(text));
      case "singleSelect":
        return choiceName(field, text);
      case "singleCollaborator":
        return this.#userName(text);
      default:
        return text;
    }
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

function kept({ values, compute }: Column, row: Row): FormulaValue {
  const known = values.get(row);
  if (known !== undefined) return known;
  const value = compute(row);
  values.set(row, value);
  return value;
}

function stampValue(ms: number, resultType: string): FormulaValue {
  return { kind: "date", ms, dateOnly: resultType === "date" };
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

function jsonText(value: Json): FormulaValue {
  if (typeof value === "string" || typeof value === "number") return value;
  if (!isJsonObject(value)) return null;
  // Barcodes have a text, buttons a label, AI cells a value.
  return jsonText(value.text ?? value.label ?? value.value ?? null);
}
