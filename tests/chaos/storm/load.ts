import { setTimeout as delay } from "node:timers/promises";
import { type Random, randomFor } from "../../../emulator/seed/sample/random.ts";
import { StartRun } from "../../integration/operations.ts";
import type { PatientApi } from "./api.ts";
import type { Followers } from "./follow.ts";
import {
  CancelStormRun,
  CancelStormSaga,
  CreateStormWorkflow,
  DecideStormApproval,
  PauseStormRun,
  PendingStormApprovals,
  PublishStormWorkflow,
  ResumeStormRun,
  StartStormSaga,
  TransactStorm,
} from "./operations.ts";
import type { Plan, RunPlan, SagaPlan } from "./plan.ts";
import { definitionOf, sagaSteps, transactOperations } from "./requests.ts";

export interface LoadParts {
  readonly api: PatientApi;
  readonly followers: Followers;
  /** Address of who is asked by approvals. */
  readonly approver: string;
  /** How often each thing was asked for that disturbs a run or a saga. */
  readonly counts: Map<string, number>;
}

/** Every so manieth saga is watched. */
const followedOnceIn = 3;

/** Starts all sagas and runs of a plan, evenly over a time, and cancels and pauses those that the plan says. */
export async function load(parts: LoadParts, plan: Plan, overMs: number): Promise<void> {
  const everything = [
    ...plan.sagas.map((saga, index) => ({
      at: (index + 0.5) / plan.sagas.length,
      start: () => startSaga(parts, saga, index),
    })),
    ...plan.runs.map((run, index) => ({ at: index / plan.runs.length, start: () => startRun(parts, run) })),
  ];
  await Promise.all(
    everything.map(async ({ at, start }) => {
      await delay(at * overMs);
      await start();
    }),
  );
}

async function startSaga({ api, followers, counts }: LoadParts, plan: SagaPlan, index: number): Promise<void> {
  const { owner, by, cancelAfterMs } = plan;
  const named = { idempotencyKey: owner };
  const id =
    by === "transact"
      ? (await api.ask(TransactStorm, { input: { ...named, operations: transactOperations(plan), waitSeconds: 0 } }))
          .transact.saga.id
      : (await api.ask(StartStormSaga, { input: { ...named, name: owner, steps: sagaSteps(plan) } })).startSaga.saga.id;
  if (index % followedOnceIn === 0) followers.follow("saga", id);
  if (cancelAfterMs === undefined) return;
  await delay(cancelAfterMs);
  await api.tryTo(CancelStormSaga, { id });
  count(counts, "sagas cancelled");
}

async function startRun({ api, followers, approver, counts }: LoadParts, plan: RunPlan): Promise<void> {
  const { owner, interruption } = plan;
  // Made once: a creation whose answer was lost has happened, or has not.
  await api.tryTo(CreateStormWorkflow, { input: { name: owner, draft: definitionOf(plan, approver) } });
  await api.tryTo(PublishStormWorkflow, { input: { id: owner, expectedRevision: 1 } });
  const { startRun: started } = await api.ask(StartRun, {
    input: { workflow: owner, input: {}, idempotencyKey: owner },
  });
  const { id } = started.run;
  followers.follow("run", id);
  if (interruption === undefined) return;
  await delay(interruption.afterMs);
  if (interruption.kind === "cancel") {
    count(counts, "runs cancelled");
    return api.tryTo(CancelStormRun, { id });
  }
  count(counts, "runs paused");
  await api.tryTo(PauseStormRun, { id });
  await delay(2_000);
  await api.tryTo(ResumeStormRun, { id });
}

/** Decides what runs ask, until it is told to stop: mostly approves. */
export async function decideApprovals(api: PatientApi, seed: number, until: () => boolean): Promise<void> {
  const random: Random = randomFor(`approvals ${seed}`);
  while (!until()) {
    const { pendingApprovals } = await api.ask(PendingStormApprovals, {});
    for (const { id } of pendingApprovals?.nodes ?? [])
      await api.tryTo(DecideStormApproval, { input: { id, approved: !random.chance(10) } });
    await delay(500);
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
