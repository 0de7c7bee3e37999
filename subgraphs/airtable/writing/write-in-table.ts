import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { TableModel } from "../models.ts";
import { refusedWrites } from "../policies/admit-writes.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import type { RecordWrite } from "./record-write.ts";
import type { WriteOutcome } from "./write-outcome.ts";
import { refused, toResult, type WriteResult } from "./write-result.ts";

/** A record of a mutation on its way: to be sent, or refused before it costs a call. */
export type Checked<Write> =
  | { readonly verdict: "send"; readonly write: Write }
  | { readonly verdict: "refuse"; readonly result: WriteResult };

/** What `check` throws is the result of that record alone. @param id as it was given; null for one to be created */
export function checked<Write>(id: string | null, check: () => Write): Checked<Write> {
  try {
    return { verdict: "send", write: check() };
  } catch (error) {
    if (!(error instanceof AirgraphError)) throw error;
    return { verdict: "refuse", result: refused(id, error) };
  }
}

/**
 * Sends what may be sent of one table.
 * @param how.operation by whose rights it is decided which records may be written
 * @returns a result for each record, in their order
 * @throws those of reading records, when data policies make it necessary to look; nothing has been sent then
 */
export async function writeInTable<Write extends RecordWrite>(
  airtable: TenantAirtable,
  table: TableModel,
  records: readonly Checked<Write>[],
  how: {
    operation: "CREATE" | "UPDATE" | "DELETE";
    send: (writes: readonly Write[]) => Promise<readonly WriteOutcome[]>;
  },
): Promise<WriteResult[]> {
  const { operation, send } = how;
  const asked = records.flatMap((record) => (record.verdict === "send" ? [record.write] : []));
  const refusals = await refusedWrites(airtable, table, operation, asked);
  const writes = asked.filter((write) => !refusals.has(write));
  const outcomes = writes.length === 0 ? [] : await send(writes);
  const results = new Map<Write, WriteResult>();
  for (const [write, refusal] of refusals) {
    results.set(write, toResult(table, write, { outcome: "FAILED", error: refusal }));
  }
  for (const [index, write] of writes.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) throw new Error("a write was not told its outcome");
    results.set(write, toResult(table, write, outcome));
  }
  return records.map((record) => {
    if (record.verdict === "refuse") return record.result;
    const result = results.get(record.write);
    if (result === undefined) throw new Error("a record of a mutation was forgotten");
    return result;
  });
}
