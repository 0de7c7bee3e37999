import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { parseGlobalId, toGlobalId } from "../../global-id.ts";
import { type BaseId, type RecordId, recordId, type TableId } from "../../ids.ts";

/** Where records of one typed table are. */
export interface TypedPlace {
  readonly baseId: BaseId;
  readonly tableId: TableId;
}

/**
 * A record of a table by `rec…` or by its global id. Whether a `rec…` is one of that table, Airtable finds out.
 * @param at of the input at fault
 * @throws AirgraphError BAD_USER_INPUT for what is no id; NOT_FOUND for the global id of a record of another table
 */
export function recordIdOf({ baseId, tableId }: TypedPlace, given: string, at: string): RecordId {
  const own = recordId.safeParse(given).data;
  if (own !== undefined) return own;
  const address = parseGlobalId(given);
  if (address === undefined) {
    throw new AirgraphError("BAD_USER_INPUT", `${at} must be a record's id like rec… or app…/tbl…/rec….`, {
      field: at,
    });
  }
  if (address.baseId === baseId && address.tableId === tableId) return address.recordId;
  throw new AirgraphError("NOT_FOUND", `${at} is the id of no record of that table: ${JSON.stringify(given)}.`, {
    field: at,
  });
}

/** The same as a global id. */
export function globalIdOf(place: TypedPlace, given: string, at: string): string {
  return toGlobalId({ ...place, recordId: recordIdOf(place, given, at) });
}
