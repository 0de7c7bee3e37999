import { type SQL, sql } from "drizzle-orm";
import type { TenantId } from "../identity/ids.ts";
import { eventChannel, type NewEvent, notification } from "./event-log.ts";
import { events, streams } from "./tables.ts";

/**
 * Like `appendEvents`, as a part of one statement that changes what the events tell of: for what happens so often that
 * each question to the database counts. Not for chained streams.
 * @param cause name of the common table expression whose single row says that the change was made
 * @returns common table expressions, which stand behind that one
 */
export function appendedEvents(tenantId: TenantId, stream: string, newEvents: readonly NewEvent[], cause: string): SQL {
  const types = sql.param(newEvents.map(({ type }) => type));
  const data = sql.param(newEvents.map((event) => JSON.stringify(event.data)));
  const count = sql`${newEvents.length}::bigint`;
  return sql`
    event_head as (
      insert into ${streams} as head (tenant_id, name, last_sequence)
      select ${tenantId}::uuid, ${stream}, ${count} from ${sql.identifier(cause)}
      on conflict (tenant_id, name) do update set last_sequence = head.last_sequence + ${count}
      returning last_sequence
    ),
    appended as (
      insert into ${events} (tenant_id, stream, sequence, type, data)
      select ${tenantId}::uuid, ${stream}, event_head.last_sequence - ${count} + one.place, one.type, one.data::jsonb
      from event_head, unnest(${types}::text[], ${data}::text[]) with ordinality as one (type, data, place)
      returning 1
    ),
    notified as (
      select pg_notify(${eventChannel}, ${notification(tenantId, stream)}) from event_head
    )`;
}
