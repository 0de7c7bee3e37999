import { isDeepStrictEqual } from "node:util";
import { type Operation, operationsByStep, type RunPlan, type SagaPlan } from "./plan.ts";
import { effectsOfRun, runChange } from "./requests.ts";
import type { FoundRecord, FoundRun, FoundSaga, FoundStep, Snapshot } from "./snapshot.ts";
import { carryOut, initialState, type State, type Thing } from "./state.ts";

/** What an owner has in Airtable and in the database. */
interface Reality {
  readonly records: ReadonlyMap<string, readonly FoundRecord[]>;
  readonly files: readonly string[];
}

/** What is there, by owner. */
export function realities({ records, files }: Snapshot): (owner: string) => Reality {
  const ownerOf = (tag: string) => tag.slice(0, tag.indexOf(":"));
  const recordsOf = new Map<string, Map<string, FoundRecord[]>>();
  for (const record of records) {
    const owner = ownerOf(record.tag);
    const byTag = recordsOf.get(owner) ?? new Map<string, FoundRecord[]>();
    recordsOf.set(owner, byTag);
    byTag.set(record.tag, [...(byTag.get(record.tag) ?? []), record]);
  }
  return (owner) => ({
    records: recordsOf.get(owner) ?? new Map(),
    files: files.filter((name) => ownerOf(name) === owner),
  });
}

/**
 * Tags and names of which there is not exactly what should be, with what is wrong.
 * @param madeAnew tags of records to which links may be gone
 */
function differences(
  expected: State,
  { records, files }: Reality,
  madeAnew: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const tag of new Set([...expected.things.keys(), ...records.keys()])) {
    const wrong = wrongWith(expected.things.get(tag), records.get(tag) ?? [], madeAnew);
    if (wrong !== undefined) found.set(tag, wrong);
  }
  for (const name of new Set([...expected.files, ...files])) {
    const [wanted, there] = [expected.files.has(name) ? 1 : 0, files.filter((one) => one === name).length];
    if (wanted !== there) found.set(name, `the file ${name} is there ${there} times instead of ${wanted}`);
  }
  return found;
}

function wrongWith(
  expected: Thing | undefined,
  there: readonly FoundRecord[],
  madeAnew: ReadonlySet<string>,
): string | undefined {
  const [only, ...others] = there;
  const tag = only?.tag ?? "";
  if (others.length > 0) return `the record ${tag} is there ${there.length} times`;
  if (expected === undefined) return only === undefined ? undefined : `the record ${tag} is there and should not be`;
  if (only === undefined) return `a record is missing`;
  const { base, amount, links, attachments } = only;
  const thing = { base, amount, links: links.toSorted(), attachments: attachments.toSorted() };
  const { base: wantedBase, amount: wantedAmount, links: allLinks, attachments: wantedFiles } = expected;
  const wantedLinks = allLinks.filter((link) => links.includes(link) || !madeAnew.has(link));
  const wanted = { base: wantedBase, amount: wantedAmount, links: wantedLinks, attachments: wantedFiles };
  return isDeepStrictEqual(thing, wanted)
    ? undefined
    : `the record ${tag} holds ${JSON.stringify(thing)} instead of ${JSON.stringify(wanted)}`;
}

/**
 * What is wrong with what a saga has left behind: all that it was to do is there exactly once, or nothing of it, except
 * what it is stuck at or what somebody decided to leave.
 */
export function checkSagaEffects(plan: SagaPlan, saga: FoundSaga | undefined, reality: Reality): string[] {
  const initial = initialState(plan.owner);
  if (saga === undefined) {
    const left = differences(initial, reality);
    const missing = plan.by === "run" ? [] : ["it was started and is not there"];
    return [...missing, ...[...left.values()].map((wrong) => `it was not begun, yet ${wrong}`)];
  }
  switch (saga.status) {
    case "COMPLETED": {
      const refused = plan.operations.some(({ kind }) => kind === "refused");
      const wrong = [...differences(carryOut(initial, plan.operations), reality).values()];
      return [...(refused ? ["it completed what Airtable refuses"] : []), ...wrong];
    }
    case "COMPENSATED":
    case "STUCK": {
      const excused = new Set(excusedSteps(saga).flatMap(touched(plan, saga)));
      const wrong = [...differences(initial, reality, deletedBy(plan, saga))].filter(([tag]) => !excused.has(tag));
      const cause = saga.error === null ? ["it was undone and nobody is told why"] : [];
      return [...cause, ...wrong.map(([tag, what]) => `it was undone, yet of ${tag}: ${what}`)];
    }
    default:
      return [`it has come to no end: ${saga.status}`];
  }
}

