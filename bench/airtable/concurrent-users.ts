import { z } from "zod";
import { salesCrmBaseId } from "../../emulator/emulator.ts";
import { judge } from "../measure.ts";
import { firstPage, someRecords } from "./operations.ts";
import type { System } from "./system.ts";

const users = 50;
const tables = ["Deals", "Companies", "Contacts", "Tasks"];
const idsPerUser = 60;
const distinctIds = 200;

const pageAnswer = z.object({
  base: z.object({
    table: z.object({
      records: z.object({
        nodes: z.array(z.object({ id: z.string() })),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      }),
    }),
  }),
});

/** Fifty people at once, each asking for a page and for sixty records that others ask for too. */
export async function benchConcurrentUsers(system: System): Promise<boolean> {
  const ids = await companyIds(system);
  const ours = await system.measure(async () =>
    Promise.all(
      Array.from(Array(users).keys(), async (user) => {
        const from = (user * 7) % distinctIds;
        const some = Array.from(Array(idsPerUser).keys(), (index) => ids[(from + index) % distinctIds]);
        await Promise.all([
          system.ask(firstPage, { base: salesCrmBaseId, table: tables[user % tables.length] }),
          system.ask(someRecords, { ids: some }),
        ]);
      }),
    ),
  );
  const distinctPages = tables.length + Math.ceil(distinctIds / 100);
  return judge(
    "50 users asking overlapping records, calls",
    ["airgraph", ours.calls],
    ["distinct pages", distinctPages],
    "calls",
    1.1,
  );
}

async function companyIds(system: System): Promise<string[]> {
  const query = `query Companies($base: ID!, $after: String) {
    base(id: $base) { table(key: "Companies") { records(first: 100, after: $after) {
      nodes { id } pageInfo { hasNextPage endCursor }
    } } }
  }`;
  const ids: string[] = [];
  for (let after: string | null = null; ids.length < distinctIds; ) {
    const { base } = pageAnswer.parse(await system.ask(query, { base: salesCrmBaseId, after }));
    ids.push(...base.table.records.nodes.map(({ id }) => id));
    after = base.table.records.pageInfo.endCursor;
    if (after === null) break;
  }
  return ids.slice(0, distinctIds);
}
