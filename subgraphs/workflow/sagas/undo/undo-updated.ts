import { z } from "zod";
import { type Before, before as beforeShape } from "./before.ts";
import { type CellsById, type FieldOfTable, partsOf } from "./read-records.ts";
import { restoreCells } from "./restore-cells.ts";
import type { Undo } from "./undoing.ts";

const cells = z.record(z.string(), z.unknown());
const settings = z.object({ records: z.array(z.object({ id: z.string(), cells })) });
const output = z.object({ records: z.array(z.object({ id: z.string(), cells: cells.nullable() })) });

/** Writes back what was there before, where it is still as the saga wrote it. */
export const undoUpdated: Undo = async (undoing) => {
  const { step } = undoing;
  const { records } = settings.parse(step.input);
  const { records: was, fields } = beforeShape.parse(step.before);
  const read = new Map((output.safeParse(step.output).data?.records ?? []).map((one) => [one.id, one.cells]));
  const sent = new Map(records.map((one) => [one.id, one.cells]));
  return restoreCells(
    undoing,
    was.map(({ id, cells: before }) => {
      const known = fieldsOf(fields, id);
      return { id, fields: known, before, written: writtenCells(known, sent.get(id) ?? {}, read.get(id) ?? null) };
    }),
  );
};

export function fieldsOf(fields: Before["fields"], id: string): readonly FieldOfTable[] {
  return fields[partsOf(id).tableId] ?? [];
}

/**
 * What was written, by the field's id: as it was read afterwards, if that is known, since Airtable may have made something
 * else of what was sent.
 */
export function writtenCells(fields: readonly FieldOfTable[], sent: CellsById, read: CellsById | null): CellsById {
  return Object.fromEntries(
    fields.flatMap(({ id, name }) => {
      const key = [id, name].find((each) => each in sent);
      if (key === undefined) return [];
      return [[id, (read === null ? sent[key] : (read[name] ?? null)) ?? null]];
    }),
  );
}
