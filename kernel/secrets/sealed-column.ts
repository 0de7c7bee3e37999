import { and, asc, eq, gt, isNotNull, type SQL, sql } from "drizzle-orm";
import { getTableConfig, type PgColumn, type PgTable } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Database } from "../database/database.ts";
import { tenantId, userId } from "../identity/ids.ts";
import type { SealedSecret } from "./seal.ts";

const batch = 500;

/** One column of a store that holds secrets. */
export interface SealedColumn {
  /** `schema.table.column` */
  readonly name: string;
  /** Whether the database has it: a subgraph that has never run here has no tables, and no secrets. */
  isThere(db: Database): Promise<boolean>;
  /** Of all tenants and persons, in batches. What is written meanwhile may be among them or not. */
  list(db: Database): AsyncIterable<SealedSecret[]>;
  /** Puts the same secret sealed anew in the place of `former`. @returns false when the row holds something else by now */
  replace(db: Database, former: SealedSecret, sealed: string): Promise<boolean>;
}

/**
 * Names a column that holds secrets, for their keys to be changed.
 * @param about.holder identifies the row: unique, and what the secrets are sealed for
 * @param about.owner the column that says whose they are; or the subgraph itself, by its name
 * @param about.sealed null where there is none
 */
export function sealedColumn(about: {
  table: PgTable;
  holder: PgColumn;
  owner: { tenantId: PgColumn } | { userId: PgColumn } | { service: string };
  sealed: PgColumn;
}): SealedColumn {
  const { table, holder, owner, sealed } = about;
  const { schema, name } = getTableConfig(table);
  const ownerColumn = "tenantId" in owner ? owner.tenantId : "userId" in owner ? owner.userId : undefined;
  const row = z
    .object({ owner: z.string().nullable(), holder: z.string(), sealed: z.string() })
    .transform(({ owner: id, ...secret }): SealedSecret => {
      if ("tenantId" in owner) return { tenantId: tenantId.parse(id), ...secret };
      return "userId" in owner ? { userId: userId.parse(id), ...secret } : { ...owner, ...secret };
    });

  async function page(db: Database, after: SQL | undefined): Promise<SealedSecret[]> {
    const rows = await db
      .select({
        owner: ownerColumn === undefined ? sql`null` : sql`${ownerColumn}`,
        holder: sql`${holder}`,
        sealed: sql`${sealed}`,
      })
      .from(table)
      .where(and(isNotNull(sealed), after))
      .orderBy(asc(holder))
      .limit(batch);
    return rows.map((found) => row.parse(found));
  }

  return {
    name: [schema, name, sealed.name].filter((part) => part !== undefined).join("."),
    async isThere(db) {
      const path = [schema, name].filter((part) => part !== undefined).join(".");
      const [found] = await db.execute(sql`select to_regclass(${path}) is not null as there`);
      return found?.["there"] === true;
    },
    async *list(db) {
      for (let secrets = await page(db, undefined); ; ) {
        const last = secrets.at(-1);
        if (last === undefined) return;
        yield secrets;
        secrets = await page(db, gt(holder, last.holder));
      }
    },
    async replace(db, former, anew) {
      const rows = await db.execute(
        sql`update ${table} set ${sql.identifier(sealed.name)} = ${anew}
          where ${and(eq(holder, former.holder), eq(sealed, former.sealed))} returning 1`,
      );
      return rows.length > 0;
    },
  };
}
