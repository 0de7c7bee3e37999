import { asc, type Column, desc, type SQL, sql } from "drizzle-orm";
import type { Page } from "./page.ts";

/**
 * Condition and order that make a query answer one page of a list. Rows that come or go between two pages make the
 * reader neither skip nor repeat any other row, which counting rows (OFFSET) would.
 * @param columns `createdAt` must be a `timestamp(3)`: Postgres otherwise keeps microseconds, which a JavaScript Date
 *   drops, and a page would start again at or before the row the last one ended with. `id` must be an uuid.
 */
export function keyset(
  columns: { createdAt: Column; id: Column },
  order: "newest first" | "oldest first",
  after: Page["after"],
): { where: SQL | undefined; orderBy: [SQL, SQL] } {
  const { createdAt, id } = columns;
  const [beyond, sort] = order === "newest first" ? [sql`<`, desc] : [sql`>`, asc];
  return {
    // Compared as a row, which Postgres can look up in an index over both columns.
    where:
      after === undefined
        ? undefined
        : sql`(${createdAt}, ${id}) ${beyond} (${sql.param(after.createdAt, createdAt)}, ${sql.param(after.id, id)})`,
    orderBy: [sort(createdAt), sort(id)],
  };
}
