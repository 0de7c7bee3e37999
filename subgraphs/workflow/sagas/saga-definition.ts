import { z } from "zod";
import type { ActionKind } from "../definitions/action-steps.ts";
import { type SagaStepDefinition, sagaStep } from "../definitions/steps.ts";

const aWeek = 7 * 86_400;

/** What a saga does, in this order. Templates may refer to `steps.<id>.output` of the steps before. */
export const sagaDefinition = z.strictObject({
  steps: z.array(sagaStep).min(1).max(200),
  /** A saga that is not done then is undone; counted from its start. */
  deadlineSeconds: z.number().positive().max(aWeek).optional(),
});
export type SagaDefinition = z.infer<typeof sagaDefinition>;

/** What changes nothing outside: there is nothing to be undone. */
const harmless: ReadonlySet<ActionKind> = new Set(["getRecord", "queryRecords", "transform", "parseFile"]);
/** What nobody can undo without being told how. */
const final: ReadonlySet<ActionKind> = new Set(["graphql", "http", "sendMail"]);

/** Whether and how a step is undone. */
export function undoingOf({
  do: { kind },
  undo,
}: SagaStepDefinition): "explicit" | "automatic" | "needless" | "impossible" {
  if (undo !== undefined) return "explicit";
  if (harmless.has(kind)) return "needless";
  return final.has(kind) ? "impossible" : "automatic";
}

/** The steps as they are taken: deletions come last, since what is deleted can only be made anew. */
export function inOrder({ steps }: SagaDefinition): readonly SagaStepDefinition[] {
  const deletes = (step: SagaStepDefinition) => step.do.kind === "deleteRecords";
  return [...steps.filter((step) => !deletes(step)), ...steps.filter(deletes)];
}
