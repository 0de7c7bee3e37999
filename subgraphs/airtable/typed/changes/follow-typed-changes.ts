import { actorOf } from "../../../../kernel/authorization/rules.ts";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { flatMapStream, type MappedStream } from "../../../../kernel/executor/map-stream.ts";
import type { Context } from "../../context.ts";
import { findTable } from "../../find-table.ts";
import { toGlobalId } from "../../global-id.ts";
import type { RecordId } from "../../ids.ts";
import { listTables } from "../../list-tables.ts";
import type { RecordModel, TableModel } from "../../models.ts";
import { chooseRecords } from "../../reading/chosen-records.ts";
import type { CellSelection } from "../../reading/record-needs.ts";
import { toRecord } from "../../reading/to-record.ts";
import { withCurrentSchema } from "../../reading/with-current-schema.ts";
import { maximumPageSize } from "../../upstream/calls/records.ts";
import { type ChangedRecord, type ChangeEvent, printCursor } from "../../watching/change-events.ts";
import { followRecordChanges } from "../../watching/follow-record-changes.ts";
import { parseTypedFilter } from "../filter/parse-typed-filter.ts";
import type { TypedFilterInput } from "../filter/typed-filter.ts";
import { whereOf } from "../filter/where-of.ts";
import type { TypedBase, TypedTable } from "../typed-graph.ts";
import { tablesOf } from "../typed-tables.ts";

/** A change of one record, as a subscriber is told it. */
export interface TypedChange {
  readonly cursor: string;
  /** Null when it is only told that changes may have been missed. */
  readonly change: ChangedRecord | null;
  /** As it is now; why it can't be read; null when it is there no more; undefined when it was not read. */
  readonly record: RecordModel | Error | null | undefined;
  readonly changesMissed: boolean;
}

export interface TypedChangesRequest {
  readonly base: TypedBase;
  readonly table: TypedTable;
  readonly filter: TypedFilterInput | undefined;
  readonly after: string | undefined;
  /** What is wanted of the records; undefined when nothing is. */
  readonly selection: CellSelection | undefined;
}

/**
 * The changes of a table's records, one by one. The records of an event are read together, with the filter and with what is
 * wanted of them, by one call: those that do not meet it (any more) are left out. A deleted record can't be looked at, so
 * whatever the filter, all deletions are told. The cursor of a change says which changes of its event have been seen.
 * @throws AirgraphError as `followRecordChanges` does; BAD_USER_INPUT or FORBIDDEN for the filter
 */
export async function followTypedChanges(
  context: Context,
  request: TypedChangesRequest,
): Promise<MappedStream<TypedChange>> {
  const { base, table: typed, filter, after } = request;
  const table = await findTable(context, base.id, typed.id);
  if (filter !== undefined) {
    const tables = { typed: tablesOf(base), known: await listTables(context, base.id) };
    parseTypedFilter(tables, { typed, table }, filter);
  }
  const events = await followRecordChanges(context, actorOf(context).tenantId, {
    baseId: base.id,
    table: typed.id,
    after,
  });
  // By the caller's rights as they are at the time of each event.
  return flatMapStream(events, async (event) => changesOf(context.afresh(), request, event));
}

async function changesOf(context: Context, request: TypedChangesRequest, event: ChangeEvent): Promise<TypedChange[]> {
  const { sequence, changes, changesMissed } = event;
  if (changesMissed) {
    return [{ cursor: printCursor({ sequence, position: undefined }), change: null, record: undefined, changesMissed }];
  }
  const read = await readChanged(context, request, changes);
  const told = changes.filter(
    ({ kind, recordId }) => kind === "DELETED" || request.filter === undefined || read?.(recordId) !== null,
  );
  return told.map((change, index) => ({
    // With the last one, all of the event has been seen.
    cursor: printCursor({ sequence, position: index === told.length - 1 ? undefined : change.position }),
    change,
    record: change.kind === "DELETED" ? null : read?.(change.recordId),
    changesMissed,
  }));
}

type ReadRecords = (id: RecordId) => RecordModel | Error | null;

/**
 * The records of some changes, of those that meet the filter; undefined when nobody asks for them.
 * @throws why it can't be known which ones meet the filter: who comes back with the last cursor is told then
 */
async function readChanged(
  context: Context,
  { base, table: typed, filter, selection }: TypedChangesRequest,
  changes: readonly ChangedRecord[],
): Promise<ReadRecords | undefined> {
  if (filter === undefined && selection === undefined) return undefined;
  const ids = [...new Set(changes.flatMap((change) => (change.kind === "DELETED" ? [] : toGlobalId(change))))];
  if (ids.length === 0) return () => null;
  const wanted = selection ?? { keys: new Set<string>(), commentCount: false };
  const cells = new Set([...(wanted.keys === "all" ? [] : wanted.keys), ...(wanted.elsewhere ?? [])]);
  const where = whereOf(context, { base, table: typed }, filter, cells);
  try {
    const table = (await listTables(context, base.id)).get(typed.id);
    if (table === undefined) return () => null;
    const records = await withCurrentSchema(context, table, async (current) =>
      readChosen(context, current, { where, ids }, wanted),
    );
    return (id) => records.get(id) ?? null;
  } catch (error) {
    // Without a filter each change can be told, and what went wrong in the place of its record.
    if (filter !== undefined || !(error instanceof AirgraphError)) throw error;
    return () => error;
  }
}

async function readChosen(
  context: Context,
  table: TableModel,
  which: { readonly where: ReturnType<typeof whereOf>; readonly ids: readonly string[] },
  selection: CellSelection,
): Promise<ReadonlyMap<RecordId, RecordModel>> {
  const chosen = await chooseRecords(context, table, which, selection);
  if (chosen === undefined) return new Map();
  const { access, query, needs, keeps } = chosen;
  // No event has more changes than a page has records.
  const { records } = await context.reads.page(access, table, { ...query, pageSize: maximumPageSize });
  return new Map(
    records
      .filter(({ id }) => keeps === undefined || keeps(id))
      .map((answer) => [answer.id, toRecord(table, answer, needs)]),
  );
}
