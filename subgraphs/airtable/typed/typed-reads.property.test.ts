import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { assert, asyncProperty } from "fast-check";
import { sampleToken } from "../../../emulator/emulator.ts";
import { createEvaluator, type PlainKey, sortRecords } from "./fixtures/evaluate-typed.ts";
import { expectedCell } from "./fixtures/expected-cell.ts";
import { expectedGroups } from "./fixtures/expected-groups.ts";
import { type OpenTyped, openTyped } from "./fixtures/open-typed.ts";
import { fieldNamed, type PlainRecord, plainScan } from "./fixtures/plain-scan.ts";
import { type RandomRequest, randomRequests, requestedTable } from "./fixtures/random-requests.ts";
import { selectionOf } from "./fixtures/select-columns.ts";
import type { TypedField, TypedTable } from "./typed-graph.ts";

const numRuns = Number(process.env["TYPED_READ_CASES"] ?? 300);
const seed = Number(process.env["TYPED_READ_SEED"] ?? 20_261_129);
/** Pages of one list that are read one after the other. */
const mostPages = 3;

describe("what typed lists answer", () => {
  let open: OpenTyped;
  let scanned: Awaited<ReturnType<typeof plainScan>>;

  beforeAll(async () => {
    open = await openTyped();
    scanned = await plainScan(open.emulator.url, sampleToken, open.base);
  });
  afterAll(async () => open.close());

  it(`is what a plain scan of all records comes to, for ${numRuns} random filters, orders, pages and groups`, async () => {
    const evaluator = createEvaluator(open.base, scanned);
    const requests = randomRequests(open.schema, open.base, scanned);
    let matched = 0;
    await assert(
      asyncProperty(requests, async (request) => {
        const chosen = evaluator.choose(requestedTable(open.base, request), request.filter);
        if (chosen.length > 0) matched += 1;
        await comparePages(request, chosen);
        await compareGroups(request, chosen);
      }),
      { numRuns, seed },
    );
    // Comparing nothing with nothing would show nothing.
    expect(matched).toBeGreaterThan(numRuns / 2);
  }, 600_000);

  async function comparePages(request: RandomRequest, chosen: readonly PlainRecord[]): Promise<void> {
    const { filter, first, paging, total, columns } = request;
    const table = requestedTable(open.base, request);
    const expected = sortRecords(chosen, keysOf(request));
    const query = `query ($filter: ${table.typeName}Filter, $sort: [${table.typeName}Sort!], $first: Int!, $after: String) {
      ${open.base.name} { ${table.many}(filter: $filter, sort: $sort, first: $first, after: $after, paging: ${paging}) {
        ${total ? "totalCount" : ""} edges { cursor node { recordId ${selectionOf(table, columns)} } } pageInfo { hasNextPage endCursor } } } }`;
    const sort = request.sort.map(({ name, direction }) => ({ [name]: direction }));
    let after: string | null = null;
    for (let start = 0, page = 0; page < mostPages; page += 1, start += first) {
      const variables = { filter, sort: sort.length === 0 ? undefined : sort, first, after };
      const { data, errors } = await open.ask(query, { variables });
      expect(errors).toBeUndefined();
      const connection = (data as Answer)[open.base.name]?.[table.many] as Connection;
      const wanted = expected.slice(start, start + first);
      expect(connection.edges.map(({ node }) => node["recordId"])).toEqual(wanted.map(({ id }) => id));
      expect(connection.edges.map(({ node }) => shown(columns, node))).toEqual(
        wanted.map((record) =>
          Object.fromEntries(columns.map((name) => [name, expectedCell(fieldNamed(table, name), record)])),
        ),
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
    const { data, errors } = await open.ask(query, { variables: { filter, groupBy } });
    expect(errors).toBeUndefined();
    expect((data as Answer)[open.base.name]?.[`${table.many}Aggregate`]).toEqual(expected);
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

type Answer = Record<string, Record<string, unknown>>;

interface Connection {
  readonly edges: readonly { readonly cursor: string; readonly node: Record<string, unknown> }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount?: number;
}

function shown(columns: readonly string[], node: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(columns.map((name) => [name, node[name]]));
}

function tieBreaker({ fields }: TypedTable): TypedField | undefined {
  return (
    fields.find(({ type }) => type === "autoNumber") ??
    fields.find(({ type, value }) => type === "createdTime" && value.kind === "scalar" && value.scalar === "DateTime")
  );
}
