import { z } from "zod";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { compileRecordChoice, type RecordChoice } from "../filter/compile-record-choice.ts";
import type { Filter } from "../filter/parse-filter.ts";
import type { RecordId } from "../ids.ts";
import type { FieldModel, RecordNeeds, TableModel } from "../models.ts";
import { allowedRows, within } from "../policies/compile-rows.ts";
import { checkReadAsText, findReadableField, tableDenied } from "../policies/denials.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";
import type { RecordQuery } from "../upstream/calls/records.ts";
import { type CellSelection, toQuery, worthReading } from "./record-needs.ts";

/** Which records of a table, in which order. */
export interface RecordsRequest extends Omit<RecordChoice, "where"> {
  /** What must be true besides, by the table as it is known when it is read. */
  readonly where?: ((table: TableModel) => Promise<Where | undefined>) | undefined;
  readonly sort?: readonly SortKey[] | null | undefined;
  /** Id or name. */
  readonly view?: string | null | undefined;
}

export interface SortKey {
  /** Name or id. */
  readonly field: string;
  readonly direction: "asc" | "desc";
}

/** A condition, of which formulas may say a part only. */
export interface Where {
  readonly filter: Filter;
  /** The rest; undefined when there is none. */
  readonly keeps: ((id: RecordId) => boolean) | undefined;
}

/** What Airtable is asked for to read such records. */
export interface ChosenRecords {
  readonly table: TableModel;
  readonly access: AirtableAccess;
  readonly needs: RecordNeeds;
  readonly query: Omit<RecordQuery, "pageSize" | "offset">;
  /** Which of the records that Airtable answers with are meant; all of them when undefined. */
  readonly keeps: ((id: RecordId) => boolean) | undefined;
}

const input = z.object({
  sort: z.array(z.unknown()).max(10, "must name at most 10 fields").nullish(),
  view: z.string().min(1, "must not be empty").max(255, "must be an id or a name").nullish(),
});

/** @throws AirgraphError BAD_USER_INPUT naming the argument */
export function checkRecordsRequest(request: Pick<RecordsRequest, "sort" | "view">): void {
  parseInput(input, request);
}

/**
 * Says in Airtable's terms which records are meant, as far as the caller may read them.
 * @param selection what is wanted of the records
 * @returns undefined when there can be none
 * @throws AirgraphError BAD_USER_INPUT naming the argument; FORBIDDEN for the table, or for a field that the request names
 * and the caller may not read
 */
export async function chooseRecords(
  airtable: TenantAirtable,
  table: TableModel,
  request: RecordsRequest,
  selection: CellSelection,
): Promise<ChosenRecords | undefined> {
  const { sort, view } = request;
  const rows = await allowedRows(airtable, table, "READ");
  if (table.rights?.on.READ.rows.kind === "none") throw tableDenied(table, "READ");
  const { access } = await reachBase(airtable, table.baseId);
  const needs = worthReading(table, selection);
  const order = sort?.map(({ field, direction }) => ({ field: sortField(table, field).id, direction }));
  const where = await request.where?.(table);
  const formula = await compileRecordChoice(airtable, table, { ...request, where: where?.filter });
  if (rows.kind === "none") return undefined;
  return {
    table,
    access,
    needs,
    query: {
      ...toQuery(table, needs),
      filterByFormula: within(formula, rows),
      sort: order,
      view: view ?? undefined,
    },
    keeps: where?.keeps,
  };
}

function sortField(table: TableModel, key: string): FieldModel {
  const field = findReadableField(table, key);
  checkReadAsText(table, field);
  return field;
}
