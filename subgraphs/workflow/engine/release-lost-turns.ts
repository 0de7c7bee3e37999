import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import { runs, sagas } from "../store/tables.ts";
import { giveTicket } from "./give-ticket.ts";
import { interpreterName, subject } from "./ticket.ts";

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

/** A turn takes hold of its subject within moments. */
const longestBeginningMs = 120_000;

/**
 * Ends turns in the engine's books that are over in ours. A worker that was taken for dead and wakes up may be given the very
 * turn that it was at; it ends it, the engine does not take its word for it, and waits for another's for ever.
 * @returns how many there were
 */
export async function endForgottenTurns(db: Database, now: number): Promise<number> {
  const rows = await db.execute(sql`
    update dbos.workflow_status as engine set status = 'SUCCESS', updated_at = ${now}::bigint
    where engine.status = 'PENDING' and engine.name = ${interpreterName}
      and engine.updated_at < ${now - longestBeginningMs}::bigint
      and not exists (select from ${runs} where held_by = engine.workflow_uuid and ended_at is null)
      and not exists (select from ${sagas} where held_by = engine.workflow_uuid and ended_at is null)
    returning 1`);
  return rows.length;
}
