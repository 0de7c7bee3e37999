import { z } from "zod";
import { parseInput } from "../../../../kernel/errors/parse-input.ts";
import type { AskSupergraph } from "../../ask-supergraph.ts";
import type { Action } from "../action.ts";
import { listOf, recordId } from "../worked-out.ts";
import { sendWrites, type WriteResult, writeRepeatably, writeResults } from "./write-records.ts";

const mutation = /* GraphQL */ `
  mutation DeleteRecordsOfAction($input: DeleteRecordsInput!) {
    write: deleteRecords(input: $input) { ${writeResults} }
  }
`;

const settingsShape = z.object({ ids: listOf(recordId) });

/** Deletes records of any tables. Those that are gone after an attempt that may have deleted them are as they should be. */
export function createDeleteRecords(ask: AskSupergraph): Action<"deleteRecords"> {
  return async (settings, scope) => {
    const { ids } = parseInput(settingsShape, settings);
    await writeRepeatably(ids, async (some) => {
      const results = await sendWrites(ask, scope, mutation, { ids: some });
      return scope.maybeDone ? results.map(deletedBefore) : results;
    });
    return { ids };
  };
}

function deletedBefore(written: WriteResult): WriteResult {
  return written.outcome === "FAILED" && written.error?.code === "NOT_FOUND"
    ? { ...written, outcome: "DELETED", error: null }
    : written;
}
