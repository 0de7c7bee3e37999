import DataLoader from "dataloader";
import { isActor } from "../../kernel/authorization/rules.ts";
import type { Database } from "../../kernel/database/database.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { runId } from "../../kernel/identity/ids.ts";
import { createPageLoaders } from "../../kernel/pagination/owned-rows.ts";
import type { Page } from "../../kernel/pagination/page.ts";
import { findRuns, findSteps, listRunsOfRecords, type StoredRun, type StoredStep } from "./store/runs.ts";

/** Runs of the caller's tenant; for anybody else there are none. */
export interface Loaders {
  readonly run: DataLoader<string, StoredRun | null>;
  readonly steps: DataLoader<string, readonly StoredStep[]>;
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
    steps: new DataLoader(async (ids) => {
      if (tenantId === undefined) return ids.map(() => []);
      const byRun = await findSteps(db, tenantId, validIds(ids));
      return ids.map((id) => byRun.get(id) ?? []);
    }),
    runsOfRecord: createPageLoaders(async (recordIds, page) =>
      tenantId === undefined ? new Map() : listRunsOfRecords(db, tenantId, recordIds, page),
    ),
  };
}

/** Postgres would answer an id that is no uuid with an error. */
function validIds(ids: readonly string[]) {
  return ids.flatMap((id) => runId.safeParse(id).data ?? []);
}
