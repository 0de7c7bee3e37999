import type { Followed, FoundEvent, FoundRun, FoundSaga, FoundStep } from "./snapshot.ts";

/** Kinds of events by which a run ends. */
const runEnds: ReadonlySet<string> = new Set(["SUCCEEDED", "FAILED", "CANCELLED"]);
const sagaEnds: ReadonlySet<string> = new Set(["COMPLETED", "COMPENSATED"]);

/** The kinds that may be the last to tell of a step, by what the journal says of it. */
const lastOfRunStep: Readonly<Record<string, readonly string[]>> = {
  RUNNING: ["STEP_STARTED", "STEP_RETRYING"],
  WAITING: ["STEP_WAITING"],
  SUCCEEDED: ["STEP_SUCCEEDED"],
  FAILED: ["STEP_FAILED"],
  SKIPPED: ["STEP_SKIPPED"],
};
const lastOfSagaStep: Readonly<Record<string, readonly string[]>> = {
  DOING: ["STEP_STARTED", "STEP_RETRYING"],
  DONE: ["STEP_DONE"],
  FAILED: ["STEP_FAILED"],
  UNDOING: ["STEP_UNDOING", "STEP_RETRYING", "STEP_STUCK"],
  UNDONE: ["STEP_UNDONE"],
  LEFT: ["STEP_LEFT"],
  STUCK: ["STEP_STUCK"],
};

/** What is wrong with the events of a run: lost ones, ones too many, ones out of order, ones that the journal contradicts. */
export function checkRunEvents(run: FoundRun): string[] {
  const { status, events, steps } = run;
  const kinds = events.map(({ kind }) => kind);
  const ends = kinds.flatMap((kind, index) => (runEnds.has(kind) ? [index] : []));
  const early = ends.filter((index) => index < kinds.length - 1 && kinds[index + 1] !== "RETRIED");
  return [
    ...checkSequence(run),
    ...checkBeginning(kinds),
    ...(runEnds.has(status) ? [] : [`it has come to no end: ${status}`]),
    ...(kinds.at(-1) === status ? [] : [`it is ${status}, and the last event is ${kinds.at(-1) ?? "none"}`]),
    ...early.map((index) => `${kinds[index + 1] ?? ""} comes after its end ${kinds[index] ?? ""}`),
    ...checkSteps(events, steps, {
      last: lastOfRunStep,
      begun: ["STEP_STARTED", "STEP_WAITING"],
      done: "STEP_SUCCEEDED",
    }),
  ];
}

/** What is wrong with the events of a saga. */
export function checkSagaEvents(saga: FoundSaga): string[] {
  const { status, events, steps } = saga;
  const kinds = events.map(({ kind }) => kind);
  const turned = kinds.indexOf("COMPENSATING");
  const times = (kind: string) => kinds.filter((one) => one === kind).length;
  const expectedLast = status === "COMPENSATING" || status === "RUNNING" || status === "QUEUED" ? undefined : status;
  const late =
    turned === -1 ? [] : events.slice(turned).filter(({ kind }) => kind === "STEP_DONE" || kind === "STEP_STARTED");
  return [
    ...checkSequence(saga),
    ...checkBeginning(kinds),
    ...(expectedLast === undefined || kinds.at(-1) === expectedLast
      ? []
      : [`it is ${status}, and the last event is ${kinds.at(-1) ?? "none"}`]),
    ...kinds
      .slice(0, -1)
      .filter((kind) => sagaEnds.has(kind))
      .map((kind) => `events come after its end ${kind}`),
    ...(times("COMPENSATING") === (status === "COMPLETED" ? 0 : 1) || expectedLast === undefined
      ? []
      : [`it is ${status}, and ${times("COMPENSATING")} events tell that it is being undone`]),
    ...(times("STUCK") - times("RESUMED") === (status === "STUCK" ? 1 : 0)
      ? []
      : [`it was stuck ${times("STUCK")} times and resumed ${times("RESUMED")} times`]),
    ...late.map(({ kind, step }) => `${kind} of ${step ?? ""} comes after COMPENSATING`),
    ...checkUndoingOrder(saga),
    ...checkSteps(events, steps, { last: lastOfSagaStep, begun: ["STEP_STARTED"], done: "STEP_DONE" }),
  ];
}

