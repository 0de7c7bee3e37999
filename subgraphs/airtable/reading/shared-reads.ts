import type { BaseId, RecordId } from "../ids.ts";
import type { RecordNeeds, TableModel } from "../models.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";
import type { RecordAnswer, RecordsAnswer } from "../upstream/answers.ts";
import { maximumPageSize, type RecordCalls, type RecordQuery } from "../upstream/calls/records.ts";
import { all, hasRecordId } from "../upstream/formula.ts";
import { covers, toQuery, union } from "./record-needs.ts";
import { createSharedCalls, type SharedCalls } from "./share-calls.ts";

/** A record, and what Airtable was asked for when it was read. */
export interface ReadRecord {
  readonly answer: RecordAnswer;
  readonly read: RecordNeeds;
}

/** Reads of records, which all requests of this process share while they are under way. Nothing is remembered. */
export interface SharedReads {
  /**
   * Records by id, up to 100 to a call.
   * @param within a formula that must be true of them besides; only who reads within the same shares calls
   * @returns for each id the record, why it could not be read, or nothing when there is no such record
   */
  records(
    access: AirtableAccess,
    table: TableModel,
    ids: readonly RecordId[],
    needs: RecordNeeds,
    within?: string,
  ): Promise<ReadonlyMap<RecordId, ReadRecord | Error>>;
  /** One page of a table. Throws as `callAirtable` does. */
  page(access: AirtableAccess, table: TableModel, query: RecordQuery): Promise<RecordsAnswer>;
  /**
   * To be told of a base before a write to it is sent and when the write has ended, well or not: nobody who asks from
   * then on gets the answer of a call that was sent before.
   */
  touch(baseId: BaseId): void;
}

/** @param client what reads go out by */
export function createSharedReads(client: Pick<RecordCalls, "listRecordsLate">): SharedReads {
  /** How many writes there were, of bases that are written to. */
  const generations = new Map<BaseId, number>();
  const byId = new Map<string, SharedCalls<RecordId, RecordNeeds, ReadRecord>>();
  const pages = new Map<string, SharedCalls<string, RecordQuery, RecordsAnswer>>();
  const generationOf = (baseId: BaseId) => generations.get(baseId) ?? 0;

  function recordsOf(table: TableModel, within: string | undefined): SharedCalls<RecordId, RecordNeeds, ReadRecord> {
    const { baseId, id: tableId } = table;
    return createSharedCalls({
      most: maximumPageSize,
      generation: () => generationOf(baseId),
      union,
      covers,
      async call(access, take) {
        const found = new Map<RecordId, ReadRecord>();
        let read: RecordNeeds = { fields: "all", commentCount: false };
        const answer = await client.listRecordsLate(access, { baseId, tableId }, () => {
          const wanted = take();
          if (wanted?.[0] === undefined) return undefined;
          read = wanted[0].needs;
          return {
            pageSize: maximumPageSize,
            filterByFormula: all([
              hasRecordId(wanted.map(({ key }) => key)),
              ...(within === undefined ? [] : [within]),
            ]),
            ...toQuery(table, read),
          };
        });
        for (const record of answer?.records ?? []) found.set(record.id, { answer: record, read });
        return found;
      },
    });
  }

  function pagesOf({ baseId, id }: TableModel): SharedCalls<string, RecordQuery, RecordsAnswer> {
    return createSharedCalls({
      most: 1,
      generation: () => generationOf(baseId),
      // What has the same key is the same query.
      union: (query) => query,
      covers: () => true,
      async call(access, take) {
        const found = new Map<string, RecordsAnswer>();
        let key = "";
        const answer = await client.listRecordsLate(access, { baseId, tableId: id }, () => {
          const [wanted] = take() ?? [];
          key = wanted?.key ?? "";
          return wanted?.needs;
        });
        if (answer !== undefined) found.set(key, answer);
        return found;
      },
    });
  }

  return {
    records: async (access, table, ids, needs, within) =>
      using(
        byId,
        `${access.cacheKey} ${table.baseId} ${table.id} ${within ?? ""}`,
        () => recordsOf(table, within),
        async (calls) => calls.read(access, ids, needs),
      ),
    async page(access, table, query) {
      const key = `${table.id} ${JSON.stringify(query)}`;
      const answers = await using(
        pages,
        `${access.cacheKey} ${table.baseId} ${table.id}`,
        () => pagesOf(table),
        async (calls) => calls.read(access, [key], query),
      );
      const answer = answers.get(key);
      if (answer === undefined) throw new Error("a page was read without an answer");
      if (answer instanceof Error) throw answer;
      return answer;
    },
    touch(baseId) {
      generations.set(baseId, generationOf(baseId) + 1);
    },
  };
}

/** Entries live while something of theirs is under way. */
async function using<Calls extends { readonly idle: boolean }, Result>(
  entries: Map<string, Calls>,
  key: string,
  create: () => Calls,
  work: (calls: Calls) => Promise<Result>,
): Promise<Result> {
  const calls = entries.get(key) ?? create();
  entries.set(key, calls);
  try {
    return await work(calls);
  } finally {
    if (calls.idle && entries.get(key) === calls) entries.delete(key);
  }
}
