import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { tenantId } from "../identity/ids.ts";
import type { Logger } from "../logger.ts";
import type { StoredEvent } from "./event-log.ts";
import type { Listener } from "./listener.ts";
import { consumers, events } from "./tables.ts";

const batch = 500;
const pollMs = 1_000;
/** Soon enough for a person who watches, rare enough to cost nothing while another transaction is still open. */
const retryMs = 50;

export interface Consumer {
  stop(): Promise<void>;
}

/**
 * Hands every event of some types, of all tenants and in commit order, to `handle`, effectively once: what `handle`
 * writes through the transaction it is given is committed together with the consumer's position. Of several
 * processes with the same `name`, one works at a time.
 */
export function consumeEvents(options: {
  name: string;
  types: readonly string[];
  db: Database;
  listener: Listener;
  logger: Logger;
  handle: (transaction: Database, batch: readonly StoredEvent[]) => Promise<void>;
}): Consumer {
  const { name, types, db, listener, logger, handle } = options;
  const stopping = new AbortController();
  let news = true;
  let wake: () => void = () => {};
  const unsubscribe = listener.subscribe(() => {
    news = true;
    wake();
  });

  const worked = work();
  return {
    async stop() {
      stopping.abort();
      unsubscribe();
      wake();
      await worked;
    },
  };

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      news = false;
      let state: "all read" | "more" | "held back" | "failed" = "failed";
      try {
        state = await db.transaction(consumeBatch);
      } catch (err) {
        logger.warn({ err, consumer: name }, "could not consume events; trying again");
      }
      if (stopping.signal.aborted || state === "more" || (news && state === "all read")) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, state === "held back" ? retryMs : pollMs);
        wake = () => {
          // What failed or was held back is there whatever is notified meanwhile, and asking sooner would only hammer.
          if (state !== "all read" && !stopping.signal.aborted) return;
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  async function consumeBatch(transaction: Database): Promise<"all read" | "more" | "held back"> {
    await transaction.insert(consumers).values({ name, transaction: "0", position: 0 }).onConflictDoNothing();
    const [consumer] = await transaction
      .select()
      .from(consumers)
      .where(eq(consumers.name, name))
      .for("update", { skipLocked: true });
    if (consumer === undefined) return "all read"; // Another process is at it.

    // Transactions below xmin have all ended, so nothing can still appear before what is read here.
    const rows = await transaction
      .select({ event: events, settled: sql<boolean>`${events.transaction} < pg_snapshot_xmin(pg_current_snapshot())` })
      .from(events)
      .where(
        and(
          inArray(events.type, [...types]),
          sql`(${events.transaction}, ${events.position}) > (${consumer.transaction}::xid8, ${consumer.position})`,
        ),
      )
      .orderBy(events.transaction, events.position)
      .limit(batch);
    const settled = rows.filter((row) => row.settled).map(({ event }) => event);
    const last = settled.at(-1);
    if (last === undefined) return rows.length > 0 ? "held back" : "all read";

    await handle(
      transaction,
      settled.map((event) => ({ ...event, tenantId: tenantId.parse(event.tenantId) })),
    );
    await transaction
      .update(consumers)
      .set({ transaction: last.transaction, position: last.position })
      .where(eq(consumers.name, name));
    return rows.length === batch ? "more" : settled.length < rows.length ? "held back" : "all read";
  }
}