/** Steps of which something may be left, because that is told. */
function excusedSteps({ status, steps }: FoundSaga): readonly FoundStep[] {
  const stuckAt = steps.find((step) => step.status === "STUCK")?.position;
  return steps.filter(
    ({ status: step, decision, position }) =>
      step === "LEFT" ||
      decision === "IGNORE" ||
      // What was done before the step that it is stuck at is undone later.
      (status === "STUCK" && stuckAt !== undefined && position <= stuckAt),
  );
}

/**
 * Tags of what a saga may have deleted. Made anew, such records have other ids; links to them in a field that has no inverse
 * field, as that of these tables, are not restored, and the saga tells so.
 */
function deletedBy(plan: SagaPlan, { steps }: FoundSaga): ReadonlySet<string> {
  const byStep = operationsByStep(
    plan,
    steps.map(({ id }) => id),
  );
  const operations = [...byStep.values()].flat();
  return new Set(operations.flatMap((operation) => (operation.kind === "delete" ? [operation.tag] : [])));
}

/** What the operations of a step change: their records, and those that link to what they delete. */
function touched(plan: SagaPlan, { steps }: FoundSaga) {
  const byStep = operationsByStep(
    plan,
    steps.map(({ id }) => id),
  );
  return ({ id }: FoundStep): string[] => (byStep.get(id) ?? []).flatMap((operation) => tagsOf(operation, plan));
}

function tagsOf(operation: Operation, { owner }: SagaPlan): string[] {
  switch (operation.kind) {
    case "file":
      return [operation.name];
    case "delete": {
      const linking = [...initialState(owner).things].filter(([, { links }]) => links.includes(operation.tag));
      return [operation.tag, ...linking.map(([tag]) => tag)];
    }
    case "create":
    case "upsert":
    case "update":
    case "link":
    case "attach":
    case "refused":
      return [operation.tag];
  }
}

/** How often the effect of a run's step may be there. */
function timesOf(step: FoundStep | undefined): { least: number; most: number } {
  switch (step?.status) {
    case undefined:
    case "SKIPPED":
      return { least: 0, most: 0 };
    case "SUCCEEDED":
      return { least: 1, most: 1 };
    case "FAILED": {
      const mayBe = step.errorCode === "OUTCOME_UNKNOWN" || step.failures.some(({ mayHaveEffect }) => mayHaveEffect);
      return { least: 0, most: mayBe ? 1 : 0 };
    }
    default:
      // It was under way when its run ended.
      return { least: 0, most: 1 };
  }
}

/** What is wrong with what the steps of a run did outside; its saga's are the saga's. */
export function checkRunEffects(plan: RunPlan, { steps }: FoundRun, reality: Reality): string[] {
  const byPath = new Map(steps.map((step) => [step.id, step]));
  const { created, files, changed } = effectsOfRun(plan);
  const wrong: string[] = [];
  const count = (path: string, what: string, there: number) => {
    const step = byPath.get(path);
    const { least, most } = timesOf(step);
    if (there < least || there > most)
      wrong.push(`${path} is ${step?.status ?? "not begun"}, and ${what} is there ${there} times`);
  };
  for (const [path, tag] of created) count(path, `the record ${tag}`, reality.records.get(tag)?.length ?? 0);
  for (const [path, name] of files)
    count(path, `the file ${name}`, reality.files.filter((file) => file === name).length);
  for (const [path, tag] of changed) {
    const amounts = (reality.records.get(tag) ?? []).map(({ amount }) => amount);
    count(path, `the change of ${tag}`, amounts.filter((amount) => amount === runChange.amount).length);
  }
  const known = new Set([...created.values(), ...changed.values(), ...initialState(plan.owner).things.keys()]);
  const unknown = [...reality.records.keys()].filter((tag) => !known.has(tag));
  const lost = [...initialState(plan.owner).things.keys()].filter((tag) => reality.records.get(tag)?.length !== 1);
  return [
    ...wrong,
    ...unknown.map((tag) => `the record ${tag} is nobody's`),
    ...lost.map((tag) => `${tag} is not there once`),
  ];
}
