import { type Random, randomFor } from "../../../emulator/seed/sample/random.ts";

export const baseNames = ["alpha", "beta"] as const;
export type BaseName = (typeof baseNames)[number];

/** One thing that a saga does. Records go by tags, `<owner>:<name>`, which they keep when they are made anew. */
export type Operation =
  | {
      readonly kind: "create";
      readonly base: BaseName;
      readonly tag: string;
      readonly amount: number;
      readonly isKeyed: boolean;
      readonly links: readonly string[];
    }
  | { readonly kind: "upsert"; readonly base: BaseName; readonly tag: string; readonly amount: number }
  | { readonly kind: "update"; readonly tag: string; readonly amount: number }
  | { readonly kind: "link"; readonly tag: string; readonly to: string }
  | { readonly kind: "delete"; readonly tag: string }
  | { readonly kind: "file"; readonly name: string }
  | { readonly kind: "attach"; readonly file: string; readonly tag: string }
  /** Airtable takes none of it, ever: whatever was done before is to be undone. */
  | { readonly kind: "refused"; readonly tag: string };

export interface SagaPlan {
  /** Whose records it works on: nobody else does. */
  readonly owner: string;
  /** `run`: as a step of the run with the same number. */
  readonly by: "transact" | "startSaga" | "run";
  readonly operations: readonly Operation[];
  readonly cancelAfterMs: number | undefined;
}

export interface RunPlan {
  readonly owner: string;
  /** Tags of the records that its forEach creates. */
  readonly items: readonly string[];
  readonly saga: SagaPlan;
  readonly interruption: { readonly kind: "cancel" | "pause"; readonly afterMs: number } | undefined;
}

export interface Plan {
  readonly sagas: readonly SagaPlan[];
  readonly runs: readonly RunPlan[];
}

/** Names of the records that every owner has before anything happens. */
export const oldRecords = [
  { name: "a0", base: "alpha", amount: 1, links: ["a1"] },
  { name: "a1", base: "alpha", amount: 2, links: [] },
  { name: "a2", base: "alpha", amount: 3, links: ["a0"] },
  { name: "b0", base: "beta", amount: 4, links: ["b1"] },
  { name: "b1", base: "beta", amount: 5, links: [] },
] as const;

/** The same plan for the same seed. */
export function planStorm({ seed, sagas, runs }: { seed: number; sagas: number; runs: number }): Plan {
  const random = randomFor(`storm ${seed}`);
  return {
    sagas: Array.from({ length: sagas }, (_none, index) => planSaga(random, `s${index}`)),
    runs: Array.from({ length: runs }, (_none, index) => planRun(random, index)),
  };
}

function planSaga(random: Random, owner: string): SagaPlan {
  const by = random.pick<"transact" | "startSaga">(["transact", "startSaga"]);
  const operations: Operation[] = [];
  const deleted = new Set<string>();
  const created: { tag: string; base: BaseName }[] = [];
  const old = oldRecords.map(({ name, base }) => ({ tag: `${owner}:${name}`, base }));
  const count = random.between(2, 6);
  for (let number = 0; number < count; number += 1) {
    const base = random.pick(baseNames);
    const here = [...old, ...created].filter((one) => one.base === base).map(({ tag }) => tag);
    const [one = "", other = ""] = [random.below(here.length), random.below(here.length)].map((index) => here[index]);
    const tag = `${owner}:new${number}`;
    const amount = random.between(10, 99);
    const doable: Operation[] = [
      { kind: "create", base, tag, amount, isKeyed: !random.chance(20), links: random.chance(50) ? [one] : [] },
      { kind: "update", tag: one, amount },
      { kind: "link", tag: one, to: other },
      { kind: "delete", tag: `${owner}:${random.pick(["a1", "a2", "b1"])}` },
      ...(by === "transact" ? [] : ([{ kind: "upsert", base, tag, amount }] as const)),
      ...(by === "transact" ? [] : ([{ kind: "file", name: tag }] as const)),
    ];
    const operation = doable[random.below(doable.length)];
    if (operation === undefined || (operation.kind === "delete" && deleted.has(operation.tag))) continue;
    operations.push(operation);
    if (operation.kind === "create" || operation.kind === "upsert") created.push({ tag, base });
    if (operation.kind === "delete") deleted.add(operation.tag);
    if (operation.kind === "file" && random.chance(50)) operations.push({ kind: "attach", file: tag, tag: one });
  }
  operations.push({ kind: "update", tag: `${owner}:b0`, amount: 77 });
  if (random.chance(25)) operations.push({ kind: "refused", tag: `${owner}:a0` });
  return { owner, by, operations, cancelAfterMs: random.chance(20) ? random.below(3_000) : undefined };
}

function planRun(random: Random, index: number): RunPlan {
  const owner = `r${index}`;
  const sagaOwner = `q${index}`;
  const saga: SagaPlan = { owner: sagaOwner, by: "run", operations: sagaOfRun(sagaOwner), cancelAfterMs: undefined };
  const items = Array.from({ length: random.between(2, 8) }, (_none, item) => `${owner}:item${item}`);
  const kind = random.pick<"cancel" | "pause">(["cancel", "pause"]);
  const interruption = random.chance(40) ? { kind, afterMs: random.below(6_000) } : undefined;
  return { owner, items, saga, interruption };
}

/** What the saga in every run does. */
function sagaOfRun(owner: string): readonly Operation[] {
  return [
    { kind: "create", base: "alpha", tag: `${owner}:new0`, amount: 50, isKeyed: true, links: [] },
    { kind: "update", tag: `${owner}:b0`, amount: 51 },
    { kind: "delete", tag: `${owner}:a1` },
  ];
}

/** All that have records of their own. */
export function ownersOf({ sagas, runs }: Plan): readonly string[] {
  return [...sagas.map(({ owner }) => owner), ...runs.flatMap(({ owner, saga }) => [owner, saga.owner])];
}

/**
 * The operations of each step of a saga, in the order in which steps are taken. Steps are called `op<number of its first
 * operation>`; some may hold the operations after it as well, and one holds all deletions.
 */
export function operationsByStep(
  { operations }: SagaPlan,
  stepIds: readonly string[],
): ReadonlyMap<string, readonly Operation[]> {
  const firsts = stepIds.map((id) => ({ id, first: Number(id.slice(2)) - 1 })).toSorted((a, b) => a.first - b.first);
  const byStep = new Map<string, Operation[]>(stepIds.map((id) => [id, []]));
  for (const [index, operation] of operations.entries()) {
    const isDeletion = operation.kind === "delete";
    const fits = ({ first }: { first: number }) =>
      first <= index && (operations[first]?.kind === "delete") === isDeletion;
    const step = firsts.findLast(fits);
    if (step !== undefined) byStep.get(step.id)?.push(operation);
  }
  return byStep;
}
