import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { inArray, sql } from "drizzle-orm";
import { pgTable, timestamp, uuid } from "drizzle-orm/pg-core";
import * as fc from "fast-check";
import { createTestDatabase, type TestDatabase } from "../../tests/support/database.ts";
import { type OpenDatabase, openDatabase } from "../database/database.ts";
import { keyset } from "./keyset.ts";
import { type Position, parsePage, toConnection } from "./page.ts";

const things = pgTable("thing", {
  id: uuid("id").primaryKey(),
  createdAt: timestamp("created_at", { withTimezone: true, precision: 3 }).notNull(),
});

let testDatabase: TestDatabase;
let database: OpenDatabase;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, applicationName: "test", maxConnections: 2 });
  await database.db.execute(sql`create table thing (id uuid primary key, created_at timestamptz(3) not null)`);
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const orders = ["newest first", "oldest first"] as const;

/** Few different instants, so that most rows share theirs with others. */
const rows = fc.uniqueArray(
  fc.record<Position>({
    createdAt: fc.integer({ min: 0, max: 5 }).map((ms) => new Date(Date.UTC(2026, 0, 1) + ms)),
    id: fc.uuid(),
  }),
  { selector: ({ id }) => id, maxLength: 30 },
);

async function* pages(order: (typeof orders)[number], first: number): AsyncGenerator<Position[]> {
  for (let after: string | null = null; ; ) {
    const page = parsePage({ first, after });
    const { where, orderBy } = keyset(things, order, page.after);
    const found = await database.db
      .select()
      .from(things)
      .where(where)
      .orderBy(...orderBy)
      .limit(first + 1);
    const { nodes, pageInfo } = toConnection(found, page);
    yield nodes;
    if (!pageInfo.hasNextPage) return;
    after = pageInfo.endCursor;
  }
}

async function store(given: readonly Position[]): Promise<void> {
  await database.db.delete(things);
  if (given.length > 0) await database.db.insert(things).values([...given]);
}

function inOrder(given: readonly Position[], order: (typeof orders)[number]): string[] {
  const oldestFirst = [...given].sort(
    (a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1),
  );
  return (order === "oldest first" ? oldestFirst : oldestFirst.toReversed()).map(({ id }) => id);
}

describe("keyset", () => {
  it("reads every row once and in order, whatever the size of the pages", async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(...orders),
        fc.integer({ min: 1, max: 10 }),
        async (given, order, first) => {
          await store(given);
          const read: string[] = [];
          for await (const page of pages(order, first)) read.push(...page.map(({ id }) => id));
          expect(read).toEqual(inOrder(given, order));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("neither skips nor repeats a row that stays, while others come and go between the pages", async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, fc.constantFrom(...orders), async (given, coming, order) => {
        const [staying, going] = [
          given.filter((_, index) => index % 2 === 0),
          given.filter((_, index) => index % 2 === 1),
        ];
        await store(given);
        const read: string[] = [];
        for await (const page of pages(order, 3)) {
          read.push(...page.map(({ id }) => id));
          const [gone, come] = [going.splice(0, 2), coming.splice(0, 2)];
          if (come.length > 0) await database.db.insert(things).values(come).onConflictDoNothing();
          if (gone.length > 0) {
            await database.db.delete(things).where(
              inArray(
                things.id,
                gone.map(({ id }) => id),
              ),
            );
          }
        }
        const stayed = new Set(staying.map(({ id }) => id));
        expect(new Set(read).size).toBe(read.length);
        expect(read.filter((id) => stayed.has(id))).toEqual(inOrder(staying, order));
      }),
      { numRuns: 40 },
    );
  });
});
