import { z } from "zod";
import { groupBy } from "../../../../kernel/pagination/owned-rows.ts";
import { failedAttempt } from "../attempts.ts";
import type { SagaTurn } from "../saga-turn.ts";
import { type Before, before as beforeShape } from "./before.ts";
import { toWritten } from "./cell-values.ts";
import { type CellsById, type FieldOfTable, partsOf, readRecords } from "./read-records.ts";
import { linkKey, recreatedIds } from "./recreated-ids.ts";
import { fieldsOf } from "./undo-updated.ts";
import type { Undo, Undoing } from "./undoing.ts";

/** How far making records anew has come. */
export const recreation = z.object({
  /** New ids by the former ones. */
  recreated: z.record(z.string(), z.string()).default({}),
  /** Former ids of those that are being made anew, or were when the attempt was cut off. */
  creating: z.array(z.string()).default([]),
});
/** What whoever started the saga can't read, what Airtable lets nobody write, and what only a look at whole tables would find. */
const notMadeAnew = [
  "comments",
  "history",
  "computed cells",
  "cells that are hidden from whoever started the saga",
  "links to it in fields that have no inverse field",
];

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
  const deleted = deletedIds(turn);
  const there = await readRecords(turn.ask, scope, deleted);
  const gone = new Set(deleted.filter((id) => !there.has(id)).map(linkKey));
  const missing = was.filter(({ id }) => !there.has(id) && !(id in state.recreated));
  let { recreated } = state;
  for (const records of groupBy(missing, ({ id }) => partsOf(id).tableId).values()) {
    recreated = await recreate(undoing, { records, fields, recreated, gone });
  }
  const again = was.filter(({ id }) => id in recreated);
  await restoreLinks(undoing, { records: again, fields, recreated });
  return { kind: "undone", told: { recreated, creating: [], notMadeAnew } };
};

/** Global ids of what this saga's steps were to delete. */
function deletedIds({ saga, journal }: SagaTurn): string[] {
  return saga.definition.steps.flatMap(({ id, do: { kind } }) => {
    const known = kind === "deleteRecords" ? beforeShape.safeParse(journal.step(id)?.before).data : undefined;
    return known?.records.map((record) => record.id) ?? [];
  });
}

interface Records {
  readonly records: readonly WasRecord[];
  readonly fields: Before["fields"];
  readonly recreated: Recreation["recreated"];
}

/** Makes records of one table anew. What is known of it is written down before and after. */
async function recreate(
  { turn, step, scope, ids }: Undoing,
  { records, fields, recreated, gone }: Records & { readonly gone: ReadonlySet<string> },
): Promise<Recreation["recreated"]> {
  const { baseId, tableId: table } = partsOf(records[0]?.id ?? "");
  // To what is gone as well, links are restored once both are there again.
  const linksNow = (given: readonly string[]) =>
    given.flatMap((link) => {
      const now = ids.linkNow(baseId, link);
      return now === link && gone.has(`${baseId} ${link}`) ? [] : [now];
    });
  const created = records.map(({ id, cells }) => cellsOf(fieldsOf(fields, id), cells, linksNow));
  const note = (state: Recreation) => turn.journal.noteUndone(step.id, state);
  await note({ recreated, creating: records.map(({ id }) => id) });
  try {
    const settings = { baseId, table, records: created, typecast: false };
    const { records: now } = output.parse(await turn.actions.createRecords(settings, { ...scope, maybeDone: false }));
    const all = { ...recreated, ...Object.fromEntries(records.map(({ id }, index) => [id, now[index]?.id ?? ""])) };
    await note({ recreated: all, creating: [] });
    return all;
  } catch (error) {
    const { failure } = failedAttempt(error, {
      of: "undoing",
      attempt: step.undoAttempts,
      at: turn.clock.now(),
      logger: turn.logger,
    });
    if (!failure.mayHaveEffect) await note({ recreated, creating: [] });
    throw error;
  }
}

/** Cells of a record to be made anew. */
function cellsOf(
  fields: readonly FieldOfTable[],
  cells: CellsById,
  linksNow: (links: readonly string[]) => string[],
): Record<string, never> {
  const written = fields.flatMap(({ id, type }) => {
    const value = cells[id];
    if (value === null || value === undefined) return [];
    return [[id, type === "multipleRecordLinks" ? linksNow(links.parse(value)) : toWritten(type, value)] as const];
  });
  return Object.fromEntries(written) as Record<string, never>;
}

/** Links between records that were made anew, as far as both are there by now. */
async function restoreLinks({ turn, scope, ids }: Undoing, { records, fields, recreated }: Records): Promise<void> {
  const own = recreatedIds(Object.entries(recreated));
  const found = await readRecords(
    turn.ask,
    scope,
    records.map(({ id }) => own.idNow(id)),
  );
  const updates = records.flatMap(({ id, cells }) => {
    const { baseId } = partsOf(id);
    const linkFields = fieldsOf(fields, id).filter(({ type }) => type === "multipleRecordLinks");
    const changed = linkFields.flatMap(({ id: field }) => {
      const there = links.parse(found.get(own.idNow(id))?.[field]);
      const fresh = links.parse(cells[field]).flatMap((link) => {
        const now = own.linkNow(baseId, ids.linkNow(baseId, link));
        return now === link || there.includes(now) ? [] : [now];
      });
      return fresh.length === 0 ? [] : [[field, [...there, ...fresh]] as const];
    });
    return changed.length === 0
      ? []
      : [{ id: own.idNow(id), cells: Object.fromEntries(changed) as Record<string, never> }];
  });
  if (updates.length > 0) await turn.actions.updateRecords({ records: updates, typecast: false }, scope);
}
