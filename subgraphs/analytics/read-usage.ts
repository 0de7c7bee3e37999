import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/database/database.ts";
import { parseInput } from "../../kernel/errors/parse-input.ts";
import type { TenantId } from "../../kernel/identity/ids.ts";
import { dayAgo } from "./day.ts";
import { countAirtableCalls } from "./store/airtable-calls.ts";
import { countOperations } from "./store/operations.ts";

export interface Usage {
  readonly since: Date;
  readonly operations: number;
  readonly operationsWithErrors: number;
  readonly airtableCalls: number;
}

const input = z.object({ since: z.date().min(new Date(0), "must not be before 1970").nullish() });

/**
 * What a tenant used since an instant, by default in the last 24 hours. Operations are counted to the millisecond,
 * calls to Airtable from the beginning of the hour.
 * @throws AirgraphError BAD_USER_INPUT for an instant before there were computers to count
 */
export async function readUsage(
  { db, clock }: { db: Database; clock: Clock },
  tenantId: TenantId,
  given: { since?: Date | null | undefined },
): Promise<Usage> {
  const since = parseInput(input, given).since ?? dayAgo(clock);
  const [operations, airtableCalls] = await Promise.all([
    countOperations(db, tenantId, since),
    countAirtableCalls(db, tenantId, since),
  ]);
  return { since, ...operations, airtableCalls };
}
