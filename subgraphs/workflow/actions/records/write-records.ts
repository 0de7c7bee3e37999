import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { type ErrorCode, isErrorCode } from "../../../../kernel/errors/error-code.ts";
import type { AskSupergraph } from "../../ask-supergraph.ts";
import type { ActionScope } from "../action.ts";
import { mayHaveEffect, mayPass } from "../outcome.ts";
import { chunksOf } from "./chunks.ts";

/** Of the cells that one action answers with, in characters as JSON. */
const longestCells = 8 * 1024 * 1024;

const errorCode = z.custom<ErrorCode>((code) => isErrorCode(code)).catch("INTERNAL");

const result = z.object({
  outcome: z.enum(["CREATED", "UPDATED", "DELETED", "FAILED", "UNKNOWN"]),
  id: z.string().nullable(),
  /** Null when whoever it is written for may not read it. */
  record: z
    .object({ cells: z.record(z.string(), z.unknown()) })
    .nullable()
    .optional(),
  error: z
    .object({ code: errorCode, message: z.string(), field: z.string().nullable(), retryAfterMs: z.number().nullable() })
    .nullable(),
});
export type WriteResult = z.infer<typeof result>;

const answer = z.object({ write: z.object({ results: z.array(result) }) });

/** The part of a mutation that tells what became of its records; `write` is the mutation's alias. */
export const writeResults = /* GraphQL */ `
  results {
    outcome
    id
    record { cells }
    error { code message field retryAfterMs }
  }
`;

/** Sends one mutation of records. @throws AirgraphError when nothing was told of the single records */
export async function sendWrites(
  ask: AskSupergraph,
  scope: ActionScope,
  mutation: string,
  input: { readonly [name: string]: unknown },
): Promise<WriteResult[]> {
  const data = await ask(scope, { query: mutation, variables: { input }, optional: ["record"] });
  return answer.parse(data).write.results;
}

/**
 * Makes writes that can be repeated without harm, as many to a mutation as there may be.
 * @returns what became of each, all written
 * @throws AirgraphError of the first record that will never be written; else of the first that may be next time, and that
 *   attempt has to know that a part is done
 */
export async function writeRepeatably<Item>(
  items: readonly Item[],
  send: (items: readonly Item[]) => Promise<readonly WriteResult[]>,
): Promise<WriteResult[]> {
  const results: WriteResult[] = [];
  const keep = createCellBudget();
  for (const chunk of chunksOf(items)) {
    try {
      results.push(...(await send(chunk)).map(keep));
    } catch (error) {
      if (!(error instanceof AirgraphError)) throw error;
      throw partlyDone(error, results);
    }
  }
  if (!results.every(isWritten)) throw notAllWritten(results);
  return results;
}

/** Keeps cells as long as they fit into a step's output, and leaves them out of what is told after that. */
export function createCellBudget(): (written: WriteResult) => WriteResult {
  let left = longestCells;
  return (written) => {
    left -= JSON.stringify(written.record ?? null).length;
    return left < 0 ? { ...written, record: null } : written;
  };
}

export function isWritten({ outcome }: WriteResult): boolean {
  return outcome !== "FAILED" && outcome !== "UNKNOWN";
}

/** Whether a record was refused, and will be the next time. */
export function isRefused({ outcome, error }: WriteResult): boolean {
  return outcome === "FAILED" && error !== null && !mayPass(error.code);
}

/** Global ids of those that are there now. */
export function idsOfWritten(results: readonly WriteResult[]): string[] {
  return results.flatMap((written) => (isWritten(written) && written.id !== null ? [written.id] : []));
}

/** @param results of which some are not written; the first that never will be says why, if there is one */
export function notAllWritten(results: readonly WriteResult[]): AirgraphError {
  const refused = results.findIndex(isRefused);
  const index = refused === -1 ? results.findIndex((each) => !isWritten(each)) : refused;
  const { outcome, error = null } = results[index] ?? {};
  const written = idsOfWritten(results);
  const isUnknown = outcome === "UNKNOWN";
  const code = error === null || isUnknown ? "UPSTREAM_UNAVAILABLE" : error.code;
  const of = results.length === 1 ? "" : ` (${results.length - written.length} of ${results.length} were not)`;
  return new AirgraphError(code, `records.${index} was not written${of}: ${error?.message ?? "nothing was told."}`, {
    field: `records.${index}`,
    ...(error?.retryAfterMs == null ? {} : { retryAfterMs: error.retryAfterMs }),
    ...(written.length === 0 && !isUnknown ? {} : { outcome: "unknown", written }),
  });
}

function partlyDone(error: AirgraphError, results: readonly WriteResult[]): AirgraphError {
  const written = idsOfWritten(results);
  if (written.length === 0 && !mayHaveEffect(error)) return error;
  const { code: _code, ...details } = error.extensions;
  return new AirgraphError(error.code, error.message, { ...details, outcome: "unknown", written }, { cause: error });
}

/** A record as outputs have it. */
export function shown({ id, record }: WriteResult): { id: string | null; cells: unknown } {
  return { id, cells: record?.cells ?? null };
}
