import DataLoader from "dataloader";
import { z } from "zod";
import { isActor } from "../../kernel/authorization/rules.ts";
import type { Database } from "../../kernel/database/database.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { runId, type TenantId } from "../../kernel/identity/ids.ts";
import { recordId } from "../../kernel/identity/record-id.ts";
import { createPageLoaders } from "../../kernel/pagination/owned-rows.ts";
import type { Page } from "../../kernel/pagination/page.ts";
import { findContents, findFiles, listFilesOfRecords, listFilesOfRuns, type StoredFile } from "./store/files.ts";

/** Files of the caller's tenant. Anybody else, and an id of another shape, finds none. */
export interface Loaders {
  readonly file: DataLoader<string, StoredFile | null>;
  readonly content: DataLoader<string, Buffer | null>;
  /** By run, the same page of each, with one file more where there is one: a nested list costs one statement. */
  filesOfRun(page: Page): DataLoader<string, readonly StoredFile[]>;
  /** By record, likewise. */
  filesOfRecord(page: Page): DataLoader<string, readonly StoredFile[]>;
}

/** Well below the 65,535 parameters that a statement may have. */
const maxBatchSize = 1_000;

const uuid = z.uuid();

/** Made anew for each request: what one caller may see must not answer another. */
export function createLoaders({ db, caller }: { db: Database; caller: Caller }): Loaders {
  return {
    file: byId(async (tenantId, ids) => {
      const files = await findFiles(db, tenantId, ids);
      return new Map(files.map((file) => [file.id, file]));
    }),
    content: byId(async (tenantId, ids) => findContents(db, tenantId, ids)),
    filesOfRun: createPageLoaders(async (ids, page) => {
      if (!isActor(caller)) return new Map();
      const runIds = ids.flatMap((id) => runId.safeParse(id).data ?? []);
      return listFilesOfRuns(db, caller.tenantId, runIds, page);
    }),
    filesOfRecord: createPageLoaders(async (ids, page) => {
      if (!isActor(caller)) return new Map();
      const recordIds = ids.filter((id) => recordId.safeParse(id).success);
      return listFilesOfRecords(db, caller.tenantId, recordIds, page);
    }),
  };

  function byId<Value>(find: (tenantId: TenantId, ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>) {
    return new DataLoader<string, Value | null>(
      async (ids) => {
        if (!isActor(caller)) return ids.map(() => null);
        // Postgres would answer an id of another shape with an error.
        const uuids = ids.filter((id) => uuid.safeParse(id).success);
        const found = await find(caller.tenantId, uuids);
        return ids.map((id) => found.get(id) ?? null);
      },
      { maxBatchSize },
    );
  }
}
