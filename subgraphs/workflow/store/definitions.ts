import { and, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { createBoundedCache } from "../../../kernel/bounded-cache.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { builtInDefinition, findBuiltIn } from "../definitions/built-in.ts";
import { type Definition, definition } from "../definitions/definition.ts";
import type { PublishedVersion } from "../definitions/published-version.ts";
import { type WorkflowId, workflowId } from "../ids.ts";
import { toStarter } from "./starter-columns.ts";
import { runs, versions, workflows } from "./tables.ts";
import type { RunKey } from "./values.ts";

/** Published versions never change. In characters of their JSON. */
const known = createBoundedCache<Definition>({
  total: 16_000_000,
  longest: 4_000_000,
  sizeOf: (_key, value) => JSON.stringify(value).length,
});

const published = and(
  eq(versions.tenantId, workflows.tenantId),
  eq(versions.workflowId, workflows.id),
  eq(versions.version, workflows.publishedVersion),
);

/** The definition that a run was started with. */
export async function findDefinition(
  db: Database,
  { tenantId, workflowId: id, version }: { tenantId: TenantId; workflowId: WorkflowId; version: number },
): Promise<Definition> {
  const builtIn = builtInDefinition(id, version);
  if (builtIn !== undefined) return builtIn;
  const key = `${tenantId} ${id} ${version}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const [row] = await db
    .select({ definition: versions.definition })
    .from(versions)
    .where(and(eq(versions.tenantId, tenantId), eq(versions.workflowId, id), eq(versions.version, version)));
  if (row === undefined) throw new Error(`version ${version} of workflow ${id} is not there`);
  const found = definition.parse(row.definition);
  known.set(key, found);
  return found;
}

/** The published version of a workflow, by its id or name. */
export async function findPublished(
  db: Database,
  tenantId: TenantId,
  idOrName: string,
): Promise<PublishedVersion | undefined> {
  const id = workflowId.safeParse(idOrName).data;
  const [row] = await db
    .select()
    .from(workflows)
    .innerJoin(versions, published)
    .where(
      and(
        eq(workflows.tenantId, tenantId),
        isNull(workflows.archivedAt),
        id === undefined ? eq(workflows.name, idOrName) : eq(workflows.id, id),
      ),
    );
  if (row === undefined) return findBuiltIn(idOrName);
  const { workflow, version } = row;
  return {
    workflowId: workflowId.parse(workflow.id),
    name: workflow.name,
    version: version.version,
    definition: await findDefinition(db, {
      tenantId,
      workflowId: workflowId.parse(workflow.id),
      version: version.version,
    }),
    publishedBy: toStarter({ startedByKind: version.publishedByKind, startedBy: version.publishedBy }),
    enabled: workflow.enabled,
  };
}

/** The id of a workflow by its name, also of one that was never published. */
export async function findWorkflowId(db: Database, tenantId: TenantId, name: string): Promise<WorkflowId | undefined> {
  const [row] = await db
    .select({ id: workflows.id })
    .from(workflows)
    .where(and(eq(workflows.tenantId, tenantId), eq(workflows.name, name), isNull(workflows.archivedAt)));
  return row === undefined ? findBuiltIn(name)?.workflowId : workflowId.parse(row.id);
}

/** How many of a workflow's runs may be under way, and begin in a period. */
export interface Limits {
  readonly concurrency: number | null;
  readonly rate: { readonly limit: number; readonly periodSeconds: number } | null;
}

const limitsRow = z.object({
  concurrency: z.number().nullable(),
  rate: z.object({ limit: z.number(), periodSeconds: z.number() }).nullable(),
});

/** The limits of a workflow as it is published now. Locks its row, so that one at a time counts by them. */
export async function lockLimits(transaction: Database, tenantId: TenantId, id: WorkflowId): Promise<Limits> {
  const [row] = await transaction
    .select({
      concurrency: sql`${versions.definition}->'concurrency'`,
      rate: sql`${versions.definition}->'rate'`,
    })
    .from(workflows)
    .innerJoin(versions, published)
    .where(and(eq(workflows.tenantId, tenantId), eq(workflows.id, id)))
    .for("no key update");
  return row === undefined ? { concurrency: null, rate: null } : limitsRow.parse(row);
}

/** The workflow of a run, if it holds runs back that are more than its limits allow. */
export async function findLimitedWorkflow(db: Database, { tenantId, id }: RunKey): Promise<WorkflowId | undefined> {
  const [row] = await db
    .select({ id: workflows.id })
    .from(runs)
    .innerJoin(workflows, and(eq(workflows.tenantId, runs.tenantId), eq(workflows.id, runs.workflowId)))
    .innerJoin(versions, published)
    .where(
      and(
        eq(runs.tenantId, tenantId),
        eq(runs.id, id),
        or(isNotNull(sql`${versions.definition}->'concurrency'`), isNotNull(sql`${versions.definition}->'rate'`)),
      ),
    );
  return row === undefined ? undefined : workflowId.parse(row.id);
}
