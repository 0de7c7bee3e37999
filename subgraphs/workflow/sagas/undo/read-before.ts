import { z } from "zod";
import type { Asker } from "../../ask-supergraph.ts";
import type { SagaStepDefinition } from "../../definitions/steps.ts";
import { undoingOf } from "../saga-definition.ts";
import type { SagaTurn } from "../saga-turn.ts";
import { type Before, toStoredBefore } from "./before.ts";
import { isRestorable } from "./cell-values.ts";
import { type FieldOfTable, findMatches, partsOf, readFields, readRecords } from "./read-records.ts";

const cells = z.record(z.string(), z.unknown());
const updates = z.object({ records: z.array(z.object({ id: z.string(), cells })) });
const deletions = z.object({ ids: z.array(z.string()) });
const links = z.object({ recordId: z.string(), field: z.string() });
const upserts = z.object({
  baseId: z.string(),
  table: z.string(),
  mergeOn: z.array(z.string()),
  records: z.array(cells),
});

/**
 * Reads what a step is about to change, in the name of whoever started the saga. Settings that are no such settings are the
 * action's to refuse: nothing is read then.
 */
export async function readBefore(turn: SagaTurn, step: SagaStepDefinition, settings: unknown): Promise<unknown> {
  if (undoingOf(step) !== "automatic") return null;
  const { saga, patience } = turn;
  const asker: Asker = {
    tenantId: saga.tenantId,
    actsFor: saga.startedBy,
    origin: { kind: "saga", id: saga.id },
    signal: AbortSignal.timeout(patience.attemptMs),
  };
  const found = await beforeOf(turn, step, settings, asker);
  return found === undefined ? null : toStoredBefore(found);
}

async function beforeOf(
  { ask }: SagaTurn,
  { do: { kind } }: SagaStepDefinition,
  settings: unknown,
  asker: Asker,
): Promise<Before | undefined> {
  switch (kind) {
    case "updateRecords": {
      const { records = [] } = updates.safeParse(settings).data ?? {};
      const keys = new Map(records.map(({ id, cells: written }) => [id, new Set(Object.keys(written))]));
      return cellsOf([...keys.keys()], (id, field) => isNamed(keys.get(id), field));
    }
    case "linkRecords":
    case "attachFile": {
      const { recordId, field: key } = links.safeParse(settings).data ?? { recordId: undefined, field: "" };
      return recordId === undefined ? undefined : cellsOf([recordId], (_id, field) => isNamed(new Set([key]), field));
    }
    case "deleteRecords":
      return cellsOf(deletions.safeParse(settings).data?.ids ?? [], (_id, field) => isRestorable(field));
    case "upsertRecords": {
      const parsed = upserts.safeParse(settings).data;
      if (parsed === undefined) return undefined;
      const { records, mergeOn } = parsed;
      const keys = records.map((record) => Object.fromEntries(mergeOn.map((field) => [field, record[field]])));
      const written = new Set(records.flatMap((record) => Object.keys(record)));
      const found = await findMatches(ask, asker, parsed, keys);
      return chosen(found, (_id, field) => isNamed(written, field));
    }
    default:
      return undefined;
  }

  async function cellsOf(ids: readonly string[], isChosen: IsChosen): Promise<Before> {
    return chosen(await readRecords(ask, asker, ids), isChosen);
  }

  async function chosen(found: Awaited<ReturnType<typeof readRecords>>, isChosen: IsChosen): Promise<Before> {
    const known = await fieldsOfRecords([...found.keys()]);
    const records = [...found].map(([id, now]) => {
      const fields = (known[partsOf(id).tableId] ?? []).filter((field) => isChosen(id, field));
      return { id, cells: Object.fromEntries(fields.map((field) => [field.id, now[field.id] ?? null])) };
    });
    const read = new Set(records.flatMap(({ cells: of }) => Object.keys(of)));
    const fields = Object.entries(known).map(([table, all]) => [table, all.filter(({ id }) => read.has(id))]);
    return { records, fields: Object.fromEntries(fields) };
  }

  async function fieldsOfRecords(ids: readonly string[]): Promise<Record<string, FieldOfTable[]>> {
    const tables = new Map(ids.map((id) => [partsOf(id).tableId, partsOf(id).baseId]));
    const fields: Record<string, FieldOfTable[]> = {};
    for (const [tableId, baseId] of tables)
      fields[tableId] = [...((await readFields(ask, asker, baseId, tableId))?.fields ?? [])];
    return fields;
  }
}

type IsChosen = (id: string, field: FieldOfTable) => boolean;

function isNamed(keys: ReadonlySet<string> | undefined, { id, name }: FieldOfTable): boolean {
  return keys !== undefined && (keys.has(id) || keys.has(name));
}
