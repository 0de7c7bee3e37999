import type DataLoader from "dataloader";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { RunId } from "../../../kernel/identity/ids.ts";
import { describePage, parsePage, parsePageSize, toConnection } from "../../../kernel/pagination/page.ts";
import type { Context } from "../context.ts";
import { persistently } from "../engine/persistently.ts";
import type {
  AirtableRecordResolvers,
  RunStepResolvers,
  RunUpdateResolvers,
  StepFailureResolvers,
  WorkflowRunResolvers,
} from "../generated/resolver-types.ts";
import type { Loaders } from "../runs/loaders.ts";
import { maySeeData } from "../runs/may-see-data.ts";
import { listSteps } from "../store/journal.ts";
import type { StoredRun } from "../store/runs.ts";
import { readValue, type StoredValue } from "../store/values.ts";
import { toTriggerName } from "./trigger-names.ts";

const previewLength = 1_000;

export const WorkflowRun: WorkflowRunResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.run.load(id),
  workflow: ({ workflowName }) => workflowName,
  trigger: ({ triggerKind }) => toTriggerName(triggerKind),
  triggerData: (run, _args, context) => (maySeeData(context.caller, run) ? run.trigger : null),
  input: (run, _args, context) => (maySeeData(context.caller, run) ? run.input : null),
  output: async (run, _args, context) => valueOf(context, run, run.output),
  steps: async (run, { first: given, after, status }, { db }) => {
    const first = parsePageSize(given, 100);
    const position = parsePosition(after);
    const found = await listSteps(db, run, { first, after: position, status: status ?? undefined });
    const nodes = found.slice(0, first).map((step) => ({ ...step, run }));
    const cursorOf = (step: { position: number }) => String(step.position);
    const behind = position === firstPosition ? undefined : position;
    return { nodes, pageInfo: describePage({ nodes, hasNextPage: found.length > first, after: behind, cursorOf }) };
  },
  step: async (run, { path }, { loaders }) => {
    const step = await loaders.step.load({ runId: run.id, path });
    return step && { ...step, run };
  },
  startedBy: ({ startedBy }) => (startedBy.kind === "person" ? { id: startedBy.userId } : null),
  parent: async ({ parent }, _args, { loaders }) => (parent === null ? null : loaders.run.load(parent.runId)),
  replayOf: async ({ replayOf }, _args, { loaders }) => (replayOf === null ? null : loaders.run.load(replayOf)),
  record: ({ recordId }) => (recordId === null ? null : { id: recordId }),
};

export const RunStep: RunStepResolvers = {
  input: async (step, _args, context) => valueOf(context, step.run, step.input),
  output: async (step, _args, context) =>
    step.status === "SUCCEEDED" ? valueOf(context, step.run, step.output) : null,
  outputPreview: async (step, _args, context) => {
    if (step.status !== "SUCCEEDED" || !maySeeData(context.caller, step.run)) return null;
    return JSON.stringify(await valueOf(context, step.run, step.output)).slice(0, previewLength);
  },
};

export const StepFailure: StepFailureResolvers = {
  at: ({ at }) => new Date(at),
  error: ({ code, message }) => ({ code, message }),
};

export const RunUpdate: RunUpdateResolvers = {
  run: async ({ runId }, _args, { loaders }) => reachRun(loaders, runId),
  step: async ({ runId, path }, _args, { loaders }) => {
    const step = path === null ? null : await persistently(async () => loadAnew(loaders.step, { runId, path }));
    return step && { ...step, run: await reachRun(loaders, runId) };
  },
};

export const AirtableRecord: AirtableRecordResolvers = {
  workflowRuns: async ({ id }, args, { loaders }) => {
    const page = parsePage(args);
    return toConnection(await loaders.runsOfRecord(page).load(id), page);
  },
};

/**
 * The run that a change is of. A change is told once, so it waits for a database that restarts rather than be told without
 * its run.
 * @throws AirgraphError NOT_FOUND when the run has been deleted since
 */
async function reachRun({ run: runs }: Loaders, id: RunId): Promise<StoredRun> {
  const run = await persistently(async () => loadAnew(runs, id));
  if (run === null) throw new AirgraphError("NOT_FOUND", `There is no run ${id}.`);
  return run;
}

/** What failed is looked for again the next time. */
async function loadAnew<Key, Value, CacheKey>(loader: DataLoader<Key, Value, CacheKey>, key: Key): Promise<Value> {
  try {
    return await loader.load(key);
  } catch (error) {
    loader.clear(key);
    throw error;
  }
}

async function valueOf({ db, caller }: Context, run: StoredRun, value: StoredValue): Promise<unknown> {
  return maySeeData(caller, run) ? readValue(db, run, value) : null;
}

/** Before all steps. */
const firstPosition = -1;

function parsePosition(after: string | null | undefined): number {
  if (after === null || after === undefined) return firstPosition;
  if (/^\d{1,9}$/.test(after)) return Number(after);
  throw new AirgraphError("BAD_USER_INPUT", "after must be the endCursor of the page before.", { field: "after" });
}
