import { and, eq } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { refusedAttempts } from "./tables.ts";

const pauseMs = 60_000;

/**
 * Counts something that was tried and refused.
 * @returns how many attempts are to be told of now, this one included; undefined when that was less than a minute ago
 */
export async function countRefused(
  transaction: Database,
  { who, action }: { who: string; action: string },
  now: Date,
): Promise<number | undefined> {
  const inserted = await transaction
    .insert(refusedAttempts)
    .values({ who, action, toldAt: now, untold: 0 })
    .onConflictDoNothing()
    .returning({ who: refusedAttempts.who });
  if (inserted.length > 0) return 1;
  const same = and(eq(refusedAttempts.who, who), eq(refusedAttempts.action, action));
  const [known] = await transaction.select().from(refusedAttempts).where(same).for("update");
  const untold = (known?.untold ?? 0) + 1;
  const isTold = known === undefined || now.getTime() - known.toldAt.getTime() >= pauseMs;
  await transaction
    .update(refusedAttempts)
    .set(isTold ? { toldAt: now, untold: 0 } : { untold })
    .where(same);
  return isTold ? untold : undefined;
}
