import type { JsonObject } from "../json.ts";
import type { Row } from "../store/model.ts";
import type { WritePlan } from "../store/write-plan.ts";
import { carryOut } from "./carry-out.ts";
import type { BaseCall } from "./endpoint.ts";

/**
 * Carries out a plan and answers; with attachments given by URL, once they are there, unless they are processed later.
 *
 * @param answer makes the answer from the written rows, in order
 */
export function writeAndAnswer(
  call: BaseCall,
  plan: WritePlan,
  answer: (rows: readonly Row[]) => JsonObject,
): JsonObject | Promise<JsonObject> {
  const { service } = call;
  const rows = carryOut(call, plan);
  const fetching = service.writtenAttachments.start(call, plan);
  if (fetching === null || service.switches.attachmentProcessing === "delayed") return answer(rows);
  return fetching.then(({ failed }) => ({ ...answer(rows), ...(failed ? { details: attachmentsFailed } : {}) }));
}

/** What a write says whose attachments could not all be fetched (reference 3.2). */
const attachmentsFailed = { message: "partialSuccess", reasons: ["attachmentsFailedUploading"] };
