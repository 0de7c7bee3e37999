import type { AirtableAccess } from "../upstream/airtable-access.ts";

/**
 * The access of a call that is made for several callers of one connection: none of them alone may give it up, and each
 * of them has waited for its turn.
 * @param signal aborted when all of them have given up
 */
export function shareAccess(
  first: AirtableAccess,
  signal: AbortSignal,
): { access: AirtableAccess; madeFor(callers: Iterable<AirtableAccess>): void } {
  const waits: number[] = [];
  let told: ReadonlySet<AirtableAccess> = new Set();
  return {
    access: {
      ...first,
      signal,
      onTurn(waitedMs) {
        waits.push(waitedMs);
        for (const { onTurn } of told) onTurn(waitedMs);
      },
    },
    madeFor(callers) {
      told = new Set(callers);
      for (const waitedMs of waits) for (const { onTurn } of told) onTurn(waitedMs);
    },
  };
}
