import { sealedColumn } from "../../../kernel/secrets/sealed-column.ts";
import { secrets } from "./tables.ts";

/** Every column that holds secrets. */
export const sealedColumns = [
  sealedColumn({
    table: secrets,
    holder: secrets.id,
    owner: { tenantId: secrets.tenantId },
    sealed: secrets.sealed,
  }),
];
