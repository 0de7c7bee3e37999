import { z } from "zod";
import { before as beforeShape } from "./before.ts";
import { sameCell } from "./cell-values.ts";
import { type CellsById, type FieldOfTable, findMatches, readFields } from "./read-records.ts";
import { restoreCells } from "./restore-cells.ts";
import { deleteNow } from "./undo-created.ts";
import { fieldsOf, writtenCells } from "./undo-updated.ts";
import type { Undo, Undoing, UndoOutcome } from "./undoing.ts";

const cells = z.record(z.string(), z.unknown());
const settings = z.object({
  baseId: z.string(),
  table: z.string(),
  mergeOn: z.array(z.string()),
  records: z.array(cells),
});
type Settings = z.infer<typeof settings>;
const output = z.object({
  records: z.array(z.object({ id: z.string(), cells: cells.nullable(), created: z.boolean() })),
});

/** Deletes what was created, and writes back what was there before into what was updated. */
export const undoUpserted: Undo = async (undoing) => {
  const { step } = undoing;
  const given = settings.parse(step.input);
  const { records: was, fields } = beforeShape.parse(step.before);
  const known = output.safeParse(step.output).data?.records;
  const created =
    known === undefined
      ? await findCreated(undoing, given, new Set(was.map(({ id }) => id)))
      : known.flatMap(({ id, created: isNew }) =>
          // Another attempt finds what the one before created, and says that it was updated.
          isNew || (step.attempts > 1 && !was.some((one) => one.id === id)) ? [id] : [],
        );
  await deleteNow(undoing, created.map(undoing.ids.idNow));
  const restored = await restoreCells(
    undoing,
    was.map(({ id, cells: before }) => {
      const ofTable = fieldsOf(fields, id);
      const at = known?.findIndex((one) => one.id === id) ?? -1;
      const sent = given.records[at] ?? given.records.find((one) => matches(ofTable, given.mergeOn, one, before)) ?? {};
      return { id, fields: ofTable, before, written: writtenCells(ofTable, sent, known?.[at]?.cells ?? null) };
    }),
  );
  return { ...restored, told: { deleted: created, ...restored.told } } satisfies UndoOutcome;
};

/** Records that were not there before, and hold what was to be written: nobody else's. */
async function findCreated(
  { turn, scope }: Undoing,
  { records, mergeOn, ...where }: Settings,
  before: ReadonlySet<string>,
): Promise<string[]> {
  const table = await readFields(turn.ask, scope, where.baseId, where.table);
  const keys = records.map((record) => Object.fromEntries(mergeOn.map((field) => [field, record[field]])));
  const found = await findMatches(turn.ask, scope, where, keys);
  return [...found].flatMap(([id, now]) => {
    const isOurs = records.some((record) => matches(table?.fields ?? [], Object.keys(record), record, now));
    return !before.has(id) && isOurs ? [id] : [];
  });
}

/** Whether cells that were read hold what is given for these keys. */
function matches(fields: readonly FieldOfTable[], keys: readonly string[], given: CellsById, now: CellsById): boolean {
  return keys.every((key) => {
    const field = fields.find(({ id, name }) => id === key || name === key);
    return field !== undefined && sameCell(field.type, given[key], now[field.id]);
  });
}
