import { z } from "zod";
import { parseInput } from "../../../../kernel/errors/parse-input.ts";
import type { AskSupergraph } from "../../ask-supergraph.ts";
import type { Action } from "../action.ts";
import { cells, listOf, recordId } from "../worked-out.ts";
import { sendWrites, shown, writeRepeatably, writeResults } from "./write-records.ts";

const mutation = /* GraphQL */ `
  mutation UpdateRecordsOfAction($input: UpdateRecordsInput!) {
    write: updateRecords(input: $input) { ${writeResults} }
  }
`;

const settingsShape = z.object({ records: listOf(z.object({ id: recordId, cells })), typecast: z.boolean() });

/** Changes the named cells of records, of any tables; each is `{id, cells}`. */
export function createUpdateRecords(ask: AskSupergraph): Action<"updateRecords"> {
  return async (settings, scope) => {
    const { records, typecast } = parseInput(settingsShape, settings);
    const results = await writeRepeatably(records, async (some) =>
      sendWrites(ask, scope, mutation, { records: some, typecast }),
    );
    return { records: results.map(shown) };
  };
}
