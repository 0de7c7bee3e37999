import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { z } from "zod";

/** Turns that dead workers have left, and how soon others have taken them over. */
export interface TakeOvers {
  /** Of a worker that has died just now: waits until nothing of it is left lying. */
  watch(): Promise<void>;
  readonly times: readonly number[];
}

const pollMs = 20;
/** A worker that held nothing has nothing to be taken over. */
const lookForMs = 400;
const giveUpMs = 30_000;

// A worker lives as long as it holds its lock (engine/take-over.ts).
const left = `
  select workflow_uuid as id from dbos.workflow_status
  where status = 'PENDING' and not exists (
    select 1 from pg_locks where locktype = 'advisory' and classid = 72031
      and objid::bigint = (hashtext(executor_id)::bigint & 4294967295))`;
const waiting =
  "select workflow_uuid as id from dbos.workflow_status where status = 'ENQUEUED' and workflow_uuid = any($1)";
const rows = z.array(z.object({ id: z.string() }));

export function watchTakeOvers(databaseUrl: string): TakeOvers {
  const times: number[] = [];
  return {
    times,
    async watch() {
      const diedAt = performance.now();
      const client = new Client({ connectionString: databaseUrl });
      client.on("error", () => {}); // Told by the queries too.
      await client.connect();
      try {
        const orphans = new Set<string>();
        for (;;) {
          const orphaned = rows.parse((await client.query(left)).rows);
          for (const { id } of orphaned) orphans.add(id);
          const queued = orphans.size === 0 ? [] : rows.parse((await client.query(waiting, [[...orphans]])).rows);
          const elapsed = performance.now() - diedAt;
          if (orphaned.length + queued.length === 0) {
            if (orphans.size > 0) times.push(elapsed);
            if (orphans.size > 0 || elapsed > lookForMs) return;
          }
          if (elapsed > giveUpMs) {
            times.push(elapsed);
            return;
          }
          await delay(pollMs);
        }
      } finally {
        await client.end();
      }
    },
  };
}
