import DataLoader from "dataloader";
import { type SQL, sql } from "drizzle-orm";
import type { Page } from "./page.ts";

/** Lists of rows by the id of who they belong to; an owner without rows may be missing. */
export type RowsByOwner<Row> = ReadonlyMap<string, readonly Row[]>;

/** Well below the 65,535 parameters that a statement may have. */
const maxBatchSize = 1_000;

/**
 * Loaders for lists that are nested in lists: the same page of each owner's rows costs one statement, whatever number of
 * owners one request asks about.
 * @param list finds the page, and the row behind it, of each of these owners
 */
export function createPageLoaders<Row>(
  list: (ownerIds: readonly string[], page: Page) => Promise<RowsByOwner<Row>>,
): (page: Page) => DataLoader<string, readonly Row[]> {
  const loaders = new Map<string, DataLoader<string, readonly Row[]>>();
  return (page) => {
    const key = JSON.stringify(page);
    const known = loaders.get(key);
    if (known !== undefined) return known;
    const loader = new DataLoader<string, readonly Row[]>(
      async (ownerIds) => {
        const found = await list(ownerIds, page);
        return ownerIds.map((id) => found.get(id) ?? []);
      },
      { maxBatchSize },
    );
    loaders.set(key, loader);
    return loader;
  };
}

/** `owner (id)`, to be joined laterally with a query for one owner's page: it reads no more than that page of each. */
export function owners(ids: readonly string[], type: "uuid" | "text"): SQL {
  const rows = sql.join(
    ids.map((id) => sql`(${id}::${sql.raw(type)})`),
    sql`, `,
  );
  return sql`(values ${rows}) as owner (id)`;
}

/** Keeps the rows' order within each group. */
export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
