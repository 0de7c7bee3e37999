import { z } from "zod";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { parseInput, plainText } from "../../../kernel/errors/parse-input.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { starterOf } from "../starter.ts";
import type { StoredSaga } from "../store/sagas.ts";
import { checkSaga } from "./check-saga.ts";
import { sagaDefinition } from "./saga-definition.ts";
import { beginSaga, mustBeSame } from "./start-saga.ts";

export const idempotencyKey = plainText
  .min(1, "must not be empty")
  .max(200, "must have at most 200 characters")
  .nullish();

const input = z.object({
  name: plainText.max(200, "must have at most 200 characters").nullish(),
  steps: sagaDefinition.shape.steps,
  deadlineSeconds: sagaDefinition.shape.deadlineSeconds.nullish(),
  input: z.record(z.string(), z.json()).nullish(),
  idempotencyKey,
});

/**
 * Starts a saga in the actor's name, or finds the one that the same idempotency key started.
 * @throws AirgraphError BAD_USER_INPUT naming the field or the step; FORBIDDEN for what the actor may not do; CONFLICT when
 *   the key started something else
 */
export async function startSaga(
  parts: { readonly db: Database; readonly clock: Clock },
  actor: Actor,
  given: unknown,
): Promise<StoredSaga> {
  const { name = null, steps, deadlineSeconds, input: about, idempotencyKey: key = null } = parseInput(input, given);
  const definition = { steps, ...(deadlineSeconds == null ? {} : { deadlineSeconds }) };
  checkSaga(definition, actor);
  const saga = {
    name,
    definition,
    context: { input: about ?? {} },
    startedBy: starterOf(actor),
    parent: null,
    idempotencyKey: key,
  };
  const begun = await beginSaga(parts, actor.tenantId, saga);
  if (!begun.isNew) mustBeSame(begun.saga, saga);
  return begun.saga;
}
