import type { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { FailedBatch } from "./batch-line.ts";
import type { RecordWrite } from "./record-write.ts";
import { namedBy, suspectsOf } from "./suspects.ts";
import { isDoubtful, notWritten, type WriteOutcome } from "./write-outcome.ts";

/**
 * Airtable writes all records of a call or none, so a call that was refused for one record's sake is made again without
 * it: without the one that the refusal names, else in halves until it stands alone. n records take 2n - 1 calls at most.
 * Failures that are no record's fault, a used up quota for example, are the outcome of all of them at once.
 */
export async function isolateRefused<Write extends RecordWrite>(
  failed: FailedBatch<Write>,
): Promise<readonly WriteOutcome[]> {
  const outcomes = new Map<Write, WriteOutcome>();
  await isolate(failed, false, outcomes);
  return failed.writes.map((write) => {
    const outcome = outcomes.get(write);
    if (outcome === undefined) throw new Error("a record of a refused call was forgotten");
    return outcome;
  });
}

/** @param doubted whether an earlier attempt at these records may have taken effect */
async function isolate<Write extends RecordWrite>(
  failed: FailedBatch<Write>,
  doubted: boolean,
  outcomes: Map<Write, WriteOutcome>,
): Promise<void> {
  const { table, writes, error } = failed;
  const doubtful = doubted || isDoubtful(error);
  const named = namedBy(table, error);
  const fail = (refused: readonly Write[]) => {
    for (const write of refused) outcomes.set(write, notWritten(error, doubtful));
  };
  if (writes.length === 1 || !(isOneRecordsFault(error) || named.field !== undefined)) {
    fail(writes);
    return;
  }
  const suspects = suspectsOf(writes, named);
  if (suspects.length === 1 || (suspects.length > 0 && named.whateverTheValue)) {
    fail(suspects);
    await writeAgain(failed, without(writes, suspects), doubtful, outcomes);
    return;
  }
  const parts = suspects.length > 0 && suspects.length < writes.length ? suspects : firstHalf(writes);
  await Promise.all([parts, without(writes, parts)].map(async (part) => writeAgain(failed, part, doubtful, outcomes)));
}

async function writeAgain<Write extends RecordWrite>(
  failed: FailedBatch<Write>,
  writes: readonly Write[],
  doubtful: boolean,
  outcomes: Map<Write, WriteOutcome>,
): Promise<void> {
  if (writes.length === 0) return;
  try {
    const written = await failed.call(failed.access, () => writes);
    for (const [index, outcome] of (written ?? []).entries()) {
      const write = writes[index];
      if (write !== undefined) outcomes.set(write, outcome);
    }
  } catch (reason) {
    await isolate({ ...failed, writes, error: failed.told(reason, true) }, doubtful, outcomes);
  }
}

/** Of all that can be said of a call, what may have been said because of one of its records. */
export function isOneRecordsFault({ code, extensions: { airtableType } }: AirgraphError): boolean {
  switch (code) {
    case "BAD_USER_INPUT":
      return true;
    case "UPSTREAM_REJECTED":
      return airtableType !== "AUTHENTICATION_REQUIRED";
    case "NOT_FOUND":
      return airtableType === "MODEL_ID_NOT_FOUND";
    default:
      return false;
  }
}

function firstHalf<Write>(writes: readonly Write[]): readonly Write[] {
  return writes.slice(0, Math.ceil(writes.length / 2));
}

function without<Write>(writes: readonly Write[], others: readonly Write[]): readonly Write[] {
  const gone = new Set(others);
  return writes.filter((write) => !gone.has(write));
}
