import type { RunId, TenantId } from "../../../kernel/identity/ids.ts";
import type { PaceKey } from "../store/slots.ts";

/** In whose name Airtable is called. */
export interface AirtableAccess {
  readonly tenantId: TenantId;
  readonly token: string;
  /** What the token's calls count for, beside the base they go to. */
  readonly pace: PaceKey;
  readonly requestId: string;
  /** The workflow run that asks, if one does. */
  readonly runId: RunId | null;
}
