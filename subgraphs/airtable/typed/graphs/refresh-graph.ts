import { createHash } from "node:crypto";
import type { TenantId } from "../../../../kernel/identity/ids.ts";
import { graphChangeId } from "../../ids.ts";
import { listConnections } from "../../store/connections.ts";
import { heldChange, insertChange, supersedeHeld } from "../../store/graph-changes.ts";
import { findVersion, type GraphState, graphState, serveVersion, storeVersion } from "../../store/typed-graphs.ts";
import type { TenantAirtable } from "../../tenant-airtable.ts";
import { checkSize, type NamingParts, nameGraph } from "../naming/name-graph.ts";
import type { GraphBreak, TypedGraph } from "../typed-graph.ts";
import { type DescribedBases, describeBases } from "./describe-bases.ts";
import { tellOfBreaks, tellOfVersion } from "./graph-events.ts";
import type { GraphWork } from "./graph-work.ts";

export interface RefreshParts extends Omit<NamingParts, "pin"> {
  readonly work: GraphWork;
  /** A tenant's Airtable, for work that nobody waits for. */
  readonly airtableOf: (tenantId: TenantId) => TenantAirtable;
  /** A new UUID. */
  readonly newId: () => string;
  /** What this process saw last, so that what has not changed is not named and compared again. */
  readonly seen: Map<TenantId, SeenBases>;
}

/** What a tenant's bases were when they were looked at, as what, and what was known then. */
export type SeenBases = Pick<GraphState, "version" | "tidings"> & { readonly hash: string };

const none: DescribedBases = { bases: [], complete: true };

/**
 * Looks at a tenant's bases and lets the graph that they make now take the place of the one that is served, unless that
 * breaks clients and the tenant wants to be asked. What breaks is reported before.
 * @returns how many bases there are to look at
 */
export async function refreshGraph(parts: RefreshParts, tenantId: TenantId): Promise<number> {
  const { db, airtableOf } = parts;
  const state = await graphState(db, tenantId);
  if (state === undefined) return 0; // The tenant is gone.
  const isConnected = (await listConnections(db, tenantId)).length > 0;
  if (!isConnected && state.version === null) return 0; // It never had one, and need not be given an empty one.
  const described = isConnected ? await describeBases(airtableOf(tenantId)) : none;
  // Before anything else is done with each of them, again and again.
  checkSize(described.bases);
  await take(parts, tenantId, { state, described });
  return described.bases.length;
}

async function take(
  parts: RefreshParts,
  tenantId: TenantId,
  { state, described }: { state: GraphState; described: DescribedBases },
): Promise<void> {
  const hash = hashOf(described);
  const seen = parts.seen.get(tenantId);
  if (seen?.hash === hash && seen.version === state.version && seen.tidings === state.tidings) return;
  const { db, work } = parts;
  const { graph, version } = await nameGraph({ ...parts, pin: work.pin }, tenantId, described.bases, described);
  const isTaken = version === state.version || (await change(parts, tenantId, { state, version, graph }));
  if (version === state.version && state.breakingChanges === "HOLD") await supersedeHeld(db, tenantId); // It is off again.
  parts.seen.set(tenantId, { hash, version: isTaken ? version : state.version, tidings: state.tidings });
}

function hashOf({ bases, complete }: DescribedBases): string {
  const hash = createHash("sha256").update(String(complete));
  for (const { base, tables } of bases) {
    hash.update(JSON.stringify(base));
    for (const { fields, ...table } of tables.values()) hash.update(JSON.stringify([table, [...fields.values()]]));
  }
  return hash.digest("base64");
}

/** @returns whether it is served from now on */
async function change(
  parts: RefreshParts,
  tenantId: TenantId,
  { state, version, graph }: { state: GraphState; version: string; graph: TypedGraph },
): Promise<boolean> {
  const { db, work } = parts;
  const former = state.version === null ? undefined : await findVersion(db, tenantId, state.version);
  const breaks = former === undefined ? [] : await work.findBreaks(tenantId, former, graph);
  if (breaks.length > 0 && !(await report(parts, tenantId, { state, version, graph }, breaks))) return false;
  return db.transaction(async (transaction) => {
    await storeVersion(transaction, tenantId, version, graph);
    // Somebody was quicker, or the tenant wants to be asked by now.
    if (!(await serveVersion(transaction, tenantId, state.version, version, breaks.length > 0 ? "TAKE" : undefined)))
      return false;
    await supersedeHeld(transaction, tenantId);
    await tellOfVersion(transaction, tenantId, version);
    return true;
  });
}

/** @returns whether the change may be taken */
async function report(
  { db, newId }: RefreshParts,
  tenantId: TenantId,
  { state, version, graph }: { state: GraphState; version: string; graph: TypedGraph },
  breaks: readonly GraphBreak[],
): Promise<boolean> {
  // As it is now: since the bases were asked for, the tenant may have come to want something else.
  const isHeld = (await graphState(db, tenantId))?.breakingChanges === "HOLD";
  if (isHeld && (await heldChange(db, tenantId))?.toVersion === version) return false;
  const id = graphChangeId.parse(newId());
  await db.transaction(async (transaction) => {
    await storeVersion(transaction, tenantId, version, graph);
    await insertChange(transaction, {
      id,
      tenantId,
      fromVersion: state.version ?? "",
      toVersion: version,
      state: isHeld ? "HELD" : "TAKEN",
      breaks,
    });
    await tellOfBreaks(transaction, tenantId, id);
  });
  return !isHeld;
}
