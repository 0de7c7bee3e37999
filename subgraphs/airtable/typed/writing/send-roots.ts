import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { TenantAirtable } from "../../tenant-airtable.ts";
import { changeRecords } from "../../writing/change-records.ts";
import { createRecords } from "../../writing/create-records.ts";
import type { KeptLinks } from "../../writing/record-write.ts";
import { upsertRecords } from "../../writing/upsert-records.ts";
import { refused, type WriteResult } from "../../writing/write-result.ts";
import type { TypedTable } from "../typed-graph.ts";
import { changeLinks, linkChanges, type PlannedChange } from "./change-links.ts";
import { linksTo, type NestedResults } from "./create-nested.ts";
import type { Planning } from "./planned-record.ts";
import type { Root, TypedWrite } from "./typed-write.ts";
import { namingTypedField } from "./written-field.ts";

interface Sent {
  readonly write: TypedWrite;
  readonly roots: readonly Root[];
  /** What they link to. */
  readonly nested: NestedResults;
}

/** A record as the use cases take it. */
interface Ready {
  readonly root: Root;
  readonly id: string;
  readonly cells: Readonly<Record<string, unknown>>;
  readonly kept?: KeptLinks;
}

/**
 * Writes records whose links are all there.
 * @throws as the use cases do, before any of them is sent
 */
export async function sendRoots(
  airtable: TenantAirtable,
  planning: Planning,
  table: TypedTable,
  sent: Sent,
): Promise<ReadonlyMap<Root, WriteResult>> {
  const results = new Map<Root, WriteResult>();
  const changing = sent.roots.flatMap(({ id, plan }): PlannedChange[] =>
    id === null || linkChanges(plan).length === 0 ? [] : [{ id, plan }],
  );
  await airtable.writer.readAndWrite(
    changing.map(({ id }) => id),
    async () => {
      const links = changing.length === 0 ? new Map() : await changeLinks(airtable, changing, sent.nested);
      const ready: Ready[] = [];
      for (const root of sent.roots) {
        const changed = links.get(root.plan);
        if (changed instanceof AirgraphError) results.set(root, refused(root.id, changed));
        else {
          const cells = { ...root.plan.cells, ...linksTo(root.plan, sent.nested), ...changed?.cells };
          ready.push({ root, id: root.id ?? "", cells, ...(changed === undefined ? {} : { kept: changed.kept }) });
        }
      }
      const written = await byUseCase(airtable, planning, table, sent.write, ready);
      for (const [index, { root }] of ready.entries()) {
        const result = written[index];
        if (result === undefined) throw new Error("a use case did not tell of every record");
        const error = result.error && namingTypedField(result.error, root.plan, planning.tables.get(table.id));
        results.set(root, { ...result, error });
      }
    },
  );
  return results;
}

async function byUseCase(
  airtable: TenantAirtable,
  { base }: Planning,
  table: TypedTable,
  write: TypedWrite,
  records: readonly Ready[],
): Promise<WriteResult[]> {
  if (records.length === 0) return [];
  const { typecast } = write;
  const place = { baseId: base.id, table: table.id };
  switch (write.operation) {
    case "create":
      return createRecords(airtable, { ...place, records, typecast });
    case "update":
    case "replace":
      return changeRecords(airtable, { records, mode: write.operation, typecast });
    case "upsert": {
      const mergeOn = write.on.map(({ id }) => id);
      return upsertRecords(airtable, { ...place, mergeOn, records, replace: write.replace, typecast });
    }
  }
}
