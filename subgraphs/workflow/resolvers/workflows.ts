import { z } from "zod";
import { actorOf } from "../../../kernel/authorization/rules.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { describePage, parsePage, parsePageSize, toConnection } from "../../../kernel/pagination/page.ts";
import type {
  DryRunStepResolvers,
  MutationResolvers,
  QueryResolvers,
  WorkflowDryRunResolvers,
  WorkflowResolvers,
  WorkflowTriggerResolvers,
  WorkflowVersionResolvers,
} from "../generated/resolver-types.ts";
import { findWorkflowByName, listWorkflows } from "../store/workflows.ts";
import { archiveWorkflow, renameWorkflow, setWorkflowEnabled } from "../workflows/change-workflow.ts";
import { checkWorkflow } from "../workflows/check-workflow.ts";
import { createWorkflow } from "../workflows/create-workflow.ts";
import { dryRunWorkflow } from "../workflows/dry-run-workflow.ts";
import { publishWorkflow } from "../workflows/publish-workflow.ts";
import { saveDraft } from "../workflows/save-draft.ts";
import { toTriggerName } from "./trigger-names.ts";

const largestPage = 100;

export const workflowQueries: Pick<QueryResolvers, "workflow" | "workflows" | "checkWorkflow" | "dryRunWorkflow"> = {
  workflow: async (_parent, { id }, context) => {
    const found =
      (await context.workflowLoaders.workflow.load(id)) ??
      (await findWorkflowByName(context.db, actorOf(context).tenantId, id));
    if (found === undefined) throw new AirgraphError("NOT_FOUND", `There is no workflow ${id}.`, { field: "id" });
    return found;
  },
  workflows: async (_parent, { archived, ...args }, context) => {
    const page = parsePage(args);
    return toConnection(await listWorkflows(context.db, actorOf(context).tenantId, page, { archived }), page);
  },
  checkWorkflow: async (_parent, given, context) => [...(await checkWorkflow(context, actorOf(context), given))],
  dryRunWorkflow: async (_parent, { input }, context) => {
    const actor = actorOf(context);
    return dryRunWorkflow({ ...context, read: context.readInNameOf(actor) }, actor, input);
  },
};

export const workflowMutations: Pick<
  MutationResolvers,
  | "createWorkflow"
  | "saveWorkflowDraft"
  | "publishWorkflow"
  | "renameWorkflow"
  | "setWorkflowEnabled"
  | "archiveWorkflow"
> = {
  createWorkflow: async (_parent, { input }, context) => ({
    workflow: await createWorkflow(context, actorOf(context), input),
  }),
  saveWorkflowDraft: async (_parent, { input }, context) => ({
    workflow: await saveDraft(context, actorOf(context), input),
  }),
  publishWorkflow: async (_parent, { input }, context) => ({
    workflow: await publishWorkflow(context, actorOf(context), input),
  }),
  renameWorkflow: async (_parent, { input }, context) => ({
    workflow: await renameWorkflow(context, actorOf(context), input),
  }),
  setWorkflowEnabled: async (_parent, { input }, context) => ({
    workflow: await setWorkflowEnabled(context, actorOf(context), input),
  }),
  archiveWorkflow: async (_parent, given, context) => ({
    workflow: await archiveWorkflow(context, actorOf(context), given),
  }),
};

const json = z.record(z.string(), z.unknown());
const versionCursor = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);

export const Workflow: WorkflowResolvers = {
  __resolveReference: async ({ id }, { workflowLoaders }) => workflowLoaders.workflow.load(id),
  draft: async ({ id }, _args, { workflowLoaders }) => json.parse(await workflowLoaders.draft.load(id)),
  published: async ({ id, publishedVersion: version }, _args, { workflowLoaders }) =>
    version === null ? null : workflowLoaders.version.load({ workflowId: id, version }),
  version: async ({ id }, { number: version }, { workflowLoaders }) =>
    workflowLoaders.version.load({ workflowId: id, version }),
  triggers: async ({ id }, _args, { workflowLoaders }) => [...(await workflowLoaders.triggers.load(id))],
  versions: async ({ id }, { first, after }, { workflowLoaders }) => {
    const page = { first: parsePageSize(first, largestPage), before: parseVersionCursor(after) };
    const rows = await workflowLoaders.versionsOf(page).load(id);
    const nodes = rows.slice(0, first);
    const cursorOf = ({ version }: { version: number }) => String(version);
    return {
      nodes,
      pageInfo: describePage({ nodes, hasNextPage: rows.length > first, after: page.before, cursorOf }),
    };
  },
};

export const WorkflowTrigger: WorkflowTriggerResolvers = {
  kind: ({ kind }) => toTriggerName(kind),
  // Others have one too, by which they are looked after.
  nextAt: ({ kind, nextAt }) => (kind === "cron" ? nextAt : null),
  lastFiredAt: ({ firedAt }) => firedAt,
  webhookPath: ({ kind, topic }, _args, context) =>
    kind === "webhook" && actorOf(context).scopes.includes("workflows:write") ? `/hooks/${topic}` : null,
};

export const WorkflowVersion: WorkflowVersionResolvers = {
  number: ({ version }) => version,
  definition: async ({ workflowId, version }, _args, { workflowLoaders }) =>
    json.parse(await workflowLoaders.definition.load({ workflowId, version })),
  publishedBy: ({ publishedBy }) => (publishedBy.kind === "person" ? { id: publishedBy.userId } : null),
};

export const WorkflowDryRun: WorkflowDryRunResolvers = {
  steps: ({ steps }) => [...steps],
  error: ({ failure }) => failure,
};

export const DryRunStep: DryRunStepResolvers = {
  dependsOn: ({ dependsOn }) => [...dependsOn],
  error: ({ failure }) => failure,
};

/** @throws AirgraphError BAD_USER_INPUT for what no page ended with */
function parseVersionCursor(after: string | null | undefined): number | undefined {
  if (after === null || after === undefined) return undefined;
  const parsed = versionCursor.safeParse(after);
  if (parsed.success) return parsed.data;
  throw new AirgraphError(
    "BAD_USER_INPUT",
    "after is not a cursor of this list: pass the endCursor of the page before.",
    { field: "after" },
  );
}
