import type { Computation } from "./computed-fields.ts";
import { type Base, type Field, type LinkField, linkedIds, type Row } from "./model.ts";

/** A field whose value in some records follows from a cell. */
export interface Dependent {
  readonly field: Field;
  /** The link by which those records reach the cell; null when it is the same record. */
  readonly through: LinkField | null;
}

/** Which fields follow from which, so that a write looks at those values only that it can have changed. */
export class Dependents {
  readonly #byField = new Map<string, Dependent[]>();
  /** Fields that follow from any change of their record, by table id. */
  readonly #byTable = new Map<string, Dependent[]>();

  constructor(base: Pick<Base, "tables" | "fields">, computations: ReadonlyMap<string, Computation>) {
    for (const field of base.fields.values()) this.#add(base, field, computations.get(field.id));
  }

  /** What follows from a cell of the field. */
  ofField(fieldId: string): readonly Dependent[] {
    return this.#byField.get(fieldId) ?? [];
  }

  /** What follows from any change of a record of the table. */
  ofRecord(tableId: string): readonly Dependent[] {
    return this.#byTable.get(tableId) ?? [];
  }

  /** The fields themselves and all that follows from them, however far. */
  closure(fieldIds: Iterable<string>): ReadonlySet<string> {
    const reached = new Set(fieldIds);
    for (const fieldId of reached) for (const { field } of this.ofField(fieldId)) reached.add(field.id);
    return reached;
  }

  #add(base: Pick<Base, "tables">, field: Field, computation: Computation | undefined): void {
    if (field.type === "lastModifiedBy") this.#follows(this.#byTable, field.tableId, { field, through: null });
    if (field.type === "lastModifiedTime") this.#followsChanges(field, field.options.referencedFieldIds);
    if (field.type === "multipleRecordLinks") {
      // In a formula a link reads as the primary values of the linked records.
      const linked = base.tables.get(field.options.linkedTableId);
      if (linked !== undefined) this.#follows(this.#byField, linked.primaryField.id, { field, through: field });
    }
    if (computation === undefined || computation.kind === "invalid") return;
    if (computation.kind === "formula") {
      for (const fieldId of computation.fieldIds) this.#follows(this.#byField, fieldId, { field, through: null });
      if (computation.readsLastChange) this.#followsChanges(field, []);
      return;
    }
    this.#follows(this.#byField, computation.link.id, { field, through: null });
    if (computation.kind === "count") return;
    this.#follows(this.#byField, computation.target.id, { field, through: computation.link });
  }

  #followsChanges(field: Field, fieldIds: readonly string[]): void {
    if (fieldIds.length === 0) this.#follows(this.#byTable, field.tableId, { field, through: null });
    for (const fieldId of fieldIds) this.#follows(this.#byField, fieldId, { field, through: null });
  }

  #follows(from: Map<string, Dependent[]>, key: string, dependent: Dependent): void {
    const known = from.get(key);
    if (known === undefined) from.set(key, [dependent]);
    else known.push(dependent);
  }
}

/** The records whose cells of a link field hold the record. */
export function rowsLinkingTo(base: Base, target: Row, link: LinkField): Row[] {
  const inverse = link.options.inverseLinkFieldId;
  const ids = inverse === undefined ? base.backlinks.get(link.id)?.get(target.id) : linkedIds(target, inverse);
  const rows: Row[] = [];
  for (const id of ids ?? []) {
    const row = base.rows.get(id);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}
