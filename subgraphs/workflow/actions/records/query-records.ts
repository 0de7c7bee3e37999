import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../../kernel/errors/parse-input.ts";
import type { AskSupergraph } from "../../ask-supergraph.ts";
import type { Action } from "../action.ts";
import { baseAndTable, text } from "../worked-out.ts";

const query = /* GraphQL */ `
  query QueryRecordsOfAction(
    $baseId: ID!
    $table: String!
    $first: Int!
    $after: String
    $filter: RecordFilter
    $search: String
    $sort: [RecordSort!]
    $view: String
  ) {
    base(id: $baseId) {
      table(key: $table) {
        records(first: $first, after: $after, filter: $filter, search: $search, sort: $sort, view: $view) {
          nodes { id cells }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  }
`;

const pageSize = 100;
const mostRecords = 10_000;
/** Of all records together, in characters as JSON. */
const longestAnswer = 8 * 1024 * 1024;

const settingsShape = z.object({
  ...baseAndTable,
  filter: z.record(z.string(), z.json(), "must be an object, as RecordFilter has it").nullish(),
  search: text.nullish(),
  sort: z.array(z.record(z.string(), z.json()), "must be a list, as RecordSort has it").max(20).nullish(),
  view: text.nullish(),
  limit: z
    .int("must be a whole number")
    .min(1, "must be at least 1")
    .max(mostRecords, `must be at most ${mostRecords}`),
});

const record = z.object({ id: z.string(), cells: z.record(z.string(), z.unknown()) });
const page = z.object({
  nodes: z.array(record),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});
const answer = z.object({
  base: z.object({ table: z.object({ records: page.nullable() }).nullable() }).nullable(),
});

/**
 * All pages of a table's records up to the limit.
 * @throws AirgraphError NOT_FOUND for a base or table; COST_LIMIT_EXCEEDED when the records are larger than a step holds
 */
export function createQueryRecords(ask: AskSupergraph): Action<"queryRecords"> {
  return async (settings, scope) => {
    const { limit, ...about } = parseInput(settingsShape, settings);
    const records: z.infer<typeof record>[] = [];
    let length = 0;
    for (let after: string | null = null; ; ) {
      const first = Math.min(pageSize, limit - records.length);
      const { base } = answer.parse(await ask(scope, { query, variables: { ...about, first, after } }));
      const found = base?.table?.records;
      if (found === undefined || found === null)
        throw new AirgraphError("NOT_FOUND", `There is no table ${JSON.stringify(about.table)} in ${about.baseId}.`);
      length += JSON.stringify(found.nodes).length;
      if (length > longestAnswer) throw tooLarge();
      records.push(...found.nodes);
      const { hasNextPage, endCursor } = found.pageInfo;
      if (!hasNextPage || records.length >= limit) return { records, hasMore: hasNextPage };
      after = endCursor;
    }
  };
}

function tooLarge(): AirgraphError {
  return new AirgraphError(
    "COST_LIMIT_EXCEEDED",
    `The records are larger than ${longestAnswer} characters together; set a lower limit, or a filter.`,
    { field: "limit" },
  );
}
