import { describe, expect, it } from "@jest/globals";
import { checkStorm } from "./check-storm.ts";
import type { Operation, Plan, RunPlan, SagaPlan } from "./plan.ts";
import { effectsOfRun } from "./requests.ts";
import type { FoundEvent, FoundRecord, FoundSaga, FoundStep, Snapshot } from "./snapshot.ts";
import { carryOut, initialState, type State } from "./state.ts";

const operations: readonly Operation[] = [
  { kind: "create", base: "alpha", tag: "s0:new0", amount: 10, isKeyed: true, links: ["s0:a0"] },
  { kind: "file", name: "s0:new1" },
  { kind: "delete", tag: "s0:a1" },
];
const done: SagaPlan = { owner: "s0", by: "startSaga", operations, cancelAfterMs: undefined };
const undone: SagaPlan = {
  owner: "s1",
  by: "startSaga",
  operations: [
    { kind: "update", tag: "s1:b0", amount: 11 },
    { kind: "create", base: "alpha", tag: "s1:new0", amount: 10, isKeyed: false, links: [] },
    { kind: "refused", tag: "s1:a0" },
  ],
  cancelAfterMs: undefined,
};
const ofRun: SagaPlan = { owner: "q0", by: "run", operations: [], cancelAfterMs: undefined };
const aRun: RunPlan = { owner: "r0", items: ["r0:item0"], saga: ofRun, interruption: undefined };
const plan: Plan = { sagas: [done, undone], runs: [aRun] };

function recordsIn({ things }: State): FoundRecord[] {
  return [...things].map(([tag, thing]) => ({ id: `rec ${tag}`, tag, ...thing }));
}

function step(id: string, position: number, status: string): FoundStep {
  return { id, kind: "", status, position, attempts: 1, failures: [], errorCode: null, decision: null };
}

function events(...told: (string | readonly [kind: string, step: string])[]): FoundEvent[] {
  return told.map((one, index) => {
    const [kind, of] = typeof one === "string" ? [one, null] : one;
    return { sequence: index + 1, kind, step: of, attempt: of === null ? null : 1 };
  });
}

function subject(about: Omit<FoundSaga, "id" | "lastSequence">): FoundSaga {
  return { id: `id of ${about.owner}`, lastSequence: about.events.length, ...about };
}

const doneSaga = subject({
  owner: "s0",
  status: "COMPLETED",
  error: null,
  steps: [step("op1", 0, "DONE"), step("op2", 1, "DONE"), step("op3", 2, "DONE")],
  events: events(
    "QUEUED",
    "STARTED",
    ...["op1", "op2", "op3"].flatMap((id) => [["STEP_STARTED", id] as const, ["STEP_DONE", id] as const]),
    "COMPLETED",
  ),
});
const undoneSaga = subject({
  owner: "s1",
  status: "COMPENSATED",
  error: { code: "BAD_USER_INPUT", message: "No." },
  steps: [step("op1", 0, "UNDONE"), step("op2", 1, "UNDONE"), step("op3", 2, "FAILED")],
  events: events(
    "QUEUED",
    "STARTED",
    ["STEP_STARTED", "op1"],
    ["STEP_DONE", "op1"],
    ["STEP_STARTED", "op2"],
    ["STEP_DONE", "op2"],
    ["STEP_STARTED", "op3"],
    ["STEP_FAILED", "op3"],
    "COMPENSATING",
    ["STEP_UNDOING", "op2"],
    ["STEP_UNDONE", "op2"],
    ["STEP_UNDOING", "op1"],
    ["STEP_UNDONE", "op1"],
    "COMPENSATED",
  ),
});
const paths = ["first", "each[0].make", "unkeyed", "file", "change"];
const endedRun = subject({
  owner: "r0",
  status: "SUCCEEDED",
  error: null,
  steps: paths.map((path, index) => step(path, index, "SUCCEEDED")),
  events: events(
    "QUEUED",
    "STARTED",
    ...paths.flatMap((path) => [["STEP_STARTED", path] as const, ["STEP_SUCCEEDED", path] as const]),
    "SUCCEEDED",
  ),
});

