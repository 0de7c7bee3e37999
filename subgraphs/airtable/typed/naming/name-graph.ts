import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../../../../kernel/clock.ts";
import type { Database } from "../../../../kernel/database/database.ts";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { TenantId } from "../../../../kernel/identity/ids.ts";
import { isComputed } from "../../filter/field-kind.ts";
import type { FieldModel } from "../../models.ts";
import { listGraphParts, lockGraphNames, saveGraphParts } from "../../store/graph-names.ts";
import { choicesOf, mostEnumValues } from "../value-type.ts";
import type { GraphPart } from "./graph-part.ts";
import type { PinnedGraph, PinQuestion } from "./pin-graph.ts";
import type { ReservedNames } from "./reserved-names.ts";
import type { DescribedBase } from "./seen-parts.ts";

export interface NamingParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly reserved: () => ReservedNames;
  /** `pinGraph`, wherever it is done. */
  readonly pin: (tenantId: TenantId, question: PinQuestion) => Promise<PinnedGraph>;
}

/** Bases, tables, fields and choices. Some 25,000 fields: all that a tenant has is looked through again with each change. */
export const mostParts = 50_000;
/** Others change names at the same time, too, but not again and again. */
const mostTries = 5;

/**
 * The typed graph of a tenant's bases as they are now. What is new is named, for good; what Airtable has no longer stays, as
 * removed, and has its names again when it comes back. Processes that do this at once agree.
 * @param bases in the order in which the graph is to have them
 * @param complete whether these are all that the tenant has: others are removed. When some could not be asked for, others
 * stay as they were.
 * @throws AirgraphError QUOTA_EXCEEDED for more than a graph can have
 */
export async function nameGraph(
  { db, clock, reserved, pin }: NamingParts,
  tenantId: TenantId,
  bases: readonly DescribedBase[],
  { complete = true }: { readonly complete?: boolean } = {},
): Promise<Pick<PinnedGraph, "graph" | "version">> {
  checkSize(bases);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const pinned = await listGraphParts(db, tenantId);
    const named = await pin(tenantId, { pinned, bases, complete, reserved: reserved(), now: new Date(clock.now()) });
    if (named.changed.length === 0 || (await save(pinned, named))) return named;
  }
  throw new AirgraphError("CONFLICT", "The names of the typed graph change all the time.");

  /** @returns whether the names were still those that others are given beside */
  async function save(pinned: readonly GraphPart[], { changed }: PinnedGraph): Promise<boolean> {
    return db.transaction(async (transaction) => {
      await lockGraphNames(transaction, tenantId);
      if (!isDeepStrictEqual(await listGraphParts(transaction, tenantId), pinned)) return false;
      await saveGraphParts(transaction, tenantId, changed);
      return true;
    });
  }
}

/** @throws AirgraphError QUOTA_EXCEEDED */
export function checkSize(bases: readonly DescribedBase[]): void {
  let parts = bases.length;
  for (const { tables } of bases) {
    parts += tables.size;
    for (const { fields } of tables.values()) for (const field of fields.values()) parts += 1 + namedChoices(field);
  }
  if (parts <= mostParts) return;
  throw new AirgraphError(
    "QUOTA_EXCEEDED",
    `The bases have ${parts} tables, fields and choices, and a typed graph has at most ${mostParts}: grant fewer bases to the connection.`,
  );
}

function namedChoices(field: FieldModel): number {
  const { length } = isComputed(field) ? [] : choicesOf(field);
  return length > mostEnumValues ? 0 : length;
}
