import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { parseGlobalId } from "../../global-id.ts";
import type { RecordId } from "../../ids.ts";
import type { TenantAirtable } from "../../tenant-airtable.ts";
import { createRecords } from "../../writing/create-records.ts";
import { refused, type WriteError, type WriteResult } from "../../writing/write-result.ts";
import type { TypedTable } from "../typed-graph.ts";
import { nestedIn, type PlannedRecord, type Planning } from "./planned-record.ts";
import { namingTypedField } from "./written-field.ts";

/** What became of the records that are created for another one. */
export interface NestedRecords {
  /** Global ids of those that were created. */
  readonly created: readonly string[];
  /** Why the record that they are created for must not be written; undefined when all are there. */
  readonly failure: { readonly outcome: "FAILED" | "UNKNOWN"; readonly error: WriteError } | undefined;
}

/** Results of nested records by what was planned. */
export type NestedResults = ReadonlyMap<PlannedRecord, WriteResult>;

/**
 * Creates what records link to, innermost first: those that link to nothing new in one go, then those that link to these, and
 * so on, ten to a call for each table. When one of a record's fails, no more are created for that record.
 */
export async function createNested(
  airtable: TenantAirtable,
  { base, tables }: Planning,
  roots: readonly PlannedRecord[],
  typecast: boolean,
): Promise<NestedResults> {
  const results = new Map<PlannedRecord, WriteResult>();
  const trees = roots.map(nestedIn).filter((tree) => tree.length > 0);
  const heights = new Map(trees.flat().map((nested) => [nested, heightOf(nested)]));
  const highest = Math.max(-1, ...heights.values());
  for (let height = 0; height <= highest; height += 1) {
    const alive = trees.filter((tree) => !tree.some((nested) => hasFailed(results.get(nested))));
    const ready = alive.flat().filter((nested) => heights.get(nested) === height);
    const tablesOfReady = new Set(ready.map(({ table }) => table));
    await Promise.all(
      [...tablesOfReady].map(async (table) =>
        createAll(
          table,
          ready.filter((one) => one.table === table),
        ),
      ),
    );
  }
  return results;

  async function createAll(table: TypedTable, records: readonly PlannedRecord[]): Promise<void> {
    const written = await createOrRefuse(
      table,
      records.map((record) => ({ cells: { ...record.cells, ...linksTo(record, results) } })),
    );
    for (const [index, record] of records.entries()) {
      const result = written[index];
      if (result === undefined) throw new Error("a nested record was forgotten");
      const error = result.error && namingTypedField(result.error, record, tables.get(table.id));
      results.set(record, { ...result, error });
    }
  }

  async function createOrRefuse(table: TypedTable, records: readonly { cells: Record<string, unknown> }[]) {
    try {
      return await createRecords(airtable, { baseId: base.id, table: table.id, records, typecast });
    } catch (error) {
      // Thrown before anything was sent; what was created before must not be forgotten over it.
      if (error instanceof AirgraphError) return records.map(() => refused(null, error));
      throw error;
    }
  }
}

/** What became of a record's nested ones. */
export function nestedOf(root: PlannedRecord, results: NestedResults): NestedRecords {
  const ofRoot = nestedIn(root).flatMap((nested) => results.get(nested) ?? []);
  const failed = ofRoot.filter(hasFailed);
  const first = failed.find(({ outcome }) => outcome === "UNKNOWN") ?? failed[0];
  return {
    created: ofRoot.flatMap(({ id }) => id ?? []),
    failure:
      first?.error == null
        ? undefined
        : { outcome: first.outcome === "UNKNOWN" ? "UNKNOWN" : "FAILED", error: first.error },
  };
}

/** The cells of links that are written whole, when what they link to is there. */
export function linksTo({ links }: PlannedRecord, results: NestedResults): Record<string, readonly RecordId[]> {
  return Object.fromEntries(
    links
      .filter(({ whole }) => whole)
      .map((link) => [link.field.id, [...link.add, ...createdFor(link.create, results)]]),
  );
}

export function createdFor(planned: readonly PlannedRecord[], results: NestedResults): RecordId[] {
  return planned.flatMap((nested) => {
    const id = results.get(nested)?.id;
    return id == null ? [] : (parseGlobalId(id)?.recordId ?? []);
  });
}

function heightOf({ links }: PlannedRecord): number {
  return Math.max(0, ...links.flatMap(({ create }) => create.map((nested) => heightOf(nested) + 1)));
}

function hasFailed(result: WriteResult | undefined): boolean {
  return result?.outcome === "FAILED" || result?.outcome === "UNKNOWN";
}
