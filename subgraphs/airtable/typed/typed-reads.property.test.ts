import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { assert, asyncProperty } from "fast-check";
import type { ExecutionResult } from "graphql";
import {
  denseLinksBaseId,
  denseLinksSeed,
  everyFieldBaseId,
  everyFieldSeed,
  hostileNamesSeed,
  type Seed,
  salesCrmBaseId,
  sampleSeed,
} from "../../../emulator/emulator.ts";
import { createEvaluator, type PlainKey, type Scanned, sortRecords } from "./fixtures/evaluate-typed.ts";
import { expectedCell, isInError } from "./fixtures/expected-cell.ts";
import { expectedGroups } from "./fixtures/expected-groups.ts";
import { type OpenTyped, openTyped } from "./fixtures/open-typed.ts";
import { fieldNamed, type PlainRecord, plainScan } from "./fixtures/plain-scan.ts";
import { type RandomRequest, randomRequests, requestedTable, tieBreaker } from "./fixtures/random-requests.ts";
import { selectionOf } from "./fixtures/select-columns.ts";

/** As many as the suite has about; more take longer. */
const factor = Number(process.env["TYPED_READ_CASES"] ?? 60) / 320;
/** Of each seed at least. */
const fewest = 15;
const seedOfCases = Number(process.env["TYPED_READ_SEED"] ?? 20_261_129);
/** Pages of one list that are read one after the other. */
const mostPages = 3;

const hostile = hostileNamesSeed();

describe.each<[string, Seed, string, number]>([
  ["the sample", sampleSeed(), salesCrmBaseId, 120],
  ["every type of field", everyFieldSeed(), everyFieldBaseId, 100],
  ["dense links", denseLinksSeed(), denseLinksBaseId, 80],
  ["hostile names", hostile, hostile.bases[0]?.id ?? "", 20],
])("what typed lists answer of %s", (_name, seed, baseId, cases) => {
  const numRuns = Math.max(fewest, Math.ceil(cases * factor));
  let open: OpenTyped;
  let scanned: Scanned;

  beforeAll(async () => {
    const token = seed.tokens[0]?.token ?? "";
    open = await openTyped({ seed, baseId, token });
    scanned = await plainScan(open.emulator.url, token, open.base);
  });
  afterAll(async () => open.close());

  it(`is what a plain scan of all records comes to, for ${numRuns} random filters, orders, pages and groups`, async () => {
    const evaluator = createEvaluator(open.base, scanned);
    const requests = randomRequests(open.schema, open.base, scanned);
    const tried = { matched: 0, untold: 0 };
    await assert(
      asyncProperty(requests, async (request) => {
        const chosen = evaluator.choose(requestedTable(open.base, request), request.filter);
        if (await isUntold(request)) {
          tried.untold += 1;
          return;
        }
        if (chosen.length > 0) tried.matched += 1;
        await comparePages(request, chosen);
        await compareGroups(request, chosen);
      }),
      { numRuns, seed: seedOfCases },
    );
    // Comparing nothing with nothing would show nothing.
    expect(tried.matched).toBeGreaterThan(numRuns / 3);
    expect(tried.untold).toBeLessThan(numRuns / 4);
  }, 900_000);

  /** Some names can't be told from others in a formula, and what is asked of them is refused. */
  async function isUntold(request: RandomRequest): Promise<boolean> {
    const table = requestedTable(open.base, request);
    const query = `query ($filter: ${table.typeName}Filter) { ${open.base.name} { ${table.many}(filter: $filter, first: 1) { nodes { id } } } }`;
    const { errors } = await open.ask(query, { variables: { filter: request.filter } });
    return errors?.some(({ message }) => message.includes("formulas can't tell")) === true;
  }

  async function comparePages(request: RandomRequest, chosen: readonly PlainRecord[]): Promise<void> {
    const { filter, first, paging, total, columns } = request;
    const table = requestedTable(open.base, request);
    const fields = columns.map((name) => fieldNamed(table, name));
    const expected = sortRecords(chosen, keysOf(request));
    const query = `query ($filter: ${table.typeName}Filter, $sort: [${table.typeName}Sort!], $first: Int!, $after: String) {
      ${open.base.name} { ${table.many}(filter: $filter, sort: $sort, first: $first, after: $after, paging: ${paging}) {
        ${total ? "totalCount" : ""} edges { cursor node { recordId ${selectionOf(table, columns)} } } pageInfo { hasNextPage endCursor } } } }`;
    const sort = request.sort.map(({ name, direction }) => ({ [name]: direction }));
    let after: string | null = null;
    for (let start = 0, page = 0; page < mostPages; page += 1, start += first) {
      const variables = { filter, sort: sort.length === 0 ? undefined : sort, first, after };
      const answer = await open.ask(query, { variables });
      const wanted = expected.slice(start, start + first);
      const inError = wanted.flatMap((record) => fields.filter((field) => isInError(field, record)));
      expectErrors(answer, inError.length);
      const connection = under(answer, table.many) as Connection;
      expect(connection.edges.map(({ node }) => node["recordId"])).toEqual(wanted.map(({ id }) => id));
      expect(connection.edges.map(({ node }) => shown(columns, node))).toEqual(
        wanted.map((record) => Object.fromEntries(fields.map((field) => [field.name, expectedCell(field, record)]))),
      );
      if (total) expect(connection.totalCount).toBe(expected.length);
      expect(connection.pageInfo.hasNextPage).toBe(start + first < expected.length);
      if (!connection.pageInfo.hasNextPage) return;
      // Any edge's cursor is good to go on behind it.
      const middle = Math.floor(connection.edges.length / 2);
      after = page === 0 ? (connection.edges[middle]?.cursor ?? null) : connection.pageInfo.endCursor;
      if (page === 0) start += middle + 1 - first;
    }
  }

  async function compareGroups(request: RandomRequest, chosen: readonly PlainRecord[]): Promise<void> {
    const { filter, groupBy } = request;
    const table = requestedTable(open.base, request);
    const { query, expected } = expectedGroups(open.base, table, groupBy, chosen);
    const answer = await open.ask(query, { variables: { filter, groupBy } });
    expectErrors(answer, 0);
    expect(under(answer, `${table.many}Aggregate`)).toEqual(expected);
  }

  function under({ data }: ExecutionResult, name: string): unknown {
    return (data as Record<string, Record<string, unknown>>)[open.base.name]?.[name];
  }

  function keysOf(request: RandomRequest): PlainKey[] {
    const { sort, paging } = request;
    const table = requestedTable(open.base, request);
    const keys = sort.map(({ name, direction }) => ({
      field: fieldNamed(table, name),
      descending: direction === "DESC",
    }));
    const last = paging === "STABLE" ? tieBreaker(table) : undefined;
    return last === undefined ? keys : [...keys, { field: last, descending: false }];
  }
});

interface Connection {
  readonly edges: readonly { readonly cursor: string; readonly node: Record<string, unknown> }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount?: number;
}

/** One for each cell that Airtable could not compute, and no other. */
function expectErrors({ errors = [] }: ExecutionResult, many: number): void {
  expect(errors.map(({ message, extensions }) => [extensions["code"], message])).toEqual(
    Array.from({ length: many }, () => ["UPSTREAM_REJECTED", expect.anything()]),
  );
}

function shown(columns: readonly string[], node: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(columns.map((name) => [name, node[name]]));
}
