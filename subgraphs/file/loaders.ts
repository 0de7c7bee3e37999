import DataLoader from "dataloader";
import { z } from "zod";
import type { Database } from "../../kernel/database/database.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { runId, type TenantId } from "../../kernel/identity/ids.ts";
import { recordId } from "../../kernel/identity/record-id.ts";
import type { Page } from "../../kernel/pagination/page.ts";
import {
  type FilesByOwner,
  findContents,
  findFiles,
  listFilesOfRecords,
  listFilesOfRuns,
  type StoredFile,
} from "./store/files.ts";

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
    filesOfRun: byPage(async (tenantId, ids, page) => {
      const runIds = ids.map((id) => runId.safeParse(id)).flatMap(({ data }) => data ?? []);
      return listFilesOfRuns(db, tenantId, runIds, page);
    }),
    filesOfRecord: byPage(async (tenantId, ids, page) => {
      const recordIds = ids.filter((id) => recordId.safeParse(id).success);
      return listFilesOfRecords(db, tenantId, recordIds, page);
    }),
  };

  function byId<Value>(find: (tenantId: TenantId, ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>) {
    return new DataLoader<string, Value | null>(
      async (ids) => {
        if (caller.kind !== "person") return ids.map(() => null);
        // Postgres would answer an id of another shape with an error.
        const uuids = ids.filter((id) => uuid.safeParse(id).success);
        const found = await find(caller.tenantId, uuids);
        return ids.map((id) => found.get(id) ?? null);
      },
      { maxBatchSize },
    );
  }

  function byPage(list: (tenantId: TenantId, ids: readonly string[], page: Page) => Promise<FilesByOwner>) {
    const loaders = new Map<string, DataLoader<string, readonly StoredFile[]>>();
    return (page: Page) => {
      const key = JSON.stringify(page);
      const known = loaders.get(key);
      if (known !== undefined) return known;
      const loader = new DataLoader<string, readonly StoredFile[]>(
        async (ids) => {
          if (caller.kind !== "person") return ids.map(() => []);
          const found = await list(caller.tenantId, ids, page);
          return ids.map((id) => found.get(id) ?? []);
        },
        { maxBatchSize },
      );
      loaders.set(key, loader);
      return loader;
    };
  }
}
