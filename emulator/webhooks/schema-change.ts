import type { Field, Table } from "../store/model.ts";

/** What became of a base's schema. Tables and fields are deleted, and types changed, in Airtable's own window only. */
export type SchemaChange =
  | { readonly kind: "createdTable"; readonly table: Table }
  | {
      readonly kind: "changedTable";
      readonly table: Table;
      readonly previous: Pick<Table, "name" | "description">;
    }
  | { readonly kind: "destroyedTable"; readonly table: Table }
  | { readonly kind: "createdField"; readonly field: Field }
  | { readonly kind: "changedField"; readonly field: Field; readonly previous: Field }
  | { readonly kind: "destroyedField"; readonly field: Field };
