import { z } from "zod";
import { before as beforeShape } from "./before.ts";
import { partsOf, readRecords } from "./read-records.ts";
import { fieldsOf } from "./undo-updated.ts";
import type { Undo } from "./undoing.ts";

const settings = z.object({ recordId: z.string(), recordIds: z.array(z.string()) });
const links = z.array(z.string()).catch([]);

/** Takes those links out of a cell again that were not in it before; what others have put into it meanwhile stays. */
export const undoLinked: Undo = async (undoing) => {
  const { turn, step, scope, ids } = undoing;
  const { recordId, recordIds } = settings.parse(step.input);
  const { records, fields } = beforeShape.parse(step.before);
  const [was] = records;
  const [field] = fieldsOf(fields, recordId);
  const id = ids.idNow(recordId);
  const now = (await readRecords(turn.ask, scope, [id])).get(id);
  if (was === undefined || field === undefined || now === undefined) return { kind: "undone", told: { gone: [id] } };
  const before = links.parse(was.cells[field.id]);
  const { baseId } = partsOf(id);
  const fresh = recordIds.map(bareId).filter((link) => !before.includes(link));
  const added = new Set(fresh.map((link) => ids.linkNow(baseId, link)));
  const there = links.parse(now[field.id]);
  const left = there.filter((link) => !added.has(link));
  if (left.length < there.length) {
    const cells = { [field.id]: left.length === 0 ? null : left };
    await turn.actions.updateRecords({ records: [{ id, cells }], typecast: false }, scope);
  }
  return { kind: "undone", told: { unlinked: there.filter((link) => added.has(link)) } };
};

/** A record's id as cells have it, of that or of its global id. */
function bareId(id: string): string {
  return id.includes("/") ? partsOf(id).recordId : id;
}
