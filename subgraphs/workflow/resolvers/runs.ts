import { actorOf } from "../../../kernel/authorization/rules.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { mapStream } from "../../../kernel/executor/map-stream.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { parsePage, toConnection } from "../../../kernel/pagination/page.ts";
import type { Context } from "../context.ts";
import type {
  RunFilter as GivenFilter,
  MutationResolvers,
  QueryResolvers,
  SubscriptionResolvers,
} from "../generated/resolver-types.ts";
import { workflowId } from "../ids.ts";
import { cancelRun } from "../runs/cancel-run.ts";
import { followRun, followRuns } from "../runs/follow-runs.ts";
import { pauseRun, resumeRun } from "../runs/pause-run.ts";
import { replayRun } from "../runs/replay-run.ts";
import { retryRun } from "../runs/retry-run.ts";
import { sendSignal } from "../runs/signals.ts";
import { startRun } from "../runs/start-run.ts";
import { starterOf } from "../starter.ts";
import { findWorkflowId } from "../store/definitions.ts";
import { listRuns, type RunFilter, type StoredRun } from "../store/runs.ts";
import { fromTriggerName } from "./trigger-names.ts";

export const runQueries: Pick<QueryResolvers, "run" | "runs"> = {
  run: async (_parent, { id }, context) => knownRun(context, id),
  runs: async (_parent, { filter, ...args }, context) => {
    const { tenantId } = actorOf(context);
    const page = parsePage(args);
    const parsed = await parseFilter(context, tenantId, filter);
    return toConnection(parsed === "none" ? [] : await listRuns(context.db, tenantId, parsed, page), page);
  },
};

export const runMutations: Pick<
  MutationResolvers,
  "startRun" | "cancelRun" | "pauseRun" | "resumeRun" | "retryRun" | "replayRun" | "sendRunEvent"
> = {
  startRun: async (_parent, { input }, context) => {
    const actor = actorOf(context);
    const trigger = { kind: "manual", brought: {} } as const;
    return { run: await startRun(context, { tenantId: actor.tenantId, startedBy: starterOf(actor), trigger }, input) };
  },
  cancelRun: async (_parent, { id, reason }, context) => {
    await cancelRun(context, actorOf(context).tenantId, id, reason ?? "");
    return { run: await knownRun(context, id) };
  },
  pauseRun: async (_parent, { id }, context) => {
    await pauseRun(context.db, actorOf(context).tenantId, id);
    return { run: await knownRun(context, id) };
  },
  resumeRun: async (_parent, { id }, context) => {
    await resumeRun(context.db, actorOf(context).tenantId, id);
    return { run: await knownRun(context, id) };
  },
  retryRun: async (_parent, { id }, context) => {
    await retryRun(context, actorOf(context).tenantId, id);
    return { run: await knownRun(context, id) };
  },
  replayRun: async (_parent, { id, idempotencyKey }, context) => ({
    run: await replayRun(context, actorOf(context), { id, idempotencyKey: idempotencyKey ?? null }),
  }),
  sendRunEvent: async (_parent, { input }, context) => ({
    received: await sendSignal(context, actorOf(context).tenantId, input),
  }),
};

export const runSubscriptions: Pick<SubscriptionResolvers, "runUpdated" | "runsUpdated"> = {
  runUpdated: {
    subscribe: async (_parent, { id, after }, context) => {
      const changes = await followRun(context, actorOf(context).tenantId, { id, after: after ?? null });
      return mapStream(changes, (runUpdated) => ({ runUpdated }));
    },
  },
  runsUpdated: {
    subscribe: async (_parent, { filter, after }, context) => {
      const { tenantId } = actorOf(context);
      const parsed = await parseFilter(context, tenantId, filter);
      if (parsed === "none") throw new AirgraphError("NOT_FOUND", "There is no such workflow.", { field: "filter" });
      const changes = await followRuns(context, tenantId, { filter: parsed, after: after ?? null });
      return mapStream(changes, (runsUpdated) => ({ runsUpdated }));
    },
  },
};

async function knownRun({ loaders }: Context, id: string): Promise<StoredRun> {
  const run = await loaders.run.load(id);
  if (run === null) throw new AirgraphError("NOT_FOUND", `There is no run ${id}.`);
  return run;
}

/** @returns "none" for a workflow that is not there */
async function parseFilter(
  { db }: Context,
  tenantId: TenantId,
  filter: GivenFilter | null | undefined,
): Promise<RunFilter | "none"> {
  const { workflow, status, trigger } = filter ?? {};
  const id =
    workflow === null || workflow === undefined
      ? undefined
      : (workflowId.safeParse(workflow).data ?? (await findWorkflowId(db, tenantId, workflow)) ?? "none");
  if (id === "none") return "none";
  return {
    workflowId: id,
    status: status ?? undefined,
    triggerKind: trigger === null || trigger === undefined ? undefined : fromTriggerName(trigger),
  };
}
