import type { Field, Table } from "../store/model.ts";

/** What became of a base's schema. There is no call that deletes a table or a field (reference 6). */
export type SchemaChange =
  | { readonly kind: "createdTable"; readonly table: Table }
  | {
      readonly kind: "changedTable";
      readonly table: Table;
      readonly previous: Pick<Table, "name" | "description">;
    }
  | { readonly kind: "createdField"; readonly field: Field }
  | { readonly kind: "changedField"; readonly field: Field; readonly previous: Field };
