import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { before as beforeShape } from "./before.ts";
import { partsOf, readFields, readRecords } from "./read-records.ts";
import { fieldsOf } from "./undo-updated.ts";
import type { Undo, Undoing } from "./undoing.ts";

const createdFile = z.object({ fileId: z.string() });

const deletion = /* GraphQL */ `
  mutation DeleteFileOfSaga($id: ID!) {
    deleteFile(id: $id) { id }
  }
`;

/** Deletes the file. When nobody heard of its id, it is created once more by the same key, which tells the id. */
export const undoCreatedFile: Undo = async (undoing) => {
  const { turn, step, scope } = undoing;
  const fileId = createdFile.safeParse(step.output).data?.fileId ?? (await findFile(undoing));
  if (fileId === undefined) return { kind: "undone", told: { deleted: [] } };
  await turn.ask(scope, { query: deletion, variables: { id: fileId } }).catch((error: unknown) => {
    if (!(error instanceof AirgraphError) || error.code !== "NOT_FOUND") throw error;
  });
  return { kind: "undone", told: { deleted: [fileId] } };
};

async function findFile({ turn, step, scope }: Undoing): Promise<string | undefined> {
  try {
    return createdFile.parse(await turn.actions.createFile(step.input as never, { ...scope, maybeDone: true })).fileId;
  } catch (error) {
    // What can't be created at all was not created before.
    if (error instanceof AirgraphError && error.code === "BAD_USER_INPUT") return undefined;
    throw error;
  }
}

const attached = z.object({ attachmentId: z.string().nullable() });
const settings = z.object({ recordId: z.string(), field: z.string() });
const files = z.array(z.object({ id: z.string() })).catch([]);

/** Takes the file out of the cell again; what others have put into it meanwhile stays. */
export const undoAttached: Undo = async (undoing) => {
  const { turn, step, scope, ids } = undoing;
  const { recordId, field: key } = settings.parse(step.input);
  const { records, fields } = beforeShape.parse(step.before);
  const id = ids.idNow(recordId);
  const { baseId, tableId } = partsOf(id);
  const now = (await readRecords(turn.ask, scope, [id])).get(id);
  const table = await readFields(turn.ask, scope, baseId, tableId);
  const [was] = fieldsOf(fields, recordId);
  const field = table?.fields.find((one) => one.id === was?.id || one.id === key || one.name === key);
  if (now === undefined || field === undefined) return { kind: "undone", told: { gone: [id] } };

  const there = files.parse(now[field.id]).map((file) => file.id);
  const before = new Set(files.parse(records[0]?.cells[field.id]).map((file) => file.id));
  const known = attached.safeParse(step.output).data?.attachmentId;
  const added = there.filter((file) => (typeof known === "string" ? file === known : !before.has(file)));
  if (added.length > 1) {
    const why = `${added.length} files were added to ${field.name} of ${id}, and nobody knows which of them by the saga: remove it.`;
    return { kind: "stuck", told: { maybeAttached: added }, why };
  }
  if (added.length === 1) {
    const left = there.filter((file) => file !== added[0]).map((file) => ({ id: file }));
    const cells = { [field.id]: left.length === 0 ? null : left };
    await turn.actions.updateRecords({ records: [{ id, cells }], typecast: false }, scope);
  }
  return { kind: "undone", told: { detached: added } };
};
