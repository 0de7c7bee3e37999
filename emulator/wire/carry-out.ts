import { applyPlan, deleteRows } from "../store/apply-plan.ts";
import type { CellReader } from "../store/cell-reader.ts";
import type { Change, Row, Table } from "../store/model.ts";
import type { WritePlan } from "../store/write-plan.ts";
import type { Write } from "../webhooks/change-feed.ts";
import type { SchemaChange } from "../webhooks/schema-change.ts";
import { cellsOfDeletion, cellsOfPlan } from "../webhooks/written-cells.ts";
import type { Service } from "./service.ts";

/** Who writes where: a call of the API, or the emulator's own interface acting as someone (`author.source`). */
interface Writer extends Write {
  readonly service: Pick<Service, "changes">;
  readonly change: Change;
}

/** Carries out a plan and lets the webhooks of the base know. @returns the rows of the plan's records */
export function carryOut(writer: Writer, plan: WritePlan): Row[] {
  const { service, base, change } = writer;
  return service.changes.write(
    writer,
    () => cellsOfPlan(base, plan),
    () => applyPlan(base, plan, change),
  );
}

/** Deletes records of a table and lets the webhooks of the base know. */
export function carryOutDeletion(writer: Writer, table: Table, rows: readonly Row[]): void {
  const { service, base, change } = writer;
  service.changes.write(
    writer,
    () => cellsOfDeletion(base, rows),
    () => deleteRows(base, table, rows, change),
  );
}

/** Lets the reader and the webhooks of the base know of changes of the schema that were made. */
export function announceSchema(
  write: Write & { readonly service: Pick<Service, "changes">; readonly reader: CellReader },
  changes: readonly SchemaChange[],
): void {
  // No formula names a table.
  if (changes.some(({ kind }) => kind !== "changedTable")) write.reader.recompile();
  write.service.changes.announce(write, changes);
}
