import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import { runs, sagas } from "../store/tables.ts";
import { giveTicket } from "./give-ticket.ts";
import { subject } from "./ticket.ts";

const lostRow = z.object({ turn: z.int() });

/**
 * Gives new tickets for turns that are said to be under way and that the engine has ended, or knows nothing of: their runs
 * and sagas would rest for ever. A turn ends so when what carries it out fails in a way that nobody thought of.
 * @returns how many there were
 */
export async function releaseLostTurns(db: Database): Promise<number> {
  let released = 0;
  for (const [kind, table] of [
    ["run", runs],
    ["saga", sagas],
  ] as const) {
    released += await db.transaction(async (transaction) => {
      const rows = await transaction.execute(sql`
        update ${table} as subject set held_by = null
        where subject.ended_at is null and subject.held_by is not null and not exists (
          select from dbos.workflow_status as engine
          where engine.workflow_uuid = subject.held_by and engine.status in ('PENDING', 'ENQUEUED', 'DELAYED'))
        returning subject.tenant_id as "tenantId", subject.id, subject.turn`);
      for (const row of rows) {
        const { turn } = lostRow.parse(row);
        await giveTicket(transaction, { ...subject.parse({ ...row, kind }), after: turn });
      }
      return rows.length;
    });
  }
  return released;
}
