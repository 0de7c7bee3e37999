import type { TypedTable } from "../typed-graph.ts";
import { linkInput } from "./link-input.ts";
import { type Operation, type PlannedLink, type PlannedRecord, type Planning, refuse } from "./planned-record.ts";
import { toCell, Unacceptable } from "./to-cell.ts";

/** More levels than any form has. Each is another round of calls. */
const deepest = 10;

/**
 * What a record's typed input asks for. A field that is absent is left as it is, one that is null is cleared.
 * @throws AirgraphError BAD_USER_INPUT or NOT_FOUND, which names the place in the input
 */
export function planRecord(
  planning: Planning,
  table: TypedTable,
  input: Readonly<Record<string, unknown>>,
  operation: Operation,
  at = "",
  depth = 0,
): PlannedRecord {
  if (depth > deepest) throw refuse(at.slice(0, -1), `must not be nested deeper than ${deepest} levels`);
  const current = planning.tables.get(table.id);
  const cells: Record<string, unknown> = {};
  const links: PlannedLink[] = [];
  for (const field of table.fields) {
    const given = input[field.name];
    if (given === undefined) continue;
    const place = `${at}${field.name}`;
    if (field.removed) {
      // There is nothing to clear.
      if (given === null) continue;
      throw refuse(place, "can't be written: Airtable has that field no longer");
    }
    if (field.value.kind === "link" && given !== null) {
      const link = linkInput(planning, field, field.value, given, { operation, at: place, plan: planNested });
      if (link === undefined) continue;
      if (link.whole && link.create.length === 0) cells[field.id] = link.add.length === 0 ? null : link.add;
      else links.push(link);
    } else {
      cells[field.id] = converted(place, () =>
        given === null ? null : toCell(field, current?.fields.get(field.id), given),
      );
    }
  }
  return { table, at, cells, links };

  function planNested(linked: TypedTable, nested: Readonly<Record<string, unknown>>, place: string): PlannedRecord {
    planning.countNested();
    return planRecord(planning, linked, nested, "create", `${place}.`, depth + 1);
  }
}

function converted(at: string, convert: () => unknown): unknown {
  try {
    return convert();
  } catch (error) {
    if (error instanceof Unacceptable) throw refuse(at, error.message);
    throw error;
  }
}
