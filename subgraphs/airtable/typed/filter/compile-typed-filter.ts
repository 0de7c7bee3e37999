import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { Filter } from "../../filter/parse-filter.ts";
import type { RecordId } from "../../ids.ts";
import type { Where } from "../../reading/chosen-records.ts";
import { hasRecordId, isAmong } from "../../upstream/formula.ts";
import { findLinking, type LinkReading } from "./find-linking.ts";
import type { LinkedCondition, TypedFilter } from "./typed-filter.ts";

/** Which records meet each condition across links. */
type Linking = ReadonlyMap<LinkedCondition, ReadonlySet<RecordId>>;

/** As terms of an OR, as records are asked for by id: with 16,000 characters, which Airtable is known to take. */
const mostTerms = 500;
/** As one text: with 18,000 characters, which Airtable is known to take as well (emulator/airtable-api.md 12). */
const mostNamed = 1_200;

/**
 * A typed filter in terms of one table. What it says across links is found out first: the linked records that meet it are
 * read, and the records that link to those are named by id. Where they are too many to be named, and the filter demands
 * that a record is (or is not) one of them, it is left to `keeps`.
 * @throws AirgraphError COST_LIMIT_EXCEEDED where they are too many otherwise; and those of reading records
 */
export async function compileTypedFilter(reading: LinkReading, filter: TypedFilter): Promise<Where> {
  const linking = await resolve(reading, filter);
  const tests: ((id: RecordId) => boolean)[] = [];
  const formulas: Filter[] = [];
  for (const part of conjuncts(filter)) {
    const test = membership(part, linking);
    if (test === undefined) formulas.push(toFilter(part, linking));
    else tests.push(test);
  }
  return {
    filter: { kind: "all", of: formulas },
    keeps: tests.length === 0 ? undefined : (id) => tests.every((test) => test(id)),
  };
}

async function resolve(reading: LinkReading, filter: TypedFilter): Promise<Linking> {
  const conditions = linkedConditions(filter);
  return new Map(
    await Promise.all(
      conditions.map(async (condition): Promise<[LinkedCondition, ReadonlySet<RecordId>]> => {
        const where = await compileTypedFilter(reading, condition.of);
        return [condition, await findLinking(reading, condition, where)];
      }),
    ),
  );
}

/** Those of this table; those within them are of others. */
function linkedConditions(filter: TypedFilter): LinkedCondition[] {
  switch (filter.kind) {
    case "all":
    case "any":
      return filter.of.flatMap(linkedConditions);
    case "not":
      return linkedConditions(filter.of);
    case "linked":
      return [filter];
    case "own":
      return [];
  }
}

/** What must all be true. */
function conjuncts(filter: TypedFilter): TypedFilter[] {
  return filter.kind === "all" ? filter.of.flatMap(conjuncts) : [filter];
}

/** How to tell what can't be said in a formula. */
function membership(part: TypedFilter, linking: Linking): ((id: RecordId) => boolean) | undefined {
  const condition = part.kind === "not" ? part.of : part;
  if (condition.kind !== "linked") return undefined;
  const ids = linking.get(condition) ?? new Set();
  if (ids.size <= mostNamed) return undefined;
  return part.kind === "not" ? (id) => !ids.has(id) : (id) => ids.has(id);
}

function toFilter(filter: TypedFilter, linking: Linking): Filter {
  switch (filter.kind) {
    case "all":
    case "any":
      return { kind: filter.kind, of: filter.of.map((part) => toFilter(part, linking)) };
    case "not":
      return { kind: "not", of: toFilter(filter.of, linking) };
    case "own":
      return filter.filter;
    case "linked":
      return { kind: "formula", formula: naming(filter, linking.get(filter) ?? new Set()) };
  }
}

function naming({ path }: LinkedCondition, ids: ReadonlySet<RecordId>): string {
  if (ids.size === 0) return "FALSE()";
  if (ids.size <= mostTerms) return hasRecordId([...ids]);
  if (ids.size <= mostNamed) return isAmong(ids);
  throw new AirgraphError(
    "COST_LIMIT_EXCEEDED",
    `${path} is true for ${ids.size} records, and within \`or\` and \`not\` a filter can name ${mostNamed} at most: make it stricter, or demand it of all records.`,
    { field: path },
  );
}
