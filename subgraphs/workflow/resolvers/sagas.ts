import { actorOf } from "../../../kernel/authorization/rules.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { mapStream } from "../../../kernel/executor/map-stream.ts";
import { parsePage, toConnection } from "../../../kernel/pagination/page.ts";
import type { Context } from "../context.ts";
import type {
  MutationResolvers,
  QueryResolvers,
  SagaCompensatedResolvers,
  SagaCompensatingResolvers,
  SagaCompletedResolvers,
  SagaDecisionResolvers,
  SagaResolvers,
  SagaRunningResolvers,
  SagaStateResolvers,
  SagaStepResolvers,
  SagaStuckResolvers,
  SagaUpdateResolvers,
  SubscriptionResolvers,
} from "../generated/resolver-types.ts";
import { maySeeData } from "../runs/may-see-data.ts";
import { cancelSaga } from "../sagas/cancel-saga.ts";
import { warningsOf } from "../sagas/check-saga.ts";
import { resolveStuck, retryCompensation } from "../sagas/decide-stuck.ts";
import { followSaga } from "../sagas/follow-saga.ts";
import { undoingOf } from "../sagas/saga-definition.ts";
import { deadlineOf } from "../sagas/saga-journal.ts";
import { type SagaModel, type SagaStepModel, toSagaModel } from "../sagas/saga-model.ts";
import { startSaga } from "../sagas/start-saga-by-hand.ts";
import { previewTransact } from "../sagas/transact/preview.ts";
import { transact } from "../sagas/transact/transact.ts";
import { listSagas, type StoredSaga } from "../store/sagas.ts";

export const sagaQueries: Pick<QueryResolvers, "saga" | "sagas" | "previewTransact"> = {
  saga: async (_parent, { id }, context) => knownSaga(context, id),
  sagas: async (_parent, { filter, ...args }, context) => {
    const page = parsePage(args);
    const { tenantId } = actorOf(context);
    return toConnection(await listSagas(context.db, tenantId, { status: filter?.status ?? undefined }, page), page);
  },
  previewTransact: async (_parent, { operations }, context) => {
    const changes = await previewTransact(context, actorOf(context), operations);
    return {
      changes: changes.map((change) => ({ ...change, problems: [...change.problems] })),
      ok: changes.every(({ problems }) => problems.length === 0),
    };
  },
};

export const sagaMutations: Pick<
  MutationResolvers,
  "startSaga" | "transact" | "cancelSaga" | "retryCompensation" | "resolveStuck"
> = {
  startSaga: async (_parent, { input }, context) => ({ saga: await startSaga(context, actorOf(context), input) }),
  transact: async (_parent, { input }, context) => {
    const { saga, ids } = await transact(context, actorOf(context), input);
    return { saga, ids: [...ids] };
  },
  cancelSaga: async (_parent, { id, reason }, context) => {
    await cancelSaga(context, actorOf(context).tenantId, id, reason ?? "");
    return { saga: await knownSaga(context, id) };
  },
  retryCompensation: async (_parent, { id }, context) => {
    await retryCompensation(context, actorOf(context), id);
    return { saga: await knownSaga(context, id) };
  },
  resolveStuck: async (_parent, { input }, context) => {
    await resolveStuck(context, actorOf(context), input);
    return { saga: await knownSaga(context, input.id) };
  },
};

export const sagaSubscriptions: Pick<SubscriptionResolvers, "sagaUpdated"> = {
  sagaUpdated: {
    subscribe: async (_parent, { id, after }, context) => {
      const changes = await followSaga(context, actorOf(context).tenantId, { id, after: after ?? null });
      return mapStream(changes, (sagaUpdated) => ({ sagaUpdated }));
    },
  },
};

async function knownSaga({ sagaLoaders }: Context, id: string): Promise<StoredSaga> {
  const saga = await sagaLoaders.saga.load(id);
  if (saga === null) throw new AirgraphError("NOT_FOUND", `There is no saga ${id}.`, { field: "id" });
  return saga;
}

async function modelOf({ sagaLoaders }: Context, saga: StoredSaga): Promise<SagaModel> {
  return toSagaModel(saga, await sagaLoaders.steps.load(saga.id));
}