function checkSequence({ events, lastSequence }: FoundRun): string[] {
  const gaps = events.flatMap(({ sequence }, index) => (sequence === index + 1 ? [] : [`${index + 1}`])).slice(0, 1);
  return [
    ...gaps.map((gap) => `its events have a gap at ${gap}`),
    ...(events.length === lastSequence ? [] : [`${events.length} of its ${lastSequence} events are there`]),
  ];
}

function checkBeginning(kinds: readonly string[]): string[] {
  const started = kinds.filter((kind) => kind === "STARTED").length;
  const begun = kinds.findIndex((kind) => kind.startsWith("STEP_"));
  return [
    ...(kinds[0] === "QUEUED" && kinds.lastIndexOf("QUEUED") === 0 ? [] : ["it does not begin with QUEUED alone"]),
    ...(started > 1 ? [`it was started ${started} times`] : []),
    ...(begun !== -1 && (started === 0 || kinds.indexOf("STARTED") > begun) ? ["a step came before its start"] : []),
  ];
}

function checkSteps(
  events: readonly FoundEvent[],
  steps: readonly FoundStep[],
  kinds: {
    readonly last: Readonly<Record<string, readonly string[]>>;
    readonly begun: readonly string[];
    readonly done: string;
  },
): string[] {
  const known = new Map(steps.map((step) => [step.id, step]));
  const strangers = new Set(events.flatMap(({ step }) => (step === null || known.has(step) ? [] : [step])));
  return [
    ...[...strangers].map((step) => `events tell of ${step}, which the journal does not know`),
    ...steps.flatMap((step) => {
      const own = events.filter((event) => event.step === step.id);
      const last = own.at(-1)?.kind ?? "none";
      const done = own.filter(({ kind }) => kind === kinds.done).length;
      const attempts = own.filter(({ kind }) => kinds.begun.includes(kind)).map(({ attempt }) => attempt ?? 0);
      const disorder = attempts.some((attempt, index) => attempt <= (attempts[index - 1] ?? 0));
      // A step that is begun and done at once is told of once.
      const missing =
        attempts.length !== step.attempts && !(attempts.length === 0 && done === 1 && step.attempts === 1);
      return [
        ...(kinds.last[step.status]?.includes(last) === true
          ? []
          : [`${step.id} is ${step.status}, and told last was ${last}`]),
        ...(done > 1 ? [`${step.id} was done ${done} times`] : []),
        ...(disorder ? [`the attempts of ${step.id} were told as ${attempts.join(", ")}`] : []),
        ...(missing ? [`${step.id} has ${step.attempts} attempts, and ${attempts.length} were told`] : []),
      ];
    }),
  ];
}

/** What was done last is undone first. */
function checkUndoingOrder({ events, steps }: FoundSaga): string[] {
  const position = new Map(steps.map((step) => [step.id, step.position]));
  const ended = events
    .filter(({ kind }) => kind === "STEP_UNDONE" || kind === "STEP_LEFT")
    .map(({ step }) => ({ step, position: position.get(step ?? "") ?? -1 }));
  return ended.flatMap((one, index) => {
    const before = ended[index - 1];
    return before !== undefined && before.position <= one.position
      ? [`${one.step ?? ""} was undone after ${before.step ?? ""}`]
      : [];
  });
}

/** What is wrong with what somebody was told who watched, and came back by cursor. */
export function checkFollowed({ seen }: Followed, events: readonly FoundEvent[]): string[] {
  const wrong = seen.findIndex(({ sequence, kind }, index) => {
    const event = events[index];
    return event === undefined || event.sequence !== sequence || event.kind !== kind;
  });
  if (wrong !== -1)
    return [`a subscriber's event number ${wrong + 1} was ${seen[wrong]?.sequence ?? 0} ${seen[wrong]?.kind ?? ""}`];
  return seen.length === events.length ? [] : [`a subscriber was told ${seen.length} of ${events.length} events`];
}
