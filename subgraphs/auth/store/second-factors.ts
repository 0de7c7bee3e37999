import { and, eq, isNotNull } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import { totps } from "./tables.ts";

/** Whether signing in takes a second factor. One that was only begun to be set up is none. */
export async function hasSecondFactor(db: Database, personId: UserId): Promise<boolean> {
  const rows = await db
    .select({ personId: totps.personId })
    .from(totps)
    .where(and(eq(totps.personId, personId), isNotNull(totps.confirmedAt)));
  return rows.length > 0;
}
