import { z } from "zod";
import { refusals } from "../../api-error.ts";
import type { JsonObject } from "../../json.ts";
import { reaches } from "../../seed/seed.ts";
import type { Row, Table } from "../../store/model.ts";
import { recordToJson } from "../../store/record-json.ts";
import { WritePlan } from "../../store/write-plan.ts";
import { checkKeys } from "../check-keys.ts";
import { type ApiRequest, type BaseCall, parseJsonBody, type TableCall } from "../endpoint.ts";

/** How many records one call may write or delete (reference 2). */
export const mostRecords = 10;

export const writtenFields = z.record(z.string(), z.unknown());

export const writeOptions = z.object({
  typecast: z.boolean().default(false),
  returnFieldsByFieldId: z.boolean().default(false),
});

const object = z.record(z.string(), z.unknown());

/** The body of a call, an object in any case. @throws ApiError 422 */
export function readObjectBody(request: ApiRequest): Record<string, unknown> {
  const parsed = object.safeParse(parseJsonBody(request));
  if (!parsed.success) throw refusals.invalidRequest();
  return parsed.data;
}

/**
 * The body of a write to records.
 *
 * @param known its keys besides those of every write
 * @throws ApiError 422
 */
export function readWriteBody(request: ApiRequest, known: readonly string[]): Record<string, unknown> {
  const body = readObjectBody(request);
  checkKeys(request, Object.keys(body), [...Object.keys(writeOptions.shape), ...known]);
  for (const item of Array.isArray(body.records) ? body.records : []) {
    checkKeys(request, Object.keys(object.safeParse(item).data ?? {}), ["id", "fields"]);
  }
  return body;
}

/** A plan for what the caller writes. */
export function startPlan(call: BaseCall, typecast: boolean): WritePlan {
  return new WritePlan(call.reader, call.service.newId, {
    typecast,
    // New choices change the schema, which takes a creator (reference 9.3).
    mayAddChoices: reaches(call.level, "create"),
  });
}

/** Written records in the answer, computed fields included (reference 4.3). */
export function answerRecord(call: TableCall, row: Row, byFieldId: boolean, request: ApiRequest): JsonObject {
  return recordToJson(call.reader, row, {
    byFieldId,
    fieldIds: null,
    linkObjects: false,
    printUrl: request.printUrl,
    text: null,
    commentCount: false,
  });
}

/** The words of `INVALID_PERMISSIONS` (reference 3.2). */
export function refusedWrite(verb: string, table: Table): string {
  return `${verb} records in table ${table.name} (${table.id})`;
}
