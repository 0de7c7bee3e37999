import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../../kernel/errors/parse-input.ts";
import type { AskSupergraph } from "../../ask-supergraph.ts";
import type { Action, ActionScope } from "../action.ts";
import { baseAndTable, type Cells, cells, listOf, nonEmptyText } from "../worked-out.ts";
import { sendWrites, shown, type WriteResult, writeRepeatably, writeResults } from "./write-records.ts";

const mutation = /* GraphQL */ `
  mutation UpsertRecordsOfAction($input: UpsertRecordsInput!) {
    write: upsertRecords(input: $input) { ${writeResults} }
  }
`;

const settingsShape = z.object({
  ...baseAndTable,
  mergeOn: z.array(nonEmptyText, "must be a list").min(1).max(3),
  records: listOf(cells),
  typecast: z.boolean(),
});

interface Upserts {
  readonly baseId: string;
  readonly table: string;
  readonly mergeOn: readonly string[];
  readonly records: readonly Cells[];
  readonly typecast: boolean;
}

/** Updates the records that match by key fields and creates those that don't; repeated, it finds those it created. */
export function createUpserts(ask: AskSupergraph): (scope: ActionScope, upserts: Upserts) => Promise<WriteResult[]> {
  return async (scope, { baseId, table, mergeOn, records, typecast }) =>
    writeRepeatably(records, async (some) => {
      const written = some.map((each) => ({ cells: each }));
      return sendWrites(ask, scope, mutation, { baseId, table, mergeOn, records: written, typecast });
    });
}

export function createUpsertRecords(ask: AskSupergraph): Action<"upsertRecords"> {
  const upsert = createUpserts(ask);
  return async (settings, scope) => {
    const parsed = parseInput(settingsShape, settings);
    for (const [index, record] of parsed.records.entries()) mustHaveKeys(record, index, parsed.mergeOn);
    const results = await upsert(scope, parsed);
    return { records: results.map((each) => ({ ...shown(each), created: each.outcome === "CREATED" })) };
  };
}

/** Without a value of its own in every key field, a record would be created once more by another attempt. */
function mustHaveKeys(record: Cells, index: number, mergeOn: readonly string[]): void {
  const missing = mergeOn.find((field) => [undefined, null, ""].some((none) => record[field] === none));
  if (missing === undefined) return;
  throw new AirgraphError(
    "BAD_USER_INPUT",
    `records.${index} has no value for ${JSON.stringify(missing)}, which mergeOn names; cells name it in the same way.`,
    { field: `records.${index}` },
  );
}
