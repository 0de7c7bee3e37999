import DataLoader from "dataloader";
import { isActor } from "../../../kernel/authorization/rules.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Caller } from "../../../kernel/identity/caller.ts";
import type { Definition } from "../definitions/definition.ts";
import { type WorkflowId, workflowId } from "../ids.ts";
import { listTriggers, type StoredTrigger } from "../store/triggers.ts";
import {
  findDefinitions,
  findDrafts,
  findVersions,
  findWorkflows,
  listVersions,
  type StoredVersion,
  type StoredWorkflow,
  type VersionKey,
  type VersionPage,
} from "../store/workflows.ts";

/** Workflows of the caller's tenant, and what belongs to them; for anybody else there are none. */
export interface WorkflowLoaders {
  readonly workflow: DataLoader<string, StoredWorkflow | null>;
  readonly draft: DataLoader<WorkflowId, unknown>;
  readonly version: DataLoader<VersionKey, StoredVersion | null, string>;
  readonly definition: DataLoader<VersionKey, Definition | null, string>;
  /** Those that fire. */
  readonly triggers: DataLoader<WorkflowId, readonly StoredTrigger[]>;
  /** The same page of each workflow's, with one version more where there is one. */
  versionsOf(page: VersionPage): DataLoader<WorkflowId, readonly StoredVersion[]>;
}

/** Made anew for each request: what one caller may see must not answer another. */
export function createWorkflowLoaders({ db, caller }: { db: Database; caller: Caller }): WorkflowLoaders {
  const tenantId = isActor(caller) ? caller.tenantId : undefined;
  const pages = new Map<string, DataLoader<WorkflowId, readonly StoredVersion[]>>();
  return {
    workflow: new DataLoader(async (ids) => {
      // Postgres would answer an id that is no uuid with an error.
      const valid = ids.flatMap((id) => workflowId.safeParse(id).data ?? []);
      const found = tenantId === undefined ? [] : await findWorkflows(db, tenantId, valid);
      const byId = new Map<string, StoredWorkflow>(found.map((workflow) => [workflow.id, workflow]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    draft: new DataLoader(async (ids) => {
      const found = tenantId === undefined ? undefined : await findDrafts(db, tenantId, ids);
      return ids.map((id) => found?.get(id) ?? null);
    }),
    version: new DataLoader(
      async (keys) => {
        const found = tenantId === undefined ? [] : await findVersions(db, tenantId, keys);
        const byKey = new Map(found.map((version) => [keyOf(version), version]));
        return keys.map((key) => byKey.get(keyOf(key)) ?? null);
      },
      { cacheKeyFn: keyOf },
    ),
    definition: new DataLoader(
      async (keys) => {
        const found = tenantId === undefined ? [] : await findDefinitions(db, tenantId, keys);
        const byKey = new Map(found.map((one) => [keyOf(one), one.definition]));
        return keys.map((key) => byKey.get(keyOf(key)) ?? null);
      },
      { cacheKeyFn: keyOf },
    ),
    triggers: new DataLoader(async (ids) => {
      const found = tenantId === undefined ? [] : await listTriggers(db, tenantId, ids);
      return ids.map((id) => found.filter((trigger) => trigger.workflowId === id));
    }),
    versionsOf(page) {
      const key = JSON.stringify(page);
      const known = pages.get(key);
      if (known !== undefined) return known;
      const loader = new DataLoader<WorkflowId, readonly StoredVersion[]>(async (ids) => {
        const found = tenantId === undefined ? undefined : await listVersions(db, tenantId, ids, page);
        return ids.map((id) => found?.get(id) ?? []);
      });
      pages.set(key, loader);
      return loader;
    },
  };
}

function keyOf({ workflowId: id, version }: VersionKey): string {
  return `${id} ${version}`;
}
