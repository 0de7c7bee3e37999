import { z } from "zod";
import { findMatches } from "./read-records.ts";
import type { Undo, Undoing } from "./undoing.ts";

const settings = z.object({
  baseId: z.string(),
  table: z.string(),
  records: z.array(z.unknown()),
  keyField: z.string().nullish(),
});
const output = z.object({ records: z.array(z.object({ id: z.string() })) });

/** Deletes what was created. Without a key field, nobody can find what was created when nobody heard of it. */
export const undoCreated: Undo = async (undoing) => {
  const { step, isUncertain, ids } = undoing;
  const { keyField, records, ...where } = settings.parse(step.input);
  const known = [...idsOf(step.output), ...step.failures.flatMap(({ written }) => written)];
  const isKeyed = keyField !== null && keyField !== undefined;
  const found = isKeyed && step.output === null ? await findKeyed(undoing, where, keyField, records.length) : [];
  const deleted = [...new Set([...known, ...found].map(ids.idNow))];
  await deleteNow(undoing, deleted);
  if (isKeyed || !isUncertain || step.output !== null) return { kind: "undone", told: { deleted } };
  const why = `Some of ${records.length - deleted.length} records may have been created in ${where.table} of ${where.baseId}, and without a keyField nobody can find them: look for them, and delete them.`;
  return { kind: "stuck", told: { deleted, maybeCreated: records.length - deleted.length }, why };
};

function idsOf(stepOutput: unknown): string[] {
  return output.safeParse(stepOutput).data?.records.map(({ id }) => id) ?? [];
}

async function findKeyed(
  { turn, scope }: Undoing,
  where: { readonly baseId: string; readonly table: string },
  keyField: string,
  count: number,
): Promise<string[]> {
  const keys = Array.from({ length: count }, (_none, index) => ({ [keyField]: `${scope.effectKey}:${index}` }));
  return [...(await findMatches(turn.ask, scope, where, keys)).keys()];
}

/** Deletes records; those that are gone are as they should be. */
export async function deleteNow({ turn, scope }: Undoing, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await turn.actions.deleteRecords({ ids: [...ids] }, { ...scope, maybeDone: true });
}
