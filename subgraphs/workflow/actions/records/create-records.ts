import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../../kernel/errors/parse-input.ts";
import type { AskSupergraph } from "../../ask-supergraph.ts";
import type { Action, ActionScope } from "../action.ts";
import { mayHaveEffect, mayPass, outcomeUnknown } from "../outcome.ts";
import { baseAndTable, type Cells, cells, listOf, nonEmptyText } from "../worked-out.ts";
import { chunksOf } from "./chunks.ts";
import { createUpserts } from "./upsert-records.ts";
import {
  createCellBudget,
  idsOfWritten,
  isRefused,
  isWritten,
  notAllWritten,
  sendWrites,
  shown,
  type WriteResult,
  writeResults,
} from "./write-records.ts";

const mutation = /* GraphQL */ `
  mutation CreateRecordsOfAction($input: CreateRecordsInput!) {
    write: createRecords(input: $input) { ${writeResults} }
  }
`;

const settingsShape = z.object({
  ...baseAndTable,
  records: listOf(cells),
  keyField: nonEmptyText.nullish(),
  typecast: z.boolean(),
});
type Settings = z.infer<typeof settingsShape>;

/** Within one attempt, of records that Airtable had no room for. */
const mostRounds = 4;
const firstPauseMs = 500;

/**
 * Creates records. With a key field each carries a key, by which another attempt finds it. Without one a record that may
 * be there already is never created again: the step fails with OUTCOME_UNKNOWN.
 */
export function createCreateRecords(ask: AskSupergraph): Action<"createRecords"> {
  const upsert = createUpserts(ask);

  return async (settings, scope) => {
    const parsed = parseInput(settingsShape, settings);
    const { keyField } = parsed;
    const results =
      keyField === null || keyField === undefined
        ? await createOnce(parsed, scope)
        : await upsert(scope, { ...parsed, mergeOn: [keyField], records: withKeys(parsed, keyField, scope) });
    return { records: results.map(shown) };
  };

  async function createOnce(
    { keyField: _none, records, ...about }: Settings,
    scope: ActionScope,
  ): Promise<WriteResult[]> {
    if (scope.maybeDone) throw outcomeUnknown("The creation of the records");
    const results = records.map((): WriteResult => ({ outcome: "FAILED", id: null, error: null }));
    const keep = createCellBudget();
    let start = 0;
    for (const { length } of chunksOf(records)) {
      await createChunk(start, start + length);
      start += length;
    }
    return results;

    /** Those that Airtable had no room for are created in another round, since another attempt could not tell which they are. */
    async function createChunk(from: number, to: number): Promise<void> {
      let waiting = Array.from({ length: to - from }, (_place, index) => from + index);
      for (let round = 1; ; round++) {
        const told = await send(waiting.map((index) => ({ cells: records[index] ?? {} })));
        for (const [place, index] of waiting.entries()) results[index] = keep(told[place] ?? failedUntold);
        const unknown = told.some(({ outcome }) => outcome === "UNKNOWN");
        if (unknown) throw outcomeUnknown("The creation of a record", { written: idsOfWritten(results) });
        if (told.some(isRefused)) throw final(notAllWritten(results.slice(0, to)));
        waiting = waiting.filter((index) => !isWritten(results[index] ?? failedUntold));
        if (waiting.length === 0) return;
        if (idsOfWritten(results).length === 0 || round === mostRounds)
          throw final(notAllWritten(results.slice(0, to)));
        await pause(firstPauseMs * 2 ** (round - 1));
      }
    }

    async function send(created: readonly { cells: Cells }[]): Promise<WriteResult[]> {
      try {
        return await sendWrites(ask, scope, mutation, { ...about, records: created });
      } catch (error) {
        if (!(error instanceof AirgraphError)) throw error;
        const written = idsOfWritten(results);
        if (mayHaveEffect(error)) throw outcomeUnknown("The creation of the records", { written }, error);
        throw final(error);
      }
    }

    /** What could be tried again may not be once some records are there. */
    function final(error: AirgraphError): AirgraphError {
      const written = idsOfWritten(results);
      if (written.length === 0) return error;
      if (!mayPass(error.code)) return new AirgraphError(error.code, error.message, { ...error.extensions, written });
      return new AirgraphError(
        "OUTCOME_UNKNOWN",
        `${written.length} of ${records.length} records were created, and then: ${error.message} Without a keyField the others can't be told from them in another attempt.`,
        { written, outcome: "unknown" },
        { cause: error },
      );
    }

    async function pause(ms: number): Promise<void> {
      await delay(ms, undefined, { signal: scope.signal }).catch((cause: unknown) => {
        throw final(new AirgraphError("TIMEOUT", "The step's time is up.", {}, { cause }));
      });
    }
  }
}

const failedUntold: WriteResult = { outcome: "FAILED", id: null, error: null };

function withKeys({ records }: Settings, keyField: string, { effectKey }: ActionScope): Cells[] {
  return records.map((record, index) => {
    if (Object.hasOwn(record, keyField))
      throw new AirgraphError(
        "BAD_USER_INPUT",
        `records.${index} names the field ${JSON.stringify(keyField)}, which is keyField and takes a key of the step.`,
        { field: `records.${index}` },
      );
    return { ...record, [keyField]: `${effectKey}:${index}` };
  });
}