function recordsOfRun(): FoundRecord[] {
  const old = recordsIn(initialState("r0")).map((record) =>
    record.tag === "r0:b0" ? { ...record, amount: 41 } : record,
  );
  const created = [...effectsOfRun(aRun).created.values()].map((tag) => ({
    base: "alpha" as const,
    id: `rec ${tag}`,
    tag,
    amount: 1,
    links: [],
    attachments: [],
  }));
  return [...old, ...created];
}

const sound: Snapshot = {
  plan,
  records: [
    ...recordsIn(carryOut(initialState("s0"), operations)),
    ...recordsIn(initialState("s1")),
    ...recordsIn(initialState("q0")),
    ...recordsOfRun(),
  ],
  files: ["s0:new1", "r0:file"],
  sagas: [doneSaga, undoneSaga],
  runs: [endedRun],
  followed: [doneSaga, endedRun].map(({ id, events: told }) => ({ of: id, seen: told, connections: 2 })),
  toldStuck: [],
};

const withoutRecord = (tag: string) => sound.records.filter((record) => record.tag !== tag);
const withRecord = (about: Partial<FoundRecord> & { readonly tag: string }): readonly FoundRecord[] => [
  ...sound.records,
  { base: "alpha", id: "rec another", amount: 10, links: [], attachments: [], ...about },
];
const changed = (tag: string, about: Partial<FoundRecord>) =>
  sound.records.map((record) => (record.tag === tag ? { ...record, ...about } : record));
const withSaga = (about: Partial<FoundSaga> & { readonly owner: string }) =>
  sound.sagas.map((saga) => (saga.owner === about.owner ? { ...saga, ...about } : saga));
const withRun = (about: Partial<FoundSaga>) => [{ ...endedRun, ...about }];
const withoutEvent = ({ events: told }: FoundSaga, at: number) => told.filter((_event, index) => index !== at);
/** … whose sequence is closed up again, as if it had never been. */
const renumbered = (told: readonly FoundEvent[]) => {
  const numbered = told.map((event, index) => ({ ...event, sequence: index + 1 }));
  return { events: numbered, lastSequence: numbered.length };
};
const swapped = (told: readonly FoundEvent[], at: number) => {
  const [one, other] = [told[at], told[at + 1]];
  return one === undefined || other === undefined ? told : [...told.slice(0, at), other, one, ...told.slice(at + 2)];
};
const followedWith = (seen: readonly FoundEvent[]) => [{ of: doneSaga.id, seen, connections: 1 }];
const stuck = (about: Partial<FoundSaga> = {}) =>
  withSaga({
    owner: "s1",
    status: "STUCK",
    steps: [step("op1", 0, "DONE"), step("op2", 1, "STUCK"), step("op3", 2, "FAILED")],
    ...renumbered([...undoneSaga.events.slice(0, 10), ...events(["STEP_STUCK", "op2"], "STUCK")]),
    ...about,
  });
const decision = { stepId: "op2", why: "Nobody knows." };
const told = [{ saga: undoneSaga.id, decisions: [decision] }];