const Saga: SagaResolvers = {
  __resolveReference: async ({ id }, { sagaLoaders }) => sagaLoaders.saga.load(id),
  state: async (saga, _args, context) => modelOf(context, saga),
  steps: async (saga, _args, context) => [...(await modelOf(context, saga)).steps],
  warnings: ({ definition }) => warningsOf(definition),
  deadlineAt: (saga) => deadlineOf(saga),
  startedBy: ({ startedBy }) => (startedBy.kind === "person" ? { id: startedBy.userId } : null),
  run: async ({ parent }, _args, { loaders }) => (parent === null ? null : loaders.run.load(parent.runId)),
};

const states = {
  QUEUED: "SagaRunning",
  RUNNING: "SagaRunning",
  COMPENSATING: "SagaCompensating",
  COMPLETED: "SagaCompleted",
  COMPENSATED: "SagaCompensated",
  STUCK: "SagaStuck",
} as const;

const SagaState: SagaStateResolvers = { __resolveType: ({ saga }) => states[saga.status] };

/** One that is undone says why; a step's failure is told before. */
function errorOf({ saga }: SagaModel) {
  return saga.error ?? { code: "INTERNAL", message: "" };
}

const SagaRunning: SagaRunningResolvers = {
  stepsDone: ({ steps }) => steps.filter(({ journal }) => journal?.status === "DONE").length,
  stepCount: ({ steps }) => steps.length,
};

const settled: ReadonlySet<string> = new Set(["FAILED", "UNDONE", "LEFT"]);

const SagaCompensating: SagaCompensatingResolvers = {
  error: errorOf,
  stepsLeft: ({ steps }) => steps.filter(({ journal }) => journal !== undefined && !settled.has(journal.status)).length,
};

const SagaCompleted: SagaCompletedResolvers = {
  output: ({ saga, steps }, _args, { caller }) =>
    maySeeData(caller, saga)
      ? Object.fromEntries(steps.map(({ definition, journal }) => [definition.id, journal?.output]))
      : null,
};

const SagaCompensated: SagaCompensatedResolvers = {
  error: errorOf,
  left: ({ steps }) => steps.filter(({ journal }) => journal?.status === "LEFT"),
};

const SagaStuck: SagaStuckResolvers = {
  error: errorOf,
  decisions: ({ steps }) => steps.filter(({ journal }) => journal?.status === "STUCK"),
};

const SagaDecision: SagaDecisionResolvers = {
  stepId: ({ definition }) => definition.id,
  why: ({ journal }) => journal?.error?.message ?? "",
  code: ({ journal }) => journal?.error?.code ?? "INTERNAL",
  known: (step, _args, { caller }) => dataOf(step, caller, "undone"),
};

const SagaStep: SagaStepResolvers = {
  id: ({ definition }) => definition.id,
  kind: ({ definition }) => definition.do.kind,
  status: ({ journal }) => journal?.status ?? "PENDING",
  undoing: ({ definition }) => undoings[undoingOf(definition)],
  attempts: ({ journal }) => journal?.attempts ?? 0,
  undoAttempts: ({ journal }) => journal?.undoAttempts ?? 0,
  input: (step, _args, { caller }) => dataOf(step, caller, "input"),
  output: (step, _args, { caller }) => dataOf(step, caller, "output"),
  undone: (step, _args, { caller }) => dataOf(step, caller, "undone"),
  error: ({ journal }) => journal?.error ?? null,
  startedAt: ({ journal }) => journal?.startedAt ?? null,
  endedAt: ({ journal }) => journal?.endedAt ?? null,
};

const undoings = {
  explicit: "EXPLICIT",
  automatic: "AUTOMATIC",
  needless: "NEEDLESS",
  impossible: "IMPOSSIBLE",
} as const;

/** What a step saw, for those who may see it. */
function dataOf(
  { saga, journal }: SagaStepModel,
  caller: Context["caller"],
  key: "input" | "output" | "undone",
): unknown {
  return maySeeData(caller, saga) ? (journal?.[key] ?? null) : null;
}

const SagaUpdate: SagaUpdateResolvers = { stepId: ({ step }) => step };

export const sagaTypes = {
  Saga,
  SagaState,
  SagaRunning,
  SagaCompensating,
  SagaCompleted,
  SagaCompensated,
  SagaStuck,
  SagaDecision,
  SagaStep,
  SagaUpdate,
};
