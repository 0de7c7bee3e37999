import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { listTables } from "../../list-tables.ts";
import type { TenantAirtable } from "../../tenant-airtable.ts";
import { refused, type WriteResult } from "../../writing/write-result.ts";
import type { TypedBase, TypedTable } from "../typed-graph.ts";
import { checkAhead, checkMutation } from "./check-ahead.ts";
import { createNested, nestedOf } from "./create-nested.ts";
import { planRecord } from "./plan-record.ts";
import { type Planning, refuse } from "./planned-record.ts";
import { sendRoots } from "./send-roots.ts";
import { globalIdOf } from "./typed-id.ts";
import type { Root, TypedWrite } from "./typed-write.ts";
import { settleNested, undoCreated } from "./undo-created.ts";

/** One mutation's records, with those that are created for others. */
const mostRecords = 1_000;

/**
 * Writes records of a table from their typed input, each with a result of its own, in the order given. What can be known
 * to fail is refused before anything is written. Records that are nested in others are created before them; when a
 * record then is not written for certain, those that were created for it are deleted again.
 * @throws AirgraphError BAD_USER_INPUT for too many records; and as the use case does that writes them
 */
export async function writeTyped(
  airtable: TenantAirtable,
  base: TypedBase,
  table: TypedTable,
  write: TypedWrite,
): Promise<WriteResult[]> {
  let count = write.input.length;
  checkCount(count);
  const planning: Planning = {
    base,
    tables: await listTables(airtable, base.id),
    countNested() {
      count += 1;
      checkCount(count);
    },
  };
  checkMutation(planning, table, write);
  const planned = planAll(planning, table, write);
  const refusals = await checkAhead(airtable, planning, write, planned.filter(isRoot));
  const entries = planned.map((entry) => (isRoot(entry) ? (refusals.get(entry) ?? entry) : entry));
  const roots = entries.filter(isRoot);
  const plans = roots.map(({ plan }) => plan);
  const nested = await createNested(airtable, planning, plans, write.typecast);

  const results = new Map<Root, WriteResult>();
  for (const root of roots) {
    const { failure } = nestedOf(root.plan, nested);
    if (failure !== undefined) results.set(root, { ...failure, id: root.id, record: null });
  }
  const ready = roots.filter((root) => !results.has(root));
  try {
    const written = await sendRoots(airtable, planning, table, { write, roots: ready, nested });
    for (const [root, result] of written) results.set(root, result);
  } catch (error) {
    // Thrown before any of them was sent.
    await undoCreated(
      airtable,
      plans.flatMap((plan) => nestedOf(plan, nested).created),
    );
    throw error;
  }
  const settled = await settleNested(airtable, { results, sent: new Set(ready), nested });
  return entries.map((entry) => {
    const result = isRoot(entry) ? settled.get(entry) : entry;
    if (result === undefined) throw new Error("a record of a typed mutation was forgotten");
    return result;
  });
}

function isRoot(entry: Root | WriteResult): entry is Root {
  return "plan" in entry;
}

/** What is refused here is refused by itself. */
function planAll(
  planning: Planning,
  table: TypedTable,
  { input, operation, ...write }: TypedWrite,
): (Root | WriteResult)[] {
  const place = { baseId: planning.base.id, tableId: table.id };
  // An upsert that replaces writes a record anew, whichever it meets.
  const how = operation === "upsert" && "replace" in write && write.replace ? "replace" : operation;
  const seen = new Set<string>();
  return input.map((record) => {
    const given = operation === "update" || operation === "replace" ? String(record.id) : null;
    let id = given;
    try {
      if (given !== null) {
        id = globalIdOf(place, given, "id");
        if (seen.has(id)) throw refuse("id", "is given twice; this time it was not written");
        seen.add(id);
      }
      return { id, plan: planRecord(planning, table, record, how) };
    } catch (error) {
      if (error instanceof TooMany || !(error instanceof AirgraphError)) throw error;
      return refused(id, error);
    }
  });
}

class TooMany extends AirgraphError {}

function checkCount(count: number): void {
  if (count <= mostRecords) return;
  throw new TooMany(
    "BAD_USER_INPUT",
    `input must hold at most ${mostRecords} records, those that are created for others included.`,
    { field: "input" },
  );
}
