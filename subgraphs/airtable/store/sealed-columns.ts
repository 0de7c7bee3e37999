import { sealedColumn } from "../../../kernel/secrets/sealed-column.ts";
import { connections, oauthStates, watches } from "./tables.ts";

/** Every column that holds secrets. */
export const sealedColumns = [
  sealedColumn({
    table: connections,
    holder: connections.id,
    owner: { tenantId: connections.tenantId },
    sealed: connections.sealedCredentials,
  }),
  sealedColumn({
    table: oauthStates,
    holder: oauthStates.stateHash,
    owner: { tenantId: oauthStates.tenantId },
    sealed: oauthStates.sealedVerifier,
  }),
  sealedColumn({
    table: watches,
    holder: watches.id,
    owner: { tenantId: watches.tenantId },
    sealed: watches.sealedSecret,
  }),
];
