import DataLoader from "dataloader";
import { isActor } from "../../../kernel/authorization/rules.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Caller } from "../../../kernel/identity/caller.ts";
import { type RunId, runId } from "../../../kernel/identity/ids.ts";
import { createPageLoaders } from "../../../kernel/pagination/owned-rows.ts";
import type { Page } from "../../../kernel/pagination/page.ts";
import { findSteps, type StoredStep } from "../store/journal.ts";
import { findRuns, listRunsOfRecords, type StoredRun } from "../store/runs.ts";

/** Runs of the caller's tenant; for anybody else there are none. */
export interface Loaders {
  readonly run: DataLoader<string, StoredRun | null>;
  /** By run and path. */
  readonly step: DataLoader<{ readonly runId: RunId; readonly path: string }, StoredStep | null, string>;
  /** By record, the same page of each, with one run more where there is one: a nested list costs one statement. */
  runsOfRecord(page: Page): DataLoader<string, readonly StoredRun[]>;
}

/** Made anew for each request and each event: what one caller may see must not answer another. */
export function createLoaders({ db, caller }: { db: Database; caller: Caller }): Loaders {
  const tenantId = isActor(caller) ? caller.tenantId : undefined;
  return {
    run: new DataLoader(async (ids) => {
      if (tenantId === undefined) return ids.map(() => null);
      const found = await findRuns(db, tenantId, validIds(ids));
      const byId = new Map<string, StoredRun>(found.map((run) => [run.id, run]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    step: new DataLoader(
      async (keys) => {
        if (tenantId === undefined) return keys.map(() => null);
        const found = await findSteps(db, tenantId, keys);
        return keys.map((key) => found.get(keyOf(key)) ?? null);
      },
      { cacheKeyFn: keyOf },
    ),
    runsOfRecord: createPageLoaders(async (recordIds, page) =>
      tenantId === undefined ? new Map() : listRunsOfRecords(db, tenantId, recordIds, page),
    ),
  };
}

function keyOf({ runId: run, path }: { readonly runId: RunId; readonly path: string }): string {
  return `${run} ${path}`;
}

/** Postgres would answer an id that is no uuid with an error. */
function validIds(ids: readonly string[]) {
  return ids.flatMap((id) => runId.safeParse(id).data ?? []);
}