describe("the checker of storms", () => {
  it("finds nothing wrong where nothing is", () => {
    expect(checkStorm(sound)).toEqual([]);
  });

  it("lets be what a stuck saga tells of: what it is stuck at, and what was done before", () => {
    const left = [...withRecord({ tag: "s1:new0" })].map((record) =>
      record.tag === "s1:b0" ? { ...record, amount: 11 } : record,
    );
    expect(checkStorm({ ...sound, records: left, sagas: stuck(), toldStuck: told })).toEqual([]);
  });

  it("lets be that links are gone to what was deleted and made anew, but none to anything else", () => {
    const deletion: SagaPlan = { ...undone, operations: [{ kind: "delete", tag: "s1:a1" }] };
    const sagas = withSaga({
      owner: "s1",
      steps: [step("op1", 0, "UNDONE")],
      ...renumbered(undoneSaga.events.filter((event) => event.step === null || event.step === "op1")),
    });
    const about = { ...sound, plan: { ...plan, sagas: [done, deletion] }, sagas };
    expect(checkStorm({ ...about, records: changed("s1:a0", { links: [] }) })).toEqual([]);
    expect(checkStorm({ ...about, records: changed("s1:a2", { links: [] }) })).toHaveLength(1);
  });

  it("lets be what somebody decided to leave, and what a run's step says nobody knows", () => {
    const [op1, , op3] = undoneSaga.steps;
    const ignored = { ...step("op2", 1, "LEFT"), decision: "IGNORE" };
    const sagas = withSaga({
      owner: "s1",
      steps: [op1, ignored, op3].filter((one) => one !== undefined),
      events: undoneSaga.events.map((event) =>
        event.kind === "STEP_UNDONE" && event.step === "op2" ? { ...event, kind: "STEP_LEFT" } : event,
      ),
    });
    expect(checkStorm({ ...sound, records: withRecord({ tag: "s1:new0" }), sagas })).toEqual([]);
    const runs = withRun({
      steps: endedRun.steps.map((one) =>
        one.id === "unkeyed" ? { ...one, status: "FAILED", errorCode: "OUTCOME_UNKNOWN" } : one,
      ),
      events: endedRun.events.map((event) =>
        event.kind === "STEP_SUCCEEDED" && event.step === "unkeyed" ? { ...event, kind: "STEP_FAILED" } : event,
      ),
    });
    const followed = sound.followed.slice(0, 1);
    expect(checkStorm({ ...sound, runs, followed })).toEqual([]);
    expect(checkStorm({ ...sound, runs, followed, records: withoutRecord("r0:unkeyed") })).toEqual([]);
  });

  it.each<[string, Partial<Snapshot>, RegExp]>([
    ["a record that a saga created twice", { records: withRecord({ tag: "s0:new0" }) }, /s0:new0 is there 2 times/],
    ["a record that a saga should have created", { records: withoutRecord("s0:new0") }, /a record is missing/],
    [
      "a record that should have been deleted",
      { records: withRecord({ tag: "s0:a1" }) },
      /s0:a1 is there and should not/,
    ],
    ["a record that undoing has left", { records: withRecord({ tag: "s1:new0" }) }, /undone, yet of s1:new0/],
    ["a change that undoing has left", { records: changed("s1:b0", { amount: 11 }) }, /undone, yet of s1:b0/],
    ["a link that is gone", { records: changed("s1:a0", { links: [] }) }, /undone, yet of s1:a0/],
    ["an attachment too many", { records: changed("s0:new0", { attachments: ["x"] }) }, /s0:new0 holds/],
    ["a record that undoing has lost", { records: withoutRecord("s1:a2") }, /undone, yet of s1:a2/],
    ["a file that is missing", { files: ["r0:file"] }, /s0:new1 is there 0 times/],
    ["a file stored twice", { files: [...sound.files, "r0:file"] }, /r0:file is there 2 times/],
    ["a file that undoing has left", { files: [...sound.files, "s1:x"] }, /undone, yet of s1:x/],
    ["a saga that is not there", { sagas: [doneSaga] }, /s1 .* is not there/],
    ["a saga that was started twice", { sagas: [...sound.sagas, { ...doneSaga, id: "twin" }] }, /more than once/],
    ["a saga that nobody has started", { sagas: [...sound.sagas, { ...doneSaga, owner: "s9" }] }, /s9 .*nobody has/],
    ["a run that nobody has started", { runs: [endedRun, { ...endedRun, owner: "r9" }] }, /r9 .*nobody has/],
    ["a saga that has come to no end", { sagas: withSaga({ owner: "s0", status: "RUNNING" }) }, /no end: RUNNING/],
    [
      "a saga that says it was undone",
      { sagas: withSaga({ owner: "s0", status: "COMPENSATED" }) },
      /last event is COMPLETED/,
    ],
    [
      "a saga that completed what is refused",
      { sagas: withSaga({ owner: "s1", status: "COMPLETED" }) },
      /Airtable refuses/,
    ],
    ["a saga that was undone for no reason", { sagas: withSaga({ owner: "s1", error: null }) }, /nobody is told why/],
    ["a stuck saga that nobody was told of", { sagas: stuck(), toldStuck: [] }, /said so 0 times/],
    [
      "a stuck saga that says not why",
      { sagas: stuck(), toldStuck: [{ saga: undoneSaga.id, decisions: [{ ...decision, why: "" }] }] },
      /did not say at what, or why/,
    ],
    [
      "what a stuck saga does not tell of",
      { sagas: stuck(), toldStuck: told, records: withRecord({ tag: "s1:new9" }) },
      /undone, yet of s1:new9/,
    ],
    ["a run that is not there", { runs: [] }, /run r0: it was started/],
    ["a run that has not ended", { runs: withRun({ status: "WAITING" }) }, /no end: WAITING/],
    [
      "a record that a forEach created twice",
      { records: withRecord({ tag: "r0:item0" }) },
      /r0:item0 is there 2 times/,
    ],
    ["an effect that a run's step says it had", { records: withoutRecord("r0:first") }, /r0:first is there 0 times/],
    ["a change that a run's step says it made", { records: changed("r0:b0", { amount: 4 }) }, /change of r0:b0/],
    [
      "an effect of a step that was never begun",
      { runs: withRun({ steps: endedRun.steps.filter(({ id }) => id !== "first") }) },
      /first is not begun/,
    ],
    ["a gap in the events of a run", { runs: withRun({ events: withoutEvent(endedRun, 4) }) }, /a gap at 5/],
    [
      "a gap in the events of a saga",
      { sagas: withSaga({ owner: "s0", events: withoutEvent(doneSaga, 2) }) },
      /a gap at 3/,
    ],
    [
      "a last event that was lost",
      { sagas: withSaga({ owner: "s0", events: doneSaga.events.slice(0, -1) }) },
      /8 of its 9/,
    ],
    [
      "an event that was never written",
      { sagas: withSaga({ owner: "s0", ...renumbered(withoutEvent(doneSaga, 3)) }) },
      /op1 is DONE, and told last was STEP_STARTED/,
    ],
    [
      "an event that was written twice",
      { runs: withRun(renumbered([...endedRun.events.slice(0, 4), ...endedRun.events.slice(3)])) },
      /first was done 2 times/,
    ],
    [
      "events that changed their places",
      { runs: withRun(renumbered(swapped(endedRun.events, 2))) },
      /first is SUCCEEDED, and told last was STEP_STARTED/,
    ],
    [
      "an event after the end",
      { runs: withRun(renumbered([...endedRun.events, ...events("WAITING")])) },
      /WAITING comes after its end/,
    ],
    [
      "steps undone in the order in which they were done",
      {
        sagas: withSaga({
          owner: "s1",
          ...renumbered(undoneSaga.events.map((event) => ({ ...event, step: swapStep(event) }))),
        }),
      },
      /was undone after/,
    ],
    [
      "a step done once it was being undone",
      { sagas: withSaga({ owner: "s1", ...renumbered(swapped(undoneSaga.events, 5).toSorted(lateDone)) }) },
      /comes after COMPENSATING/,
    ],
    [
      "a journal without the step",
      { sagas: withSaga({ owner: "s0", steps: doneSaga.steps.slice(1) }) },
      /does not know/,
    ],
    [
      "attempts that were not told",
      { runs: withRun({ steps: endedRun.steps.map((one) => ({ ...one, attempts: 2 })) }) },
      /has 2 attempts, and 1 were told/,
    ],
    ["a subscriber who missed one", { followed: followedWith(withoutEvent(doneSaga, 3)) }, /event number 4 was 5/],
    ["a subscriber who missed the end", { followed: followedWith(doneSaga.events.slice(0, -1)) }, /told 8 of 9/],
    [
      "a subscriber who was told twice",
      { followed: followedWith([...doneSaga.events.slice(0, 3), ...doneSaga.events.slice(2)]) },
      /event number 4 was 3/,
    ],
    [
      "a subscriber who was told out of order",
      { followed: followedWith(swapped(doneSaga.events, 3)) },
      /number 4 was 5/,
    ],
  ])("finds %s", (_what, planted, wrong) => {
    expect(checkStorm({ ...sound, ...planted }).join("\n")).toMatch(wrong);
  });
});

/** Of those that tell of undoing, the step that they do not tell of. */
function swapStep({ kind, step: of }: FoundEvent): string | null {
  if (!kind.startsWith("STEP_UNDO")) return of;
  return of === "op1" ? "op2" : "op1";
}

/** Puts what was done last behind everything but the end. */
function lateDone(one: FoundEvent, other: FoundEvent): number {
  const late = ({ kind, step: of }: FoundEvent) =>
    kind === "COMPENSATED" ? 2 : kind === "STEP_DONE" && of === "op2" ? 1 : 0;
  return late(one) - late(other);
}
