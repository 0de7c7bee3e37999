import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lt, max, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { keyset } from "../../../kernel/pagination/keyset.ts";
import { groupBy, owners, type RowsByOwner } from "../../../kernel/pagination/owned-rows.ts";
import type { Page } from "../../../kernel/pagination/page.ts";
import { type Definition, definition } from "../definitions/definition.ts";
import type { WorkflowLinks } from "../definitions/validation/knowledge.ts";
import { type WorkflowId, workflowId } from "../ids.ts";
import type { Starter } from "../starter.ts";
import { toStarter } from "./starter-columns.ts";
import { versions, workflows } from "./tables.ts";

export interface StoredWorkflow {
  readonly id: WorkflowId;
  readonly name: string;
  readonly draftRevision: number;
  /** The version that runs start with; null before the first. */
  readonly publishedVersion: number | null;
  /** Whether its triggers fire. */
  readonly enabled: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly archivedAt: Date | null;
}

export interface StoredVersion {
  readonly workflowId: WorkflowId;
  readonly version: number;
  readonly publishedBy: Starter;
  readonly publishedAt: Date;
}

/** Without the draft, which may be large. */
const columns = {
  id: workflows.id,
  name: workflows.name,
  draftRevision: workflows.draftRevision,
  publishedVersion: workflows.publishedVersion,
  enabled: workflows.enabled,
  createdAt: workflows.createdAt,
  updatedAt: workflows.updatedAt,
  archivedAt: workflows.archivedAt,
};

const versionColumns = {
  workflowId: versions.workflowId,
  version: versions.version,
  publishedByKind: versions.publishedByKind,
  publishedBy: versions.publishedBy,
  publishedAt: versions.publishedAt,
};

