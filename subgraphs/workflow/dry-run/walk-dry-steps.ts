import { isQuery } from "../../../kernel/executor/check-operation.ts";
import { describeAction } from "../actions/describe-action.ts";
import type { ActionKind } from "../definitions/action-steps.ts";
import type { ActionStep, ControlStep, Step } from "../definitions/steps.ts";
import { template as templateSchema } from "../definitions/template.ts";
import { isAction } from "../definitions/validation/output-types.ts";
import { inside, walkCondition, walkForEach, walkParallel, walkSwitch } from "./dry-branches.ts";
import type { DryWalk, Ending, Place, ReadKind } from "./dry-walk.ts";
import { failureOf, type Knowable, knowCondition, nothing, workOut } from "./knowable.ts";

/** Walks steps one after the other. */
export async function walkDrySteps(dry: DryWalk, list: readonly Step[], at: Place): Promise<Ending> {
  let output: Knowable = nothing;
  for (const step of list) {
    if (dry.truncated) return { output: { known: false, because: [] } };
    const ending = await take(dry, step, at);
    if (ending.failure !== undefined) return ending;
    ({ output } = ending);
    at.visible.add(step.id, output);
  }
  return { output };
}

async function take(dry: DryWalk, step: Step, at: Place): Promise<Ending> {
  let place = at;
  try {
    const holds = step.when === undefined ? undefined : await knowCondition(dry.evaluator, step.when, at);
    if (holds?.known === true && holds.value === false) {
      dry.tell(step, at, "SKIPPED");
      return { output: nothing };
    }
    if (holds?.known === false) place = { ...at, certain: false };
    const ending = isAction(step) ? await act(dry, step, place) : await steer(dry, step, place);
    if (ending.failure !== undefined) return await goOn(dry, step, place, ending);
    // It may be skipped, and its output null.
    return holds?.known === false ? { output: holds } : ending;
  } catch (error) {
    const failure = failureOf(error);
    dry.tell(step, place, "FAILS", { failure });
    return goOn(dry, step, place, { failure, certain: place.certain });
  }
}

/** After a failure. */
async function goOn(
  dry: DryWalk,
  step: Step,
  at: Place,
  failed: Extract<Ending, { readonly certain: boolean }>,
): Promise<Ending> {
  const { failure, certain } = failed;
  if (step.onError === undefined) return certain ? failed : { output: { known: false, because: [step.id] } };
  if (step.onError === "continue") return { output: certain ? nothing : { known: false, because: [step.id] } };
  return walkDrySteps(dry, step.onError, { ...inside(at), names: { ...at.names, error: failure }, certain });
}

async function act(dry: DryWalk, step: ActionStep, at: Place): Promise<Ending> {
  const { value: input, because: dependsOn } = await workOut(dry.evaluator, templateSchema.parse(step.with), at);
  if (step.kind === "transform") {
    const known = dependsOn.length === 0;
    const output: unknown = known ? Reflect.get(Object(input), "value") : null;
    dry.tell(step, at, "WORKED_OUT", { input, output, dependsOn });
    return { output: known ? { known, value: output } : { known, because: dependsOn } };
  }
  const kind = readKindOf(step);
  if (kind === undefined || dependsOn.length > 0 || !dry.mayRead) {
    dry.tell(step, at, "WOULD_BE_DONE", { input, dependsOn, note: describeAction(step.kind, input as never) });
    return { output: { known: false, because: [step.id] } };
  }
  try {
    const output = await dry.read(kind, input);
    dry.tell(step, at, "READ", { input, output });
    return { output: { known: true, value: output } };
  } catch (error) {
    const failure = failureOf(error);
    dry.tell(step, at, "FAILS", { input, failure });
    return { failure, certain: at.certain };
  }
}

async function steer(dry: DryWalk, step: ControlStep, at: Place): Promise<Ending> {
  switch (step.kind) {
    case "condition":
      return walkCondition(dry, step, at, walkDrySteps);
    case "switch":
      return walkSwitch(dry, step, at, walkDrySteps);
    case "forEach":
      return walkForEach(dry, step, at, walkDrySteps);
    case "parallel":
      return walkParallel(dry, step, at, walkDrySteps);
    case "fail": {
      const { value: input, because: dependsOn } = await workOut(dry.evaluator, step.with, at);
      const failure = { code: step.with.code, message: String(Reflect.get(Object(input), "message")) };
      dry.tell(step, at, "FAILS", { input, dependsOn, failure });
      return { failure, certain: at.certain };
    }
    case "wait":
    case "waitForEvent":
    case "approval":
    case "runWorkflow":
    case "saga": {
      const settings = templateSchema.parse(step.with);
      const { value: input, because: dependsOn } = await workOut(dry.evaluator, settings, at);
      dry.tell(step, at, "WOULD_BE_DONE", { input, dependsOn, note: step.kind === "saga" ? describeSaga(step) : null });
      return { output: { known: false, because: [step.id] } };
    }
  }
}

function describeSaga({ with: { steps } }: ControlStep<"saga">): string {
  const effects = steps.map(({ id, do: effect }) => `${id} ${describeAction(effect.kind, effect.with as never)}`);
  return `all or nothing: ${effects.join("; ")}`;
}

const reading: ReadonlySet<ActionKind> = new Set(["getRecord", "queryRecords", "parseFile"] satisfies ReadKind[]);

function readKindOf(step: ActionStep): ReadKind | undefined {
  if (step.kind === "graphql") return isQuery(step.with.query) ? "graphql" : undefined;
  return isReadKind(step.kind) ? step.kind : undefined;
}

function isReadKind(kind: ActionKind): kind is ReadKind {
  return reading.has(kind);
}
