import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { refusalOfNew } from "../../policies/admit-writes.ts";
import { checkReplace, type WriteOperation } from "../../policies/check-written.ts";
import type { TenantAirtable } from "../../tenant-airtable.ts";
import { checkCells } from "../../writing/check-cells.ts";
import { upsertKey } from "../../writing/upsert-records.ts";
import { refused, type WriteResult } from "../../writing/write-result.ts";
import type { TypedTable } from "../typed-graph.ts";
import { nestedIn, type PlannedRecord, type Planning } from "./planned-record.ts";
import type { Root, TypedWrite } from "./typed-write.ts";
import { namingTypedField } from "./written-field.ts";

/** Stands for a record that is yet to be created. */
const newRecord = "recToBeCreated000";

const operationsOf = {
  create: ["CREATE"],
  update: ["UPDATE"],
  replace: ["UPDATE"],
  upsert: ["CREATE", "UPDATE"],
} as const satisfies Record<TypedWrite["operation"], readonly WriteOperation[]>;

/**
 * Whether such a mutation is possible at all, whatever its records.
 * @throws AirgraphError BAD_USER_INPUT or FORBIDDEN
 */
export function checkMutation({ tables }: Planning, table: TypedTable, write: TypedWrite): void {
  const current = tables.get(table.id);
  if (write.operation !== "upsert" || current === undefined) return;
  try {
    upsertKey(current, { mergeOn: write.on.map(({ id }) => id), replace: write.replace });
  } catch (error) {
    if (!(error instanceof AirgraphError) || error.extensions.field !== "mergeOn") throw error;
    const { code, ...details } = error.extensions;
    throw new AirgraphError(
      code,
      error.message.replace(/^mergeOn/, "on"),
      { ...details, field: "on" },
      { cause: error },
    );
  }
}

/**
 * Of records for which others are to be created: those that the use cases would refuse, or something nested in them, once
 * it is too late to refuse without a trace. The others are theirs alone to check.
 */
export async function checkAhead(
  airtable: TenantAirtable,
  planning: Planning,
  { operation, typecast }: TypedWrite,
  roots: readonly Root[],
): Promise<ReadonlyMap<Root, WriteResult>> {
  const refusals = new Map<Root, WriteResult>();
  const { address } = await airtable.rules();
  for (const root of roots) {
    const nested = nestedIn(root.plan);
    if (nested.length === 0) continue;
    const refusal =
      refusalOf(root.plan, operationsOf[operation]) ??
      nested.map((one) => refusalOf(one, ["CREATE"])).find((one) => one !== undefined);
    if (refusal !== undefined) refusals.set(root, { ...refusal, id: root.id });
  }
  return refusals;

  function refusalOf(plan: PlannedRecord, operations: readonly WriteOperation[]): WriteResult | undefined {
    const table = planning.tables.get(plan.table.id);
    if (table === undefined) return undefined;
    try {
      const fields = checkCells(table, { ...plan.cells, ...standIns(plan) }, { typecast, operations });
      if (operation === "replace" && plan.at === "") checkReplace(table);
      const isNew = operations.length === 1 && operations[0] === "CREATE";
      const refusal = isNew && table.rights && refusalOfNew(table.rights, table, { fields }, address);
      if (refusal instanceof AirgraphError) throw refusal;
      return undefined;
    } catch (error) {
      if (!(error instanceof AirgraphError)) throw error;
      const result = refused(null, error);
      return { ...result, error: result.error && namingTypedField(result.error, plan, table) };
    }
  }
}

function standIns({ links }: PlannedRecord): Record<string, readonly string[]> {
  return Object.fromEntries(
    links.map(({ field, add, create }) => [field.id, [...add, ...create.map(() => newRecord)]]),
  );
}
