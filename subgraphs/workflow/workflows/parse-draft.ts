import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { outOfBounds } from "../definitions/validation/bounds.ts";

/**
 * A draft may be any object that can be stored: what is wrong with it matters when it is published.
 * @throws AirgraphError BAD_USER_INPUT
 */
export function parseDraft(draft: unknown): Readonly<Record<string, unknown>> {
  const problem = outOfBounds(draft);
  if (problem !== undefined)
    throw new AirgraphError("BAD_USER_INPUT", `The draft can't be stored: ${problem.message}`, { field: "draft" });
  if (typeof draft !== "object" || draft === null || Array.isArray(draft))
    throw new AirgraphError("BAD_USER_INPUT", "The draft must be an object.", { field: "draft" });
  return Object.fromEntries(Object.entries(draft));
}
