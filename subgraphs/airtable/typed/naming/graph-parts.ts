import type { Database } from "../../../../kernel/database/database.ts";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { TenantId } from "../../../../kernel/identity/ids.ts";
import { listGraphParts as listStored } from "../../store/graph-names.ts";
import { type GraphPart, parentIdOf } from "./graph-part.ts";
import { parsePartId } from "./part-id.ts";
import { createPartMap } from "./part-map.ts";

/** A part, and those that are in it. */
export interface ListedPart {
  readonly part: GraphPart;
  /** By name. */
  readonly parts: readonly ListedPart[];
}

/** All of a tenant's graph that has names. */
export interface GraphParts {
  readonly all: readonly GraphPart[];
  /** By name. */
  readonly bases: readonly ListedPart[];
  /** @throws AirgraphError NOT_FOUND, the same for another tenant's part and for none at all */
  find(id: string): ListedPart;
}

/**
 * The parts of one part of the tenant's graph; the bases when none is named.
 * @throws AirgraphError NOT_FOUND
 */
export async function listParts(
  { db }: { readonly db: Database },
  tenantId: TenantId,
  of: string | undefined,
): Promise<readonly ListedPart[]> {
  const { bases, find } = await readGraphParts(db, tenantId);
  return of === undefined ? bases : find(of).parts;
}

export async function readGraphParts(db: Database, tenantId: TenantId): Promise<GraphParts> {
  const all = await listStored(db, tenantId);
  const listed = createPartMap<{ part: GraphPart; parts: ListedPart[] }>();
  const sorted = all
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map((part): { part: GraphPart; parts: ListedPart[] } => ({ part, parts: [] }));
  for (const each of sorted) listed.set(each.part, each);
  for (const each of sorted) {
    const { baseId } = each.part;
    const parentId = parentIdOf(each.part);
    if (parentId !== undefined) listed.get({ baseId, elementId: parentId })?.parts.push(each);
  }
  return {
    all,
    bases: sorted.filter(({ part }) => part.kind === "BASE"),
    find(id) {
      const address = parsePartId(id);
      const found = address && listed.get(address);
      if (found === undefined) {
        throw new AirgraphError("NOT_FOUND", `There is no part ${JSON.stringify(id)} of the tenant's typed graph.`);
      }
      return found;
    },
  };
}

/** A part and all that is in it, at whatever depth. */
export function withAllParts({ part, parts }: ListedPart): GraphPart[] {
  return [part, ...parts.flatMap(withAllParts)];
}
