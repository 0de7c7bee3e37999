import { setTimeout as delay } from "node:timers/promises";
import type { AirtableByHand } from "./airtable.ts";
import type { PatientApi } from "./api.ts";
import { ResolveStormStuck, RetryStormCompensation, StuckStormSagas } from "./operations.ts";
import { operationsByStep, type SagaPlan } from "./plan.ts";
import type { ToldStuck } from "./snapshot.ts";
import { undoByHand } from "./undo-by-hand.ts";

export interface TendParts {
  readonly api: PatientApi;
  readonly airtable: AirtableByHand;
  /** The plan of a saga, by the saga's id. */
  readonly planOf: (id: string) => Promise<SagaPlan | undefined>;
  readonly counts: Map<string, number>;
}

/**
 * Sees to sagas that are stuck, until it is told to stop: has them try again first, and then undoes by hand what they are
 * stuck at, or, of each third, lets it be.
 * @returns what the API has told of each, each time
 */
export async function tendStuck(parts: TendParts, until: () => boolean): Promise<readonly ToldStuck[]> {
  const told: ToldStuck[] = [];
  const retried = new Set<string>();
  while (!until()) {
    const { sagas } = await parts.api.ask(StuckStormSagas, {});
    for (const { id, steps, state } of sagas?.nodes ?? []) {
      const decisions = "decisions" in state ? (state.decisions ?? []) : [];
      told.push({ saga: id, decisions });
      const [decision] = decisions;
      if (decision !== undefined)
        await tend(parts, { id, stepId: decision.stepId, stepIds: steps.map((step) => step.id) });
    }
    await delay(700);
  }
  return told;

  async function tend(
    { api, airtable, planOf, counts }: TendParts,
    { id, stepId, stepIds }: { id: string; stepId: string; stepIds: readonly string[] },
  ): Promise<void> {
    const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
    const plan = await planOf(id);
    if (plan === undefined) throw new Error(`nobody has planned the saga ${id}`);
    const deletes = (operationsByStep(plan, stepIds).get(stepId) ?? []).some(({ kind }) => kind === "delete");
    // Whoever has it make deleted records anew once more must have looked whether they are there.
    if (!deletes && !retried.has(`${id} ${stepId}`)) {
      retried.add(`${id} ${stepId}`);
      count("compensations retried");
      return api.tryTo(RetryStormCompensation, { id });
    }
    const ignores = !deletes && retried.size % 3 === 0;
    if (!ignores) await undoByHand(airtable, plan, stepIds, stepId);
    count(ignores ? "stuck steps let be" : "stuck steps undone by hand");
    const resolution = ignores ? "IGNORE" : "DONE_BY_HAND";
    return api.tryTo(ResolveStormStuck, { input: { id, stepId, resolution } });
  }
}
