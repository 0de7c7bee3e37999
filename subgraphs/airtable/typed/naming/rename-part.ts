import { z } from "zod";
import type { Audit } from "../../../../kernel/audit-log/audit.ts";
import type { Database } from "../../../../kernel/database/database.ts";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../../kernel/errors/parse-input.ts";
import type { TenantId } from "../../../../kernel/identity/ids.ts";
import { lockGraphNames, saveGraphParts } from "../../store/graph-names.ts";
import { claimsOfPart } from "./claims-of-part.ts";
import { type BasePart, type GraphPart, parentIdOf, type TablePart } from "./graph-part.ts";
import { type GraphParts, type ListedPart, readGraphParts } from "./graph-parts.ts";
import { toPartId } from "./part-id.ts";
import { createPartMap, type PartMap } from "./part-map.ts";
import type { ReservedNames } from "./reserved-names.ts";
import { oneAndMany } from "./singular.ts";
import { type Clash, createTakenNames } from "./taken-names.ts";
import { camelCase, capital, wordsOf } from "./words.ts";

const name = z
  .string()
  .max(100, "must have at most 100 characters")
  .regex(/^(?!__)[A-Za-z_]\w*$/, "must consist of letters, digits and _, and begin with no digit and not with __")
  .refine((given) => !["true", "false", "null"].includes(given), "must not be true, false or null");
const input = z.object({ name, one: name.nullish() });

/**
 * Calls a part of the tenant's graph something else, and with it what is named after it: types, mutations, subscriptions.
 * @throws AirgraphError NOT_FOUND; BAD_USER_INPUT for a name that can't be one, or that is Airgraph's own; CONFLICT for a
 * name that something else has, naming it
 */
export async function renamePart(
  { db, audit, reserved }: { readonly db: Database; readonly audit: Audit; readonly reserved: () => ReservedNames },
  tenantId: TenantId,
  given: { readonly id: string; readonly name: string; readonly one?: string | null | undefined },
): Promise<ListedPart> {
  const names = parseInput(input, given);
  return db.transaction(async (transaction) => {
    await lockGraphNames(transaction, tenantId);
    const parts = await readGraphParts(transaction, tenantId);
    const former = parts.find(given.id);
    const renamed = renamedParts(former, parts, names);
    checkNames(parts, renamed, reserved());
    await saveGraphParts(transaction, tenantId, renamed);
    await audit(transaction, {
      action: "graph_part.renamed",
      target: { kind: "graph_part", id: toPartId(former.part) },
      result: "SUCCEEDED",
      details: { from: former.part.name, to: names.name },
    });
    return (await readGraphParts(transaction, tenantId)).find(given.id);
  });
}

/** The part by its new names, and those in it whose types are named after it. */
function renamedParts(
  { part, parts }: ListedPart,
  { find }: GraphParts,
  { name: to, one }: z.infer<typeof input>,
): GraphPart[] {
  if (one != null && part.kind !== "TABLE") {
    throw new AirgraphError("BAD_USER_INPUT", "one is for tables only.", { field: "one" });
  }
  switch (part.kind) {
    case "BASE": {
      const base: BasePart = { ...part, name: to, typeName: capital(to) };
      return [base, ...parts.flatMap((table) => withTypesOf(table, part.typeName, base.typeName))];
    }
    case "TABLE": {
      const base = find(part.baseId).part;
      const begin = base.kind === "BASE" ? base.typeName : "";
      const single = one ?? camelCase(oneAndMany(wordsOf(to)).one);
      const table: TablePart = { ...part, name: to, one: single, typeName: `${begin}${capital(single)}` };
      return [table, ...parts.flatMap((field) => withTypesOf(field, part.typeName, table.typeName))];
    }
    case "FIELD": {
      const table = find(toPartId({ ...part, elementId: part.parentId })).part;
      const begin = table.kind === "TABLE" ? table.typeName : "";
      return [{ ...part, name: to, typeName: part.typeName === null ? null : `${begin}${capital(to)}` }];
    }
    case "CHOICE":
      return [{ ...part, name: to }];
  }
}

/** A part and those in it, of types that are named after something else from now on; and all tables, as their subscriptions are. */
function withTypesOf({ part, parts }: ListedPart, from: string, to: string): GraphPart[] {
  const within = parts.flatMap((each) => withTypesOf(each, from, to));
  if (part.kind === "CHOICE" || part.typeName === null) return within;
  if (part.typeName.startsWith(from))
    return [{ ...part, typeName: `${to}${part.typeName.slice(from.length)}` }, ...within];
  return part.kind === "TABLE" ? [part, ...within] : within;
}

/** @throws AirgraphError when one of `renamed` is called as something else is */
function checkNames({ all }: GraphParts, renamed: readonly GraphPart[], reserved: ReservedNames): void {
  const named = createPartMap<GraphPart>();
  for (const part of [...all, ...renamed]) named.set(part, part);
  const claimsOf = (part: GraphPart) => claimsOfPart(part, parentOf(part, named)) ?? [];

  const taken = createTakenNames(reserved);
  const changed = createPartMap<true>();
  for (const part of renamed) changed.set(part, true);
  for (const part of all) if (changed.get(part) !== true) taken.take(part, claimsOf(part));
  for (const part of renamed) {
    const claims = claimsOf(part);
    const clash = taken.clashOf(claims);
    if (clash !== undefined) throw refusal(clash);
    taken.take(part, claims);
  }
}

function parentOf(part: GraphPart, named: PartMap<GraphPart>): GraphPart | undefined {
  const parentId = parentIdOf(part);
  return parentId === undefined ? undefined : named.get({ baseId: part.baseId, elementId: parentId });
}

function refusal({ claim, with: other, own }: Clash): AirgraphError {
  const called = JSON.stringify(claim.name);
  if (other === undefined) {
    const why = "is a name that Airgraph uses itself, or that this part would have twice";
    return new AirgraphError("BAD_USER_INPUT", `${called} ${why}: choose another one.`, { field: "name" });
  }
  const what = `the ${other.kind.toLowerCase()} ${JSON.stringify(other.label)} (${toPartId(other)})`;
  const message = own ? `${called} is what ${what} is called.` : `${called} is a name made of that of ${what}.`;
  return new AirgraphError("CONFLICT", `${message} Choose another name, or rename that one first.`, {
    field: "name",
    clashesWith: toPartId(other),
  });
}