/** Makes changes of one tenant's workflows wait for each other, until the transaction ends. */
export async function lockWorkflows(transaction: Database, tenantId: TenantId): Promise<void> {
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`workflow.workflow ${tenantId}`}::text, 0))`,
  );
}

/** How many there are that are not archived. */
export async function countWorkflows(db: Database, tenantId: TenantId): Promise<number> {
  const [row] = await db
    .select({ found: count() })
    .from(workflows)
    .where(and(eq(workflows.tenantId, tenantId), isNull(workflows.archivedAt)));
  return row?.found ?? 0;
}

export async function insertWorkflow(
  db: Database,
  tenantId: TenantId,
  workflow: { readonly id: WorkflowId; readonly name: string; readonly draft: unknown; readonly createdAt: Date },
): Promise<void> {
  await db.insert(workflows).values({ ...workflow, tenantId, updatedAt: workflow.createdAt });
}

export async function findWorkflow(
  db: Database,
  tenantId: TenantId,
  id: WorkflowId,
): Promise<StoredWorkflow | undefined> {
  const [row] = await db.select(columns).from(workflows).where(isOne(tenantId, id));
  return row && toWorkflow(row);
}

/** One that is not archived. */
export async function findWorkflowByName(
  db: Database,
  tenantId: TenantId,
  name: string,
): Promise<StoredWorkflow | undefined> {
  const [row] = await db
    .select(columns)
    .from(workflows)
    .where(and(eq(workflows.tenantId, tenantId), eq(workflows.name, name), isNull(workflows.archivedAt)));
  return row && toWorkflow(row);
}

/** One page, newest first, and the row behind it if there is one. */
export async function listWorkflows(
  db: Database,
  tenantId: TenantId,
  page: Page,
  { archived }: { readonly archived: boolean },
): Promise<StoredWorkflow[]> {
  const { where, orderBy } = keyset(workflows, "newest first", page.after);
  const rows = await db
    .select(columns)
    .from(workflows)
    .where(
      and(
        eq(workflows.tenantId, tenantId),
        archived ? isNotNull(workflows.archivedAt) : isNull(workflows.archivedAt),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(page.first + 1);
  return rows.map(toWorkflow);
}

/** Workflows among these ids, in no particular order. */
export async function findWorkflows(
  db: Database,
  tenantId: TenantId,
  ids: readonly WorkflowId[],
): Promise<StoredWorkflow[]> {
  const rows = await db
    .select(columns)
    .from(workflows)
    .where(and(eq(workflows.tenantId, tenantId), inArray(workflows.id, [...ids])));
  return rows.map(toWorkflow);
}

/** Drafts by the id of their workflow. */
export async function findDrafts(
  db: Database,
  tenantId: TenantId,
  ids: readonly WorkflowId[],
): Promise<ReadonlyMap<string, unknown>> {
  const rows = await db
    .select({ id: workflows.id, draft: workflows.draft })
    .from(workflows)
    .where(and(eq(workflows.tenantId, tenantId), inArray(workflows.id, [...ids])));
  return new Map(rows.map(({ id, draft }) => [id, draft]));
}

export async function findDraft(db: Database, tenantId: TenantId, id: WorkflowId): Promise<unknown> {
  const [row] = await db.select({ draft: workflows.draft }).from(workflows).where(isOne(tenantId, id));
  return row?.draft;
}

/** What may change of a workflow. */
export type WorkflowChange = Partial<
  Pick<StoredWorkflow, "name" | "draftRevision" | "publishedVersion" | "enabled" | "archivedAt">
> & { readonly draft?: unknown };

export async function updateWorkflow(
  db: Database,
  tenantId: TenantId,
  id: WorkflowId,
  change: WorkflowChange & { readonly updatedAt: Date },
): Promise<StoredWorkflow | undefined> {
  const [row] = await db.update(workflows).set(change).where(isOne(tenantId, id)).returning(columns);
  return row && toWorkflow(row);
}

/** The number of the version that was published last; 0 before the first. */
export async function lastVersion(db: Database, tenantId: TenantId, id: WorkflowId): Promise<number> {
  const [row] = await db
    .select({ last: max(versions.version) })
    .from(versions)
    .where(and(eq(versions.tenantId, tenantId), eq(versions.workflowId, id)));
  return row?.last ?? 0;
}

export async function insertVersion(
  db: Database,
  tenantId: TenantId,
  version: Pick<typeof versions.$inferInsert, "publishedByKind" | "publishedBy"> & {
    readonly workflowId: WorkflowId;
    readonly version: number;
    readonly definition: Definition;
    readonly publishedAt: Date;
  },
): Promise<void> {
  await db.insert(versions).values({ ...version, tenantId });
}

/** Which of the versions of a workflow. */
export interface VersionPage {
  readonly first: number;
  /** Only versions below this. */
  readonly before: number | undefined;
}

/**
 * The same page of the versions of each of these workflows, newest first, by the workflow's id; each may hold one more
 * than the page. One statement, which reads no more than those pages.
 */
export async function listVersions(
  db: Database,
  tenantId: TenantId,
  ids: readonly WorkflowId[],
  { first, before }: VersionPage,
): Promise<RowsByOwner<StoredVersion>> {
  if (ids.length === 0) return new Map();
  const ofWorkflow = db
    .select(versionColumns)
    .from(versions)
    .where(
      and(
        eq(versions.tenantId, tenantId),
        sql`${versions.workflowId} = owner.id`,
        before === undefined ? undefined : lt(versions.version, before),
      ),
    )
    .orderBy(desc(versions.version))
    .limit(first + 1)
    .as("of_workflow");
  const rows = await db
    .select()
    .from(owners(ids, "uuid"))
    .crossJoinLateral(ofWorkflow)
    .orderBy(desc(ofWorkflow.version));
  return groupBy(
    rows.map(({ of_workflow: row }) => toVersion(row)),
    (version) => version.workflowId,
  );
}

/** A version of a workflow. */
export type VersionKey = Pick<StoredVersion, "workflowId" | "version">;

/** These versions, in no particular order. */
export async function findVersions(
  db: Database,
  tenantId: TenantId,
  keys: readonly VersionKey[],
): Promise<StoredVersion[]> {
  const rows = await db.select(versionColumns).from(versions).where(areThese(tenantId, keys));
  return rows.map(toVersion);
}

/** What these versions say, in no particular order. */
export async function findDefinitions(
  db: Database,
  tenantId: TenantId,
  keys: readonly VersionKey[],
): Promise<(VersionKey & { readonly definition: Definition })[]> {
  const rows = await db
    .select({ workflowId: versions.workflowId, version: versions.version, definition: versions.definition })
    .from(versions)
    .where(areThese(tenantId, keys));
  return rows.map((row) => ({ ...row, workflowId: workflowId.parse(row.workflowId) }));
}

export async function findVersion(
  db: Database,
  tenantId: TenantId,
  id: WorkflowId,
  version: number,
): Promise<(StoredVersion & { readonly definition: Definition }) | undefined> {
  const [row] = await db
    .select({ ...versionColumns, definition: versions.definition })
    .from(versions)
    .where(and(eq(versions.tenantId, tenantId), eq(versions.workflowId, id), eq(versions.version, version)));
  return row && { ...toVersion(row), definition: definition.parse(row.definition) };
}

// A path that looks everywhere comes upon what is in a list twice, and upon templates that only look like a step.
const names = z
  .array(z.unknown())
  .transform((found) => [...new Set(found)].filter((name): name is string => typeof name === "string"));

/** Which workflows those that are published start, and by whose end they are started. Reads no more of them than that. */
export async function listLinks(db: Database, tenantId: TenantId): Promise<WorkflowLinks[]> {
  const rows = await db
    .select({
      name: workflows.name,
      runs: sql`jsonb_path_query_array(${versions.definition}, '$.**{1 to last} ? (@.kind == "runWorkflow").with.workflow')`,
      runsAfter: sql`jsonb_path_query_array(${versions.definition}, '$.triggers[*] ? (@.kind == "runEnded").workflow')`,
    })
    .from(workflows)
    .innerJoin(
      versions,
      and(
        eq(versions.tenantId, workflows.tenantId),
        eq(versions.workflowId, workflows.id),
        eq(versions.version, workflows.publishedVersion),
      ),
    )
    .where(and(eq(workflows.tenantId, tenantId), isNull(workflows.archivedAt)))
    .orderBy(asc(workflows.name));
  return rows.map(({ name, runs, runsAfter }) => ({
    name,
    runs: names.parse(runs),
    runsAfter: names.parse(runsAfter),
  }));
}

function areThese(tenantId: TenantId, keys: readonly VersionKey[]) {
  const rows = keys.map((key) => sql`(${key.workflowId}::uuid, ${key.version}::integer)`);
  return keys.length === 0
    ? sql`false`
    : and(
        eq(versions.tenantId, tenantId),
        sql`(${versions.workflowId}, ${versions.version}) in (${sql.join(rows, sql`, `)})`,
      );
}

function isOne(tenantId: TenantId, id: WorkflowId) {
  return and(eq(workflows.tenantId, tenantId), eq(workflows.id, id));
}

function toWorkflow(row: Omit<StoredWorkflow, "id"> & { readonly id: string }): StoredWorkflow {
  return { ...row, id: workflowId.parse(row.id) };
}

function toVersion(row: {
  workflowId: string;
  version: number;
  publishedByKind: "person" | "machine";
  publishedBy: string;
  publishedAt: Date;
}): StoredVersion {
  return {
    workflowId: workflowId.parse(row.workflowId),
    version: row.version,
    publishedBy: toStarter({ startedByKind: row.publishedByKind, startedBy: row.publishedBy }),
    publishedAt: row.publishedAt,
  };
}
