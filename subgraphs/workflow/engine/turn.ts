import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import { runs, sagas } from "../store/tables.ts";
import { giveTicket } from "./give-ticket.ts";
import type { Subject, TurnTicket } from "./ticket.ts";

const tables = { run: runs, saga: sagas };

/** One turn that was begun. What it changes is checked against its number, under the subject's row lock. */
export type Turn = Subject & { readonly number: number };

const turnRow = z.object({ turn: z.int() });

/**
 * Begins a turn, or takes over one that the engine had given to a worker which is gone.
 * @param engineId the engine's id of this turn, the same when it is recovered
 * @returns undefined when the ticket is void: the turn has been taken before, or the subject has ended or is gone
 */
export async function beginTurn(
  transaction: Database,
  { after, ...subject }: TurnTicket,
  engineId: string,
): Promise<Turn | undefined> {
  const { kind, tenantId, id } = subject;
  const [row] = await transaction.execute(sql`
    update ${tables[kind]} set turn = turn + 1, held_by = ${engineId}
    where tenant_id = ${tenantId} and id = ${id} and ended_at is null
      and ((held_by is null and turn = ${after}) or held_by = ${engineId})
    returning turn`);
  return row === undefined ? undefined : { ...subject, number: turnRow.parse(row).turn };
}

/** Lets go of the subject: the next ticket begins the next turn. The subject's row is locked. */
export async function endTurn(
  transaction: Database,
  { number, ...subject }: Turn,
  next: { readonly at?: Date | undefined } | undefined,
): Promise<void> {
  const { kind, tenantId, id } = subject;
  await transaction.execute(
    sql`update ${tables[kind]} set held_by = null where tenant_id = ${tenantId} and id = ${id}`,
  );
  if (next !== undefined) await giveTicket(transaction, { ...subject, after: number }, next);
}

const heldRow = z.object({ turn: z.int(), held: z.boolean() });

/**
 * Sees to it that somebody looks at the subject again, after something has come about that it may wait for. A turn under
 * way looks by itself before it ends. Locks the subject's row.
 */
export async function wake(transaction: Database, subject: Subject): Promise<void> {
  const { kind, tenantId, id } = subject;
  const [row] = await transaction.execute(sql`
    select turn, held_by is not null as held from ${tables[kind]}
    where tenant_id = ${tenantId} and id = ${id} and ended_at is null for no key update`);
  if (row === undefined) return;
  const { turn, held } = heldRow.parse(row);
  if (!held) await giveTicket(transaction, { ...subject, after: turn });
}
