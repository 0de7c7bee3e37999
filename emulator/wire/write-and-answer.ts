import type { JsonObject } from "../json.ts";
import { applyPlan } from "../store/apply-plan.ts";
import type { Row } from "../store/model.ts";
import type { WritePlan } from "../store/write-plan.ts";
import type { BaseCall } from "./endpoint.ts";

/**
 * Carries out a plan and answers; with attachments given by URL, once they are there, unless they are processed later.
 *
 * @param answer makes the answer from the written rows, in order
 */
export function writeAndAnswer(
  { base, change, service }: BaseCall,
  plan: WritePlan,
  answer: (rows: readonly Row[]) => JsonObject,
): JsonObject | Promise<JsonObject> {
  const rows = applyPlan(base, plan, change);
  const fetching = service.writtenAttachments.start(base, plan);
  if (fetching === null || service.switches.attachmentProcessing === "delayed") return answer(rows);
  return fetching.then(({ failed }) => ({ ...answer(rows), ...(failed ? { details: attachmentsFailed } : {}) }));
}

/** What a write says whose attachments could not all be fetched (reference 3.2). */
const attachmentsFailed = { message: "partialSuccess", reasons: ["attachmentsFailedUploading"] };
