import { checkRunEffects, checkSagaEffects, realities } from "./check-effects.ts";
import { checkFollowed, checkRunEvents, checkSagaEvents } from "./check-events.ts";
import type { FoundSaga, Snapshot } from "./snapshot.ts";

/**
 * What a storm has broken. Each saga has completed with all its effects there exactly once, or was undone with nothing of
 * it left, or is stuck and says so; each run has ended with each step's effect once, unless it is told that nobody knows;
 * no event was lost, told twice or out of order, to those who watched either.
 * @returns nothing when all is well
 */
export function checkStorm(snapshot: Snapshot): readonly string[] {
  const { plan } = snapshot;
  const realityOf = realities(snapshot);
  const sagas = new Map(snapshot.sagas.map((saga) => [saga.owner, saga]));
  const runs = new Map(snapshot.runs.map((run) => [run.owner, run]));
  const planned = [...plan.sagas, ...plan.runs.map(({ saga }) => saga)];
  return [
    ...twice(snapshot.sagas.map(({ owner }) => owner)).map((owner) => `saga ${owner}: it is there more than once`),
    ...twice(snapshot.runs.map(({ owner }) => owner)).map((owner) => `run ${owner}: it is there more than once`),
    ...strangers(snapshot.sagas, planned).map(({ id, owner }) => `saga ${owner} (${id}): nobody has started it`),
    ...strangers(snapshot.runs, plan.runs).map(({ id, owner }) => `run ${owner} (${id}): nobody has started it`),
    ...planned.flatMap((each) => {
      const saga = sagas.get(each.owner);
      const effects = checkSagaEffects(each, saga, realityOf(each.owner));
      const events = saga === undefined ? [] : [...checkSagaEvents(saga), ...checkStuck(saga, snapshot)];
      return [...effects, ...events].map((wrong) => `saga ${each.owner} (${saga?.id ?? "none"}): ${wrong}`);
    }),
    ...plan.runs.flatMap((each) => {
      const run = runs.get(each.owner);
      if (run === undefined) return [`run ${each.owner}: it was started and is not there`];
      const wrong = [...checkRunEffects(each, run, realityOf(each.owner)), ...checkRunEvents(run)];
      return wrong.map((what) => `run ${each.owner} (${run.id}): ${what}`);
    }),
    ...snapshot.followed.flatMap((followed) => {
      const subject = [...snapshot.sagas, ...snapshot.runs].find(({ id }) => id === followed.of);
      return checkFollowed(followed, subject?.events ?? []).map((wrong) => `${followed.of}: ${wrong}`);
    }),
  ];
}

/** A saga that was stuck said each time at what, and why. */
function checkStuck({ id, events, steps }: FoundSaga, { toldStuck }: Snapshot): string[] {
  const times = events.filter(({ kind }) => kind === "STUCK").length;
  const told = toldStuck.filter(({ saga }) => saga === id);
  const names = new Set(steps.map((step) => step.id));
  const isClear = told.every(
    ({ decisions }) =>
      decisions.length === 1 && decisions.every(({ stepId, why }) => names.has(stepId) && /\w/.test(why)),
  );
  return [
    ...(told.length >= times ? [] : [`it was stuck ${times} times, and said so ${told.length} times`]),
    ...(isClear ? [] : ["it was stuck and did not say at what, or why"]),
  ];
}

function strangers(found: readonly FoundSaga[], planned: readonly { readonly owner: string }[]): readonly FoundSaga[] {
  const owners = new Set(planned.map(({ owner }) => owner));
  return found.filter(({ owner }) => !owners.has(owner));
}

function twice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
