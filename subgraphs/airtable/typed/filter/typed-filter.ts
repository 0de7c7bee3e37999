import type { Filter } from "../../filter/parse-filter.ts";
import type { FieldModel, TableModel } from "../../models.ts";

/** A filter of a typed list as the client gave it: conditions by the names of fields. */
export type TypedFilterInput = Readonly<Record<string, unknown>>;

/** The same, checked against the tables that it is about. */
export type TypedFilter =
  | { readonly kind: "all" | "any"; readonly of: readonly TypedFilter[] }
  | { readonly kind: "not"; readonly of: TypedFilter }
  /** What can be said of a record by its own cells. */
  | { readonly kind: "own"; readonly filter: Filter }
  | LinkedCondition;

/** One of the records that a link field points at meets a filter, of those that the caller may read. */
export interface LinkedCondition {
  readonly kind: "linked";
  readonly path: string;
  readonly table: TableModel;
  readonly field: FieldModel;
  readonly linkedTable: TableModel;
  readonly of: TypedFilter;
  /** Whether records that are found by it show those that meet it, so that these will be asked for. */
  readonly shown: boolean;
}
