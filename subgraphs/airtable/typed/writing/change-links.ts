import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { type RecordId, recordId } from "../../ids.ts";
import type { RecordModel } from "../../models.ts";
import { mayReadField } from "../../policies/denials.ts";
import { readRecordsById } from "../../reading/read-records-by-id.ts";
import type { TenantAirtable } from "../../tenant-airtable.ts";
import type { KeptLinks } from "../../writing/record-write.ts";
import { createdFor, type NestedResults } from "./create-nested.ts";
import type { PlannedLink, PlannedRecord } from "./planned-record.ts";

/** A record that exists, and what it is to become. */
export interface PlannedChange {
  /** Global. */
  readonly id: string;
  readonly plan: PlannedRecord;
}

export interface ChangedLinks {
  readonly cells: Readonly<Record<string, readonly RecordId[]>>;
  readonly kept: KeptLinks;
}

const linkCell = z.array(recordId);

/** The links of a record that say what comes and goes, rather than all that the cell is to hold. */
export function linkChanges({ links }: PlannedRecord): readonly PlannedLink[] {
  return links.filter(({ whole }) => !whole);
}

/**
 * Cells of links to which records come, or from which they go, as they are now and as they are to be: Airtable can only be
 * told all of a cell. Reads a hundred records to a call. Belongs into the writer's `readAndWrite`.
 * @returns for each the cells, or why they can't be told
 */
export async function changeLinks(
  airtable: TenantAirtable,
  changes: readonly PlannedChange[],
  nested: NestedResults,
): Promise<ReadonlyMap<PlannedRecord, ChangedLinks | AirgraphError>> {
  const read = await readRecordsById(
    airtable,
    changes.map(({ id, plan }) => ({
      id,
      selection: { keys: new Set(linkChanges(plan).map(({ field }) => field.id)), commentCount: false },
    })),
  );
  return new Map(
    changes.map(({ id, plan }, index) => {
      const record = read[index] ?? null;
      if (record instanceof AirgraphError) return [plan, record];
      if (record instanceof Error) throw record;
      return [plan, record === null ? noRecord(id) : changed(record, plan, nested)];
    }),
  );
}

function changed(record: RecordModel, plan: PlannedRecord, nested: NestedResults): ChangedLinks | AirgraphError {
  const cells: Record<string, readonly RecordId[]> = {};
  const kept = new Map<PlannedLink["field"]["id"], ReadonlySet<RecordId>>();
  for (const link of linkChanges(plan)) {
    const { field, at } = link;
    if (!mayReadField(record.table, field)) return unreadable(at);
    const leaving = new Set(link.remove);
    const staying = linkCell.parse(record.cells[field.id] ?? []).filter((id) => !leaving.has(id));
    kept.set(field.id, new Set(staying));
    cells[field.id] = [...new Set([...staying, ...link.add, ...createdFor(link.create, nested)])];
  }
  return { cells, kept };
}

function unreadable(at: string): AirgraphError {
  return new AirgraphError(
    "FORBIDDEN",
    `${at}: a data policy denies that you have this field read, so nothing can be added to it or taken from it: use set.`,
    { field: at },
  );
}

function noRecord(id: string): AirgraphError {
  return new AirgraphError("NOT_FOUND", `There is no record ${JSON.stringify(id)} among the tenant's bases.`);
}
