import DataLoader from "dataloader";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { RecordModel } from "./models.ts";
import { readRecordsById, type WantedRecord } from "./reading/read-records-by-id.ts";
import { type CellSelection, covers, everyCell, needsOf, union } from "./reading/record-needs.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";

export interface Loaders {
  readonly record: RecordLoader;
}

/** Records by global id, for one request. */
export interface RecordLoader {
  /**
   * @param selection what is wanted of the record; every cell when absent
   * @returns null for a record that doesn't exist or belongs to another tenant
   * @throws AirgraphError COST_LIMIT_EXCEEDED when the request has asked for too many
   */
  load(id: string, selection?: CellSelection): Promise<RecordModel | null>;
  /** Makes the records of a page known. @throws like `load` */
  primePage(records: readonly RecordModel[]): void;
  /** Makes a record known that was written. */
  prime(id: string, record: RecordModel): RecordLoader;
  /** Forgets all, after a write. */
  clearAll(): RecordLoader;
}

/** Of one request, the same record counted each time it is asked for: answering holds the event loop. */
export const mostRecords = 20_000;

/**
 * Made anew for each request. All records that one level of a query asks for meet in one batch, because nothing on the
 * way to `load` waits for more than promises: the schema travels with the record.
 */
export function createLoaders(airtable: TenantAirtable): Loaders {
  /** What was read so far; another map after a write, so that what was under way does not end up in it. */
  let known = new Map<string, RecordModel | null>();
  const batch = new DataLoader<WantedRecord, RecordModel | null>(async (wanted) => readRecordsById(airtable, wanted), {
    cache: false,
  });

  let asked = 0;

  function count(): void {
    asked += 1;
    if (asked <= mostRecords) return;
    throw new AirgraphError(
      "COST_LIMIT_EXCEEDED",
      `One request may ask for ${mostRecords} records at most; ask for the others in another one.`,
    );
  }

  const record: RecordLoader = {
    async load(id, selection = everyCell) {
      count();
      const read = known.get(id);
      if (read === null || (read !== undefined && covers(read.read, needsOf(read.table, selection)))) return read;
      const into = known;
      const loaded = await batch.load({ id, selection });
      const merged = loaded === null ? null : merge(loaded, into.get(id));
      into.set(id, merged);
      return merged;
    },
    primePage(records) {
      for (const each of records) {
        count();
        record.prime(each.id, each);
      }
    },
    prime(id, primed) {
      known.set(id, merge(primed, known.get(id)));
      return record;
    },
    clearAll() {
      known = new Map();
      return record;
    },
  };
  return { record };
}

/** What was read now, and what was read before besides. */
function merge(now: RecordModel, before: RecordModel | null | undefined): RecordModel {
  if (before === null || before === undefined || covers(now.read, before.read)) return now;
  const cells = { ...now.cells };
  if (now.read.fields !== "all") {
    // A cell that was read and has become empty since stays so.
    const readNow = new Set<string>(now.read.fields);
    for (const [id, value] of Object.entries(before.cells)) if (!readNow.has(id)) cells[id] = value;
  }
  return {
    ...now,
    cells,
    commentCount: now.read.commentCount ? now.commentCount : before.commentCount,
    read: union(now.read, before.read),
  };
}
