import DataLoader from "dataloader";
import { isActor } from "../../kernel/authorization/rules.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/database/database.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { runId, type TenantId } from "../../kernel/identity/ids.ts";
import { recordId } from "../../kernel/identity/record-id.ts";
import { createPageLoaders } from "../../kernel/pagination/owned-rows.ts";
import type { Page } from "../../kernel/pagination/page.ts";
import { dayAgo } from "./day.ts";
import { countCallsByBase, countCallsByRun } from "./store/airtable-calls.ts";
import { listActivityOfRecords, type StoredActivity } from "./store/record-activity.ts";

/** Of the caller's tenant: what is not in it, or is no id at all, has 0 calls and no activity. */
export interface Loaders {
  readonly callsOfRun: DataLoader<string, number>;
  /** In the last 24 hours. */
  readonly callsOfBase: DataLoader<string, number>;
  /** By record, the same page of each, with one item more where there is one: a nested list costs one statement. */
  activityOfRecord(page: Page): DataLoader<string, readonly StoredActivity[]>;
}

/** Well below the 65,535 parameters that a statement may have. */
const maxBatchSize = 1_000;

/** Airtable's. Ids of another shape stay away from Postgres, which would answer some of them with an error. */
const baseId = /^app[0-9A-Za-z]{14}$/;

/** Made anew for each request: what one caller may see must not answer another. */
export function createLoaders({ db, clock, caller }: { db: Database; clock: Clock; caller: Caller }): Loaders {
  return {
    callsOfRun: calls(async (tenantId, ids) => {
      const runIds = ids.map((id) => runId.safeParse(id)).flatMap(({ data }) => data ?? []);
      return countCallsByRun(db, tenantId, runIds);
    }),
    callsOfBase: calls(async (tenantId, ids) => {
      const baseIds = ids.filter((id) => baseId.test(id));
      return countCallsByBase(db, tenantId, { baseIds, since: dayAgo(clock) });
    }),
    activityOfRecord: createPageLoaders(async (ids, page) => {
      if (!isActor(caller)) return new Map();
      const recordIds = ids.filter((id) => recordId.safeParse(id).success);
      return listActivityOfRecords(db, caller.tenantId, recordIds, page);
    }),
  };

  function calls(count: (tenantId: TenantId, ids: readonly string[]) => Promise<ReadonlyMap<string | null, number>>) {
    return new DataLoader<string, number>(
      async (ids) => {
        if (!isActor(caller)) return ids.map(() => 0);
        const counted = await count(caller.tenantId, ids);
        return ids.map((id) => counted.get(id) ?? 0);
      },
      { maxBatchSize },
    );
  }
}
