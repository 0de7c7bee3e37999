import { sealedColumn } from "../../../kernel/secrets/sealed-column.ts";
import { signingKeys, totps } from "./tables.ts";

/** Every column that holds secrets. */
export const sealedColumns = [
  sealedColumn({
    table: totps,
    holder: totps.personId,
    owner: { userId: totps.personId },
    sealed: totps.sealedSecret,
  }),
  sealedColumn({
    table: signingKeys,
    holder: signingKeys.id,
    owner: { service: "auth" },
    sealed: signingKeys.sealedPrivateKey,
  }),
];
