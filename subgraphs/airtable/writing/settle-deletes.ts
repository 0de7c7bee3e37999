import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { RecordId } from "../ids.ts";
import type { TableModel } from "../models.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";
import type { RecordCalls } from "../upstream/calls/records.ts";
import { hasRecordId } from "../upstream/formula.ts";
import type { FailedBatch } from "./batch-line.ts";
import { isOneRecordsFault } from "./isolate-refused.ts";
import type { WriteOfRecord } from "./record-write.ts";
import { namedBy } from "./suspects.ts";
import { isDoubtful, notWritten, type WriteOutcome } from "./write-outcome.ts";

/**
 * What became of records whose deletion failed. One that is missing makes Airtable refuse all of them; and when an earlier
 * attempt may have taken effect, those that are missing are those that were deleted. So it is looked up which are there,
 * unless the refusal says which one is not.
 */
export async function settleDeletes(
  client: Pick<RecordCalls, "listRecords">,
  failed: FailedBatch<WriteOfRecord>,
): Promise<readonly WriteOutcome[]> {
  const outcomes = new Map<RecordId, WriteOutcome>();
  let { writes, error } = failed;
  let doubtful = false;

  for (;;) {
    doubtful ||= isDoubtful(error);
    const missing = await missingOf(client, { ...failed, writes, error }, doubtful);
    for (const id of missing) outcomes.set(id, doubtful ? { outcome: "DELETED" } : notWritten(noRecord(error), false));
    writes = writes.filter(({ id }) => !missing.has(id));
    if (missing.size === 0 || !mayBeMissing(error)) break;

    const again = await deleteAgain(failed, writes);
    if (again.error === undefined) {
      for (const id of again.deleted) outcomes.set(id, { outcome: "DELETED" });
      break;
    }
    error = again.error;
  }
  return failed.writes.map(({ id }) => outcomes.get(id) ?? notWritten(error, doubtful));
}

/** Ids of those that are not in the table; none when that can't be found out. */
async function missingOf(
  client: Pick<RecordCalls, "listRecords">,
  { access, table, writes, error }: FailedBatch<WriteOfRecord>,
  doubtful: boolean,
): Promise<ReadonlySet<RecordId>> {
  if (!doubtful && !mayBeMissing(error)) return new Set();
  const { recordId: named } = namedBy(table, error);
  const known = doubtful ? undefined : writes.find(({ id }) => id === named);
  if (known !== undefined) return new Set([known.id]);
  try {
    const there = await idsThatExist(client, access, table, writes);
    return new Set(writes.map(({ id }) => id).filter((id) => !there.has(id)));
  } catch {
    // What is told then is why the deletion failed, which is what was asked for.
    return new Set();
  }
}

/** It is not established how Airtable says that one of several is missing (emulator/airtable-api.md 15). */
function mayBeMissing(error: AirgraphError): boolean {
  return error.code === "NOT_FOUND" || isOneRecordsFault(error);
}

async function idsThatExist(
  client: Pick<RecordCalls, "listRecords">,
  access: AirtableAccess,
  { baseId, id: tableId, primaryField }: TableModel,
  writes: readonly WriteOfRecord[],
): Promise<ReadonlySet<RecordId>> {
  const { records } = await client.listRecords(
    access,
    { baseId, tableId },
    { pageSize: writes.length, filterByFormula: hasRecordId(writes.map(({ id }) => id)), fields: [primaryField.id] },
  );
  return new Set(records.map(({ id }) => id));
}

async function deleteAgain(
  failed: FailedBatch<WriteOfRecord>,
  writes: readonly WriteOfRecord[],
): Promise<{ deleted: readonly RecordId[]; error?: undefined } | { error: AirgraphError }> {
  const ids = writes.map(({ id }) => id);
  if (ids.length === 0) return { deleted: [] };
  try {
    await failed.call(failed.access, () => writes);
    return { deleted: ids };
  } catch (reason) {
    return { error: failed.told(reason, true) };
  }
}

function noRecord(cause: AirgraphError): AirgraphError {
  const { code: _code, ...details } = cause.extensions;
  return new AirgraphError("NOT_FOUND", "There is no such record in its table (any more).", details, { cause });
}
