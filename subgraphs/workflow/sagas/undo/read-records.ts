import { z } from "zod";
import type { Asker, AskSupergraph } from "../../ask-supergraph.ts";

/** Of one question. */
const mostRecords = 200;

const recordsQuery = /* GraphQL */ `
  query RecordsOfSaga($ids: [ID!]!) {
    records(ids: $ids) { id cells(keyedBy: ID) }
  }
`;

const recordsAnswer = z.object({
  records: z.array(z.object({ id: z.string(), cells: z.record(z.string(), z.unknown()) }).nullable()),
});

/** Cells by the field's id, without those that are empty. */
export type CellsById = Readonly<Record<string, unknown>>;

/** Records as whoever started the saga may see them, by their global ids; those that there are. */
export async function readRecords(
  ask: AskSupergraph,
  asker: Asker,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CellsById>> {
  const found = new Map<string, CellsById>();
  const wanted = [...new Set(ids)];
  for (let start = 0; start < wanted.length; start += mostRecords) {
    const some = wanted.slice(start, start + mostRecords);
    const { records } = recordsAnswer.parse(await ask(asker, { query: recordsQuery, variables: { ids: some } }));
    for (const record of records) if (record !== null) found.set(record.id, record.cells);
  }
  return found;
}

const fieldsQuery = /* GraphQL */ `
  query FieldsOfSaga($baseId: ID!, $table: String!) {
    base(id: $baseId) { table(key: $table) { id fields { id name type } } }
  }
`;

const fieldShape = z.object({ id: z.string(), name: z.string(), type: z.string() });
export type FieldOfTable = z.infer<typeof fieldShape>;

const fieldsAnswer = z.object({
  base: z.object({ table: z.object({ id: z.string(), fields: z.array(fieldShape) }).nullable() }).nullable(),
});

/** The fields of a table that whoever started the saga may see; undefined for a table that there is not. */
export async function readFields(
  ask: AskSupergraph,
  asker: Asker,
  baseId: string,
  table: string,
): Promise<{ readonly id: string; readonly fields: readonly FieldOfTable[] } | undefined> {
  const { base } = fieldsAnswer.parse(await ask(asker, { query: fieldsQuery, variables: { baseId, table } }));
  return base?.table ?? undefined;
}

const matchesQuery = /* GraphQL */ `
  query MatchesOfSaga($baseId: ID!, $table: String!, $filter: RecordFilter!, $after: String) {
    base(id: $baseId) {
      table(key: $table) {
        records(first: 100, after: $after, filter: $filter) {
          nodes { id cells(keyedBy: ID) }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`;

const matchesAnswer = z.object({
  base: z
    .object({
      table: z
        .object({
          records: z
            .object({
              nodes: z.array(z.object({ id: z.string(), cells: z.record(z.string(), z.unknown()) })),
              pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
            })
            .nullable(),
        })
        .nullable(),
    })
    .nullable(),
});

/** Records of a table whose cells are equal to all of one of these sets of values, by global id. */
export async function findMatches(
  ask: AskSupergraph,
  asker: Asker,
  { baseId, table }: { readonly baseId: string; readonly table: string },
  values: readonly Readonly<Record<string, unknown>>[],
): Promise<ReadonlyMap<string, CellsById>> {
  const found = new Map<string, CellsById>();
  // A filter becomes a formula, which may not be endless.
  const perFilter = 50;
  for (let start = 0; start < values.length; start += perFilter) {
    const or = values.slice(start, start + perFilter).map((each) => ({
      and: Object.entries(each).map(([field, eq]) => ({ field, eq })),
    }));
    for (let after: string | null = null; ; ) {
      const variables = { baseId, table, filter: { or }, after };
      const { base } = matchesAnswer.parse(await ask(asker, { query: matchesQuery, variables }));
      const page = base?.table?.records;
      if (page === undefined || page === null) break;
      for (const { id, cells } of page.nodes) found.set(id, cells);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
  }
  return found;
}

const idParts = /^(?<baseId>[^/]+)\/(?<tableId>[^/]+)\/(?<recordId>[^/]+)$/;

/** The parts of a record's global id. */
export function partsOf(globalId: string): {
  readonly baseId: string;
  readonly tableId: string;
  readonly recordId: string;
} {
  const { baseId = "", tableId = "", recordId = "" } = idParts.exec(globalId)?.groups ?? {};
  return { baseId, tableId, recordId };
}
