import { z } from "zod";
import { refusals } from "../../api-error.ts";
import type { JsonObject } from "../../json.ts";
import { applyPlan } from "../../store/apply-plan.ts";
import type { Row, Table } from "../../store/model.ts";
import { recordToJson } from "../../store/record-json.ts";
import { WritePlan } from "../../store/write-plan.ts";
import { type ApiRequest, type BaseCall, parseJsonBody, type TableCall } from "../endpoint.ts";

/** How many records one call may write or delete (reference 2). */
export const mostRecords = 10;

export const writtenFields = z.record(z.string(), z.unknown());

export const writeOptions = z.object({
  typecast: z.boolean().default(false),
  returnFieldsByFieldId: z.boolean().default(false),
});

const object = z.record(z.string(), z.unknown());

/** The body of a write, an object in any case. @throws ApiError 422 */
export function readObjectBody(request: ApiRequest): Record<string, unknown> {
  const parsed = object.safeParse(parseJsonBody(request));
  if (!parsed.success) throw refusals.invalidRequest();
  return parsed.data;
}

/** A plan for what the caller writes. */
export function startPlan(call: BaseCall, typecast: boolean): WritePlan {
  return new WritePlan(call.reader, call.service.newId, {
    typecast,
    // New choices change the schema, which takes a creator (reference 9.3).
    mayAddChoices: call.level === "create" || call.level === "owner",
  });
}

/**
 * Carries out a plan and answers; with attachments given by URL, once they are there, unless they are processed later.
 *
 * @param answer makes the answer from the written rows, in order
 */
export function carryOut(
  call: TableCall,
  plan: WritePlan,
  answer: (rows: readonly Row[]) => JsonObject,
): JsonObject | Promise<JsonObject> {
  const rows = applyPlan(call.base, plan, call.change);
  const fetching = call.service.writtenAttachments.start(call.base, plan);
  if (fetching === null || call.service.switches.attachmentProcessing === "delayed") return answer(rows);
  return fetching.then(({ failed }) => ({ ...answer(rows), ...(failed ? { details: attachmentsFailed } : {}) }));
}

/** What a write says whose attachments could not all be fetched (reference 3.2). */
const attachmentsFailed = { message: "partialSuccess", reasons: ["attachmentsFailedUploading"] };

/** Written records in the answer, computed fields included (reference 4.3). */
export function answerRecord(call: TableCall, row: Row, byFieldId: boolean, request: ApiRequest): JsonObject {
  return recordToJson(call.reader, row, { byFieldId, fieldIds: null, linkObjects: false, origin: request.origin });
}

/** The words of `INVALID_PERMISSIONS` (reference 3.2). */
export function refusedWrite(verb: string, table: Table): string {
  return `${verb} records in table ${table.name} (${table.id})`;
}
