import type { Audit } from "../../../../kernel/audit-log/audit.ts";
import type { Database } from "../../../../kernel/database/database.ts";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { Actor } from "../../../../kernel/identity/caller.ts";
import type { TenantId } from "../../../../kernel/identity/ids.ts";
import { graphChangeId } from "../../ids.ts";
import { idOf } from "../../policies/policy-stream.ts";
import { acceptHeld, type StoredGraphChange } from "../../store/graph-changes.ts";
import {
  type BreakingChangePolicy,
  graphState,
  serveVersion,
  setBreakingChangePolicy,
} from "../../store/typed-graphs.ts";
import { tellOfVersion } from "./graph-events.ts";

export interface DecideParts {
  readonly db: Database;
  readonly audit: Audit;
}

/** A change of the graph as the audit log names it. */
export function changeTarget(id: string): { kind: string; id: string } {
  return { kind: "graph_change", id };
}

/**
 * Lets a change that is held take place.
 * @throws AirgraphError NOT_FOUND; CONFLICT when it is not held any more
 */
export async function acceptChange(
  { db, audit }: DecideParts,
  actor: Actor,
  given: string,
): Promise<StoredGraphChange> {
  const { tenantId } = actor;
  const id = graphChangeId.safeParse(given).data;
  return db.transaction(async (transaction) => {
    const change = id && (await acceptHeld(transaction, tenantId, id, idOf(actor)));
    if (change === undefined)
      throw new AirgraphError("NOT_FOUND", "There is no such change, or it is not held any more.", { id: given });
    if (!(await serveVersion(transaction, tenantId, change.fromVersion, change.toVersion)))
      throw new AirgraphError("CONFLICT", "The graph has changed meanwhile; look at the changes again.", { id: given });
    await tellOfVersion(transaction, tenantId, change.toVersion);
    await audit(transaction, {
      action: "graph.change_accepted",
      target: changeTarget(change.id),
      result: "SUCCEEDED",
      details: { breaks: String(change.breaks.length) },
    });
    return change;
  });
}

export async function graphSettingsOf(
  db: Database,
  tenantId: TenantId,
): Promise<{ breakingChanges: BreakingChangePolicy }> {
  return { breakingChanges: (await graphState(db, tenantId))?.breakingChanges ?? "TAKE" };
}

/** Sets what becomes of changes that break clients; one that is held stays so until it is accepted or overtaken. */
export async function setBreakingChanges(
  { db, audit }: DecideParts,
  { tenantId }: Actor,
  breakingChanges: BreakingChangePolicy,
): Promise<{ breakingChanges: BreakingChangePolicy }> {
  await db.transaction(async (transaction) => {
    await setBreakingChangePolicy(transaction, tenantId, breakingChanges);
    await audit(transaction, {
      action: "graph.updated",
      target: { kind: "tenant", id: tenantId },
      result: "SUCCEEDED",
      details: { breakingChanges },
    });
  });
  return { breakingChanges };
}
