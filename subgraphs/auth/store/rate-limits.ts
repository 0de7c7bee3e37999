import { lt } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { rateLimits } from "./tables.ts";

/** Deletes counts whose time is over. */
export async function deleteExpiredRateLimits(db: Database, now: Date): Promise<void> {
  await db.delete(rateLimits).where(lt(rateLimits.expire, now));
}
