import { z } from "zod";
import { groupBy } from "../../../../kernel/pagination/owned-rows.ts";
import { failureOf } from "../../engine/failure.ts";
import { type Before, before as beforeShape } from "./before.ts";
import { toWritten } from "./cell-values.ts";
import { type CellsById, type FieldOfTable, partsOf, readRecords } from "./read-records.ts";
import { fieldsOf } from "./undo-updated.ts";
import type { Undo, Undoing } from "./undoing.ts";

/** How far making records anew has come. */
export const recreation = z.object({
  /** New ids by the former ones. */
  recreated: z.record(z.string(), z.string()).default({}),
  /** Former ids of those that are being made anew, or were when the attempt was cut off. */
  creating: z.array(z.string()).default([]),
});
type Recreation = z.infer<typeof recreation>;

const output = z.object({ records: z.array(z.object({ id: z.string() })) });
const links = z.array(z.string()).catch([]);

type WasRecord = Before["records"][number];

/**
 * Makes records anew that were deleted: with all cells that can be written, links included, and with new ids. Comments and
 * the history in Airtable are gone.
 */
export const undoDeleted: Undo = async (undoing) => {
  const { turn, step, scope } = undoing;
  const { records: was, fields } = beforeShape.parse(step.before);
  const state = recreation.parse(step.undone ?? {});
  if (state.creating.length > 0) {
    const why = `Nobody knows whether ${state.creating.length} records were made anew after they had been deleted: look for them.`;
    return { kind: "stuck", told: state, why };
  }
  const there = await readRecords(
    turn.ask,
    scope,
    was.map(({ id }) => id),
  );
  const missing = was.filter(({ id }) => !there.has(id) && !(id in state.recreated));
  let recreated = state.recreated;
  for (const records of groupBy(missing, ({ id }) => partsOf(id).tableId).values()) {
    recreated = await recreate(undoing, records, fields, recreated);
  }
  await restoreLinks(
    undoing,
    was.filter(({ id }) => id in recreated),
    fields,
    recreated,
  );
  return { kind: "undone", told: { recreated, creating: [] } satisfies Recreation };
};

/** Makes records of one table anew. What is known of it is written down before and after. */
async function recreate(
  undoing: Undoing,
  records: readonly WasRecord[],
  fields: Before["fields"],
  recreated: Recreation["recreated"],
): Promise<Recreation["recreated"]> {
  const { turn, step, scope } = undoing;
  const { baseId, tableId: table } = partsOf(records[0]?.id ?? "");
  const gone = deletedIds(undoing);
  const created = records.map(({ id, cells }) =>
    withoutEmpty(fieldsOf(fields, id), cells, (link) => !gone.has(`${baseId} ${link}`)),
  );
  await turn.journal.noteUndone(step.id, { recreated, creating: records.map(({ id }) => id) } satisfies Recreation);
  try {
    const settings = { baseId, table, records: created as never[], typecast: false };
    const { records: now } = output.parse(await turn.actions.createRecords(settings, { ...scope, maybeDone: false }));
    const all = { ...recreated, ...Object.fromEntries(records.map(({ id }, index) => [id, now[index]?.id ?? ""])) };
    await turn.journal.noteUndone(step.id, { recreated: all, creating: [] } satisfies Recreation);
    return all;
  } catch (error) {
    const { mayHaveEffect } = failureOf(error, turn.logger);
    const written =
      "extensions" in Object(error)
        ? (error as { extensions: Record<string, unknown> }).extensions["written"]
        : undefined;
    if (!mayHaveEffect && written === undefined) {
      await turn.journal.noteUndone(step.id, { recreated, creating: [] } satisfies Recreation);
    }
    throw error;
  }
}

/** Cells of a record to be made anew. @param isThere whether what a link points at is there */
function withoutEmpty(
  fields: readonly FieldOfTable[],
  cells: CellsById,
  isThere: (link: string) => boolean,
): CellsById {
  return Object.fromEntries(
    fields.flatMap(({ id, type }) => {
      const value = cells[id];
      if (value === null || value === undefined) return [];
      return [[id, type === "multipleRecordLinks" ? links.parse(value).filter(isThere) : toWritten(type, value)]];
    }),
  );
}

/** What this saga has deleted, as base and `rec…`: such links are restored once both are there again. */
function deletedIds({ turn }: Undoing): ReadonlySet<string> {
  const { saga, journal } = turn;
  return new Set(
    saga.definition.steps.flatMap(({ id, do: { kind } }) => {
      const known = kind === "deleteRecords" ? beforeShape.safeParse(journal.step(id)?.before).data : undefined;
      return (known?.records ?? []).map((record) => `${partsOf(record.id).baseId} ${partsOf(record.id).recordId}`);
    }),
  );
}

/** Links between records that were made anew, as far as both are there by now. */
async function restoreLinks(
  { turn, scope, idNow }: Undoing,
  records: readonly WasRecord[],
  fields: Before["fields"],
  recreated: Recreation["recreated"],
): Promise<void> {
  const now = (id: string) => recreated[id] ?? idNow(id);
  const found = await readRecords(
    turn.ask,
    scope,
    records.map(({ id }) => now(id)),
  );
  const formerIds = new Map(Object.keys(recreated).map((id) => [`${partsOf(id).baseId} ${partsOf(id).recordId}`, id]));
  const updates = records.flatMap(({ id, cells }) => {
    const changed: Record<string, never> = {};
    for (const { id: field, type } of fieldsOf(fields, id)) {
      if (type !== "multipleRecordLinks") continue;
      const there = links.parse(found.get(now(id))?.[field]);
      const again = links.parse(cells[field]).flatMap((link) => {
        const former = formerIds.get(`${partsOf(id).baseId} ${link}`);
        const fresh = former === undefined ? undefined : partsOf(now(former)).recordId;
        return fresh === undefined || there.includes(fresh) ? [] : [fresh];
      });
      if (again.length > 0) changed[field] = [...there, ...again] as never;
    }
    return Object.keys(changed).length === 0 ? [] : [{ id: now(id), cells: changed }];
  });
  if (updates.length > 0) await turn.actions.updateRecords({ records: updates, typecast: false }, scope);
}
