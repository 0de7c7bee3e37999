import { isDeepStrictEqual } from "node:util";
import type { ControlStep, Step } from "../definitions/steps.ts";
import type { DryWalk, Ending, Place, Walk } from "./dry-walk.ts";
import { type Knowable, knowCondition, nothing, toKnowable, type Unknown, workOut } from "./knowable.ts";

const itemsShown = 5;

export async function walkCondition(
  dry: DryWalk,
  step: ControlStep<"condition">,
  at: Place,
  walk: Walk,
): Promise<Ending> {
  const holds = await knowCondition(dry.evaluator, step.with.if, at);
  if (!holds.known)
    return walkEither(dry, step, at, walk, { unknown: holds, branches: [step.with.then, step.with.else] });
  const branch = holds.value === true ? "then" : "else";
  dry.tell(step, at, "WORKED_OUT", { note: `\`${branch}\` is taken` });
  return walk(dry, step.with[branch], inside(at));
}

export async function walkSwitch(dry: DryWalk, step: ControlStep<"switch">, at: Place, walk: Walk): Promise<Ending> {
  const { on, cases, default: otherwise } = step.with;
  const value = toKnowable(await workOut(dry.evaluator, on, at));
  const branches = [...cases.map((one) => one.steps), otherwise];
  if (!value.known) return walkEither(dry, step, at, walk, { unknown: value, branches });
  for (const [index, { equals, steps }] of cases.entries()) {
    const wanted = toKnowable(await workOut(dry.evaluator, equals, at));
    if (!wanted.known) return walkEither(dry, step, at, walk, { unknown: wanted, branches: branches.slice(index) });
    if (!isDeepStrictEqual(wanted.value, value.value)) continue;
    dry.tell(step, at, "WORKED_OUT", { input: value.value, note: `case ${index + 1} is taken` });
    return walk(dry, steps, inside(at));
  }
  dry.tell(step, at, "WORKED_OUT", { input: value.value, note: "the default is taken" });
  return walk(dry, otherwise, inside(at));
}

async function walkEither(
  dry: DryWalk,
  step: Step,
  at: Place,
  walk: Walk,
  { unknown, branches }: { readonly unknown: Unknown; readonly branches: readonly (readonly Step[])[] },
): Promise<Ending> {
  dry.tell(step, at, "WOULD_BE_DONE", { dependsOn: unknown.because, note: "which branch is taken is not known yet" });
  for (const branch of branches) await walk(dry, branch, { ...inside(at), certain: false });
  return { output: { known: false, because: [step.id] } };
}

export async function walkForEach(dry: DryWalk, step: ControlStep<"forEach">, at: Place, walk: Walk): Promise<Ending> {
  const items = toKnowable(await workOut(dry.evaluator, step.with.items, at));
  if (!items.known) return walkUnknownItems(dry, step, at, walk, items);
  if (!Array.isArray(items.value)) {
    const failure = { code: "BAD_USER_INPUT", message: "The items of a forEach must be a list." };
    dry.tell(step, at, "FAILS", { input: items.value, failure });
    return { failure, certain: at.certain };
  }
  const all: readonly unknown[] = items.value;
  const count = all.length;
  const shown = all.slice(0, itemsShown);
  const note = count > itemsShown ? `of ${count} items, the first ${itemsShown} are walked` : `items: ${count}`;
  dry.tell(step, at, "WORKED_OUT", { note });
  const values: Knowable[] = [];
  let failed = 0;
  for (const [index, item] of shown.entries()) {
    const taken = await walkItem(dry, step, at, walk, { item, index });
    if (taken.failure !== undefined && !step.with.continueOnError) return taken;
    if (taken.failure !== undefined) failed += 1;
    values.push(taken.failure === undefined ? taken.output : nothing);
  }
  if (count > itemsShown || values.some(({ known }) => !known)) return { output: { known: false, because: [step.id] } };
  const counts = { count, succeeded: count - failed, failed };
  const collected = { ...counts, values: values.map((one) => (one.known ? one.value : null)) };
  return { output: { known: true, value: step.with.collect === undefined ? counts : collected } };
}

async function walkUnknownItems(
  dry: DryWalk,
  step: ControlStep<"forEach">,
  at: Place,
  walk: Walk,
  { because }: Unknown,
): Promise<Ending> {
  dry.tell(step, at, "WOULD_BE_DONE", { dependsOn: because, note: "the items are not known yet" });
  await walk(dry, step.with.steps, {
    ...inside(at),
    unknownNames: new Set([...at.unknownNames, "item", "index"]),
    prefix: `${at.prefix}${step.id}[*].`,
    certain: false,
  });
  return { output: { known: false, because: [step.id] } };
}

/** @returns what is collected of the item */
async function walkItem(
  dry: DryWalk,
  { id, with: { steps, collect } }: ControlStep<"forEach">,
  at: Place,
  walk: Walk,
  known: { readonly item: unknown; readonly index: number },
): Promise<Ending> {
  const place: Place = {
    ...inside(at),
    names: { ...at.names, ...known },
    unknownNames: new Set([...at.unknownNames].filter((name) => !Object.hasOwn(known, name))),
    prefix: `${at.prefix}${id}[${known.index}].`,
  };
  const ending = await walk(dry, steps, place);
  if (ending.failure !== undefined || collect === undefined) return ending;
  return { output: toKnowable(await workOut(dry.evaluator, collect, place)) };
}

export async function walkParallel(
  dry: DryWalk,
  step: ControlStep<"parallel">,
  at: Place,
  walk: Walk,
): Promise<Ending> {
  const { branches } = step.with;
  dry.tell(step, at, "WORKED_OUT", { note: `${branches.length} branches at the same time` });
  const taken: { readonly id: string; readonly place: Place; readonly ending: Ending }[] = [];
  for (const { id, steps } of branches) {
    const place = inside(at);
    taken.push({ id, place, ending: await walk(dry, steps, place) });
  }
  const outputs: Record<string, unknown> = {};
  const because: string[] = [];
  for (const { id, place, ending } of taken) {
    if (ending.failure !== undefined) return ending;
    at.visible.adopt(place.visible);
    if (ending.output.known) outputs[id] = ending.output.value;
    else because.push(...ending.output.because);
  }
  return { output: because.length === 0 ? { known: true, value: outputs } : { known: false, because } };
}

/** A place inside of a step: what is done there is not visible outside. */
export function inside(at: Place): Place {
  return { ...at, visible: at.visible.inside() };
}
