import { createHash } from "node:crypto";
import type { ActionScope } from "../actions/action.ts";
import type { Effect } from "../definitions/steps.ts";
import type { Template } from "../definitions/template.ts";
import { withinTime } from "../engine/attempt.ts";
import type { ExpressionScope } from "../expressions/evaluator.ts";
import { createSecretPlaceholders, type SecretPlaceholders } from "../secrets/secret-placeholders.ts";
import type { SagaTurn } from "./saga-turn.ts";

/** Settings of an effect that were worked out, and the secrets that they were worked out with. */
export interface WorkedOut {
  readonly settings: unknown;
  readonly secrets: SecretPlaceholders;
}

/** Works out what an effect is told. Only definitions that were published know secrets, and only runs have those. */
export async function workOut(turn: SagaTurn, effect: Effect): Promise<WorkedOut> {
  const { evaluator, saga } = turn;
  const secrets = createSecretPlaceholders((names) => turn.findSecrets(saga.tenantId, names));
  const placeholder = saga.parent === null ? undefined : secrets.placeholder;
  const settings = await evaluator.template(settingsOf(effect), scopeOf(turn), placeholder, saga.tenantId);
  return { settings, secrets };
}

/** An effect's settings, all of which are JSON: what is undefined is not there. */
function settingsOf(effect: Effect): Template {
  return Object.fromEntries(Object.entries(effect.with).filter(([, value]) => value !== undefined)) as Template;
}

function scopeOf({ saga, journal }: SagaTurn): ExpressionScope {
  const { steps } = saga.context;
  return { ...saga.context, steps: { ...(typeof steps === "object" ? steps : {}), ...journal.outputs() } };
}

/** What one attempt of a step may know. @param key what it does for the step: "" for doing it */
export function scopeOfAttempt(
  { saga, patience }: SagaTurn,
  { id, key, maybeDone, secrets }: { id: string; key: "" | ":undo"; maybeDone: boolean; secrets: SecretPlaceholders },
): ActionScope {
  return {
    tenantId: saga.tenantId,
    actsFor: saga.startedBy,
    origin: { kind: "saga", id: saga.id },
    effectKey: `saga:${saga.id}:${shortened(id)}${key}`,
    maybeDone,
    secrets,
    signal: AbortSignal.timeout(patience.attemptMs),
  };
}

/** Carries out one attempt. Worked-out settings are what the action makes of them: it checks them itself. */
export async function act(
  { actions }: SagaTurn,
  { kind }: Effect,
  settings: unknown,
  scope: ActionScope,
): Promise<unknown> {
  return (await withinTime(actions[kind](settings as never, scope), scope.signal)) ?? null;
}

/** In keys of effects, which have at most 100 characters, a long id stands as its hash. */
function shortened(id: string): string {
  return id.length <= 48 ? id : createHash("sha256").update(id).digest("hex").slice(0, 48);
}
