import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { BaseId, FieldId, TableId } from "../ids.ts";
import type { AirtableAccess } from "./airtable-access.ts";
import {
  type BaseAnswer,
  basesAnswer,
  createdAnswer,
  type RecordAnswer,
  type RecordsAnswer,
  recordsAnswer,
  type TableAnswer,
  tablesAnswer,
  whoamiAnswer,
} from "./answers.ts";
import { type CallerParts, callAirtable } from "./call-airtable.ts";

interface TableAddress {
  readonly baseId: BaseId;
  readonly tableId: TableId;
}

/** Parameters of "list records" (emulator/airtable-api.md 4.1). */
interface RecordQuery {
  /** 1 to 100. */
  readonly pageSize: number;
  readonly offset?: string | undefined;
  readonly sort?: readonly { readonly field: FieldId; readonly direction: "asc" | "desc" }[] | undefined;
  /** Id or name. */
  readonly view?: string | undefined;
  readonly fields?: readonly FieldId[] | undefined;
  /** Made by formula.ts. */
  readonly filterByFormula?: string | undefined;
}

interface NewRecords {
  /** At most 10. */
  readonly records: readonly { readonly fields: Readonly<Record<string, unknown>> }[];
  readonly typecast: boolean;
}

/** Airtable's Web API, as far as it is used here. Cells are keyed by field id. All throw as `callAirtable` does. */
export interface AirtableClient {
  /** Who owns the token. */
  whoami(access: AirtableAccess): Promise<{ id: string }>;
  /** Every base that the token was granted. */
  listBases(access: AirtableAccess): Promise<BaseAnswer[]>;
  /** The base's schema. */
  listTables(access: AirtableAccess, baseId: BaseId): Promise<TableAnswer[]>;
  /** One page of records. */
  listRecords(access: AirtableAccess, table: TableAddress, query: RecordQuery): Promise<RecordsAnswer>;
  /** All of them or none, answered in the order given. */
  createRecords(access: AirtableAccess, table: TableAddress, records: NewRecords): Promise<RecordAnswer[]>;
}

export const maximumPageSize = 100;
/** 1000 bases a page: nobody has more. */
const maximumPagesOfBases = 20;

export function createAirtableClient(parts: CallerParts): AirtableClient {
  return {
    whoami: async (access) =>
      callAirtable(parts, access, {
        operation: "whoami",
        method: "GET",
        path: "/v0/meta/whoami",
        baseId: null,
        effect: "read",
        answer: whoamiAnswer,
      }),

    async listBases(access) {
      const bases: BaseAnswer[] = [];
      let offset: string | undefined;
      for (let page = 1; page <= maximumPagesOfBases; page += 1) {
        const answer = await callAirtable(parts, access, {
          operation: "listBases",
          method: "GET",
          path: `/v0/meta/bases${offset === undefined ? "" : `?offset=${encodeURIComponent(offset)}`}`,
          baseId: null,
          effect: "read",
          answer: basesAnswer,
        });
        bases.push(...answer.bases);
        offset = answer.offset;
        if (offset === undefined) return bases;
      }
      throw new AirgraphError(
        "UPSTREAM_REJECTED",
        `The token was granted more than ${bases.length} bases, which is more than Airgraph reads.`,
      );
    },

    async listTables(access, baseId) {
      const { tables } = await callAirtable(parts, access, {
        operation: "listTables",
        method: "GET",
        path: `/v0/meta/bases/${baseId}/tables`,
        baseId,
        effect: "read",
        answer: tablesAnswer,
      });
      return tables;
    },

    listRecords: async (access, { baseId, tableId }, query) =>
      callAirtable(parts, access, {
        operation: "listRecords",
        method: "POST",
        path: `/v0/${baseId}/${tableId}/listRecords`,
        body: { ...query, returnFieldsByFieldId: true },
        baseId,
        effect: "read",
        answer: recordsAnswer,
      }),

    async createRecords(access, { baseId, tableId }, { records, typecast }) {
      const answer = await callAirtable(parts, access, {
        operation: "createRecords",
        method: "POST",
        path: `/v0/${baseId}/${tableId}`,
        body: { records, typecast, returnFieldsByFieldId: true },
        baseId,
        effect: "write",
        answer: createdAnswer,
      });
      return answer.records;
    },
  };
}
