import type { RunId, TenantId } from "../../../kernel/identity/ids.ts";
import type { ConnectionId } from "../ids.ts";
import type { Priority } from "../scheduler/priority.ts";

/** In whose name, and for whom, Airtable is called. */
export interface AirtableAccess {
  readonly tenantId: TenantId;
  readonly connectionId: ConnectionId;
  /** Differs between connections, and between one token of a connection and the next: what is remembered goes by it. */
  readonly cacheKey: string;
  /** Airtable's id of the token's owner, for whose tokens Airtable counts calls together. */
  readonly airtableUserId: string;
  /** Fresh enough to be sent now: an OAuth token is renewed here. */
  readonly token: () => Promise<string>;
  /** Told of a token that Airtable refused (401). @returns whether `token` answers with another one from now on */
  readonly tokenRefused: (token: string) => Promise<boolean>;
  readonly requestId: string;
  /** The workflow run that asks, if one does. */
  readonly runId: RunId | null;
  readonly priority: Priority;
  /** Aborted when nobody waits for the answer any more. A write that has been sent is not called back. */
  readonly signal: AbortSignal | undefined;
  /** Told of each turn that was waited for. */
  readonly onTurn: (waitedMs: number) => void;
}

/** For a call whose answer is remembered: others may have come to wait for it, so who began it can't give it up. */
export function forAll(access: AirtableAccess): AirtableAccess {
  return { ...access, signal: undefined };
}
