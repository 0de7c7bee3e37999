import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { BaseId, FieldId, TableId } from "../../ids.ts";
import type { AirtableAccess } from "../airtable-access.ts";
import {
  type BaseAnswer,
  basesAnswer,
  type CreatedBaseAnswer,
  createdBaseAnswer,
  emptyAnswer,
  type FieldAnswer,
  fieldAnswer,
  type TableAnswer,
  tableAnswer,
  tablesAnswer,
  type WhoamiAnswer,
  whoamiAnswer,
} from "../answers.ts";
import { type CallerParts, callAirtable } from "../call-airtable.ts";

/** A field to be created; `options` as Airtable's Web API takes them. */
export interface NewField {
  readonly name: string;
  readonly type: string;
  readonly description?: string | undefined;
  readonly options?: Readonly<Record<string, unknown>> | undefined;
}

export interface NewTable {
  readonly name: string;
  readonly description?: string | undefined;
  /** The first becomes the primary field. */
  readonly fields: readonly NewField[];
}

/** Who, and which bases, tables and fields (emulator/airtable-api.md 6). All throw as `callAirtable` does. */
export interface MetadataCalls {
  /** Who owns the token. */
  whoami(access: AirtableAccess): Promise<WhoamiAnswer>;
  /** Every base that the token was granted. */
  listBases(access: AirtableAccess): Promise<BaseAnswer[]>;
  /** The base's schema, with the visible fields of its grid views. */
  listTables(access: AirtableAccess, baseId: BaseId): Promise<TableAnswer[]>;
  createBase(
    access: AirtableAccess,
    base: { name: string; workspaceId: string; tables: readonly NewTable[] },
  ): Promise<CreatedBaseAnswer>;
  deleteBase(access: AirtableAccess, baseId: BaseId): Promise<void>;
  createTable(access: AirtableAccess, baseId: BaseId, table: NewTable): Promise<TableAnswer>;
  updateTable(
    access: AirtableAccess,
    table: { baseId: BaseId; tableId: TableId },
    changes: { name?: string | undefined; description?: string | undefined },
  ): Promise<TableAnswer>;
  createField(
    access: AirtableAccess,
    table: { baseId: BaseId; tableId: TableId },
    field: NewField,
  ): Promise<FieldAnswer>;
  updateField(
    access: AirtableAccess,
    field: { baseId: BaseId; tableId: TableId; fieldId: FieldId },
    changes: { name?: string | undefined } & Omit<NewField, "name" | "type">,
  ): Promise<FieldAnswer>;
}

/** 1000 bases a page: nobody has more. */
const maximumPagesOfBases = 20;

export function metadataCalls(parts: CallerParts): MetadataCalls {
  return {
    whoami: async (access) =>
      callAirtable(parts, access, null, {
        operation: "whoami",
        method: "GET",
        path: "/v0/meta/whoami",
        effect: "read",
        answer: whoamiAnswer,
      }),

    async listBases(access) {
      const bases: BaseAnswer[] = [];
      let offset: string | undefined;
      for (let page = 1; page <= maximumPagesOfBases; page += 1) {
        const answer = await callAirtable(parts, access, null, {
          operation: "listBases",
          method: "GET",
          path: `/v0/meta/bases${offset === undefined ? "" : `?offset=${encodeURIComponent(offset)}`}`,
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
      const { tables } = await callAirtable(parts, access, baseId, {
        operation: "listTables",
        method: "GET",
        path: `/v0/meta/bases/${baseId}/tables?include[]=visibleFieldIds`,
        effect: "read",
        answer: tablesAnswer,
      });
      return tables;
    },

    createBase: async (access, base) =>
      callAirtable(parts, access, null, {
        operation: "createBase",
        method: "POST",
        path: "/v0/meta/bases",
        body: { kind: "json", value: base },
        effect: "write",
        answer: createdBaseAnswer,
      }),

    async deleteBase(access, baseId) {
      await callAirtable(parts, access, baseId, {
        operation: "deleteBase",
        method: "DELETE",
        path: `/v0/meta/bases/${baseId}`,
        effect: "repeatable write",
        answer: emptyAnswer,
      });
    },

    createTable: async (access, baseId, table) =>
      callAirtable(parts, access, baseId, {
        operation: "createTable",
        method: "POST",
        path: `/v0/meta/bases/${baseId}/tables`,
        body: { kind: "json", value: table },
        effect: "write",
        answer: tableAnswer,
      }),

    updateTable: async (access, { baseId, tableId }, changes) =>
      callAirtable(parts, access, baseId, {
        operation: "updateTable",
        method: "PATCH",
        path: `/v0/meta/bases/${baseId}/tables/${tableId}`,
        body: { kind: "json", value: changes },
        effect: "repeatable write",
        answer: tableAnswer,
      }),

    createField: async (access, { baseId, tableId }, field) =>
      callAirtable(parts, access, baseId, {
        operation: "createField",
        method: "POST",
        path: `/v0/meta/bases/${baseId}/tables/${tableId}/fields`,
        body: { kind: "json", value: field },
        effect: "write",
        answer: fieldAnswer,
      }),

    updateField: async (access, { baseId, tableId, fieldId }, changes) =>
      callAirtable(parts, access, baseId, {
        operation: "updateField",
        method: "PATCH",
        path: `/v0/meta/bases/${baseId}/tables/${tableId}/fields/${fieldId}`,
        body: { kind: "json", value: changes },
        effect: "repeatable write",
        answer: fieldAnswer,
      }),
  };
}
