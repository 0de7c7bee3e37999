import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { type RunId, runId, type TenantId, type UserId, userId } from "../../../kernel/identity/ids.ts";
import { keyset } from "../../../kernel/pagination/keyset.ts";
import { groupBy, owners, type RowsByOwner } from "../../../kernel/pagination/owned-rows.ts";
import type { Page } from "../../../kernel/pagination/page.ts";
import { files } from "./tables.ts";

/** A file without its content, which is read only when somebody asks for it. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  /** In bytes. */
  readonly size: number;
  /** Of the content, in hexadecimal. */
  readonly sha256: string;
  readonly createdBy: UserId | null;
  readonly runId: RunId | null;
  readonly recordId: string | null;
  readonly createdAt: Date;
}

export interface NewFile extends StoredFile {
  readonly content: Buffer;
  readonly idempotencyKey: string | null;
}

const columns = {
  id: files.id,
  name: files.name,
  contentType: files.contentType,
  size: files.size,
  sha256: files.sha256,
  createdBy: files.createdBy,
  runId: files.runId,
  recordId: files.recordId,
  createdAt: files.createdAt,
};

/**
 * Stores a file, unless the tenant has one with the same idempotency key already. Of two at once, the second waits for
 * the first.
 * @returns false, with nothing stored, when the key is taken
 */
export async function insertFile(db: Database, tenantId: TenantId, file: NewFile): Promise<boolean> {
  const inserted = await db
    .insert(files)
    .values({ ...file, tenantId })
    .onConflictDoNothing({ target: [files.tenantId, files.idempotencyKey] })
    .returning({ id: files.id });
  return inserted.length > 0;
}

/** The file that was created with this idempotency key. */
export async function findFileByKey(
  db: Database,
  tenantId: TenantId,
  idempotencyKey: string,
): Promise<StoredFile | undefined> {
  const [row] = await db
    .select(columns)
    .from(files)
    .where(and(eq(files.tenantId, tenantId), eq(files.idempotencyKey, idempotencyKey)));
  return row === undefined ? undefined : toFile(row);
}

/** @returns whether the tenant had such a file */
export async function deleteFile(db: Database, tenantId: TenantId, id: string): Promise<boolean> {
  const rows = await db
    .delete(files)
    .where(and(eq(files.tenantId, tenantId), eq(files.id, id)))
    .returning({ id: files.id });
  return rows.length > 0;
}

/** Files of one tenant among these ids, in no particular order. */
export async function findFiles(db: Database, tenantId: TenantId, ids: readonly string[]): Promise<StoredFile[]> {
  const rows = await db
    .select(columns)
    .from(files)
    .where(and(eq(files.tenantId, tenantId), inArray(files.id, [...ids])));
  return rows.map(toFile);
}

/** Contents of the tenant's files among these ids. */
export async function findContents(
  db: Database,
  tenantId: TenantId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Buffer>> {
  const rows = await db
    .select({ id: files.id, content: files.content })
    .from(files)
    .where(and(eq(files.tenantId, tenantId), inArray(files.id, [...ids])));
  return new Map(rows.map(({ id, content }) => [id, content]));
}

/** One page of the tenant's files, newest first, and the row behind it if there is one. */
export async function listFiles(db: Database, tenantId: TenantId, page: Page): Promise<StoredFile[]> {
  const { where, orderBy } = keyset(files, "newest first", page.after);
  const rows = await db
    .select(columns)
    .from(files)
    .where(and(eq(files.tenantId, tenantId), where))
    .orderBy(...orderBy)
    .limit(page.first + 1);
  return rows.map(toFile);
}

/** The same page of the files of each of these runs, oldest first, by the run's id. */
export async function listFilesOfRuns(
  db: Database,
  tenantId: TenantId,
  runIds: readonly RunId[],
  page: Page,
): Promise<RowsByOwner<StoredFile>> {
  return listFilesOfEach(db, tenantId, runIds, { owner: "runId", type: "uuid", order: "oldest first" }, page);
}

/** The same page of the files of each of these records, newest first, by the record's global id. */
export async function listFilesOfRecords(
  db: Database,
  tenantId: TenantId,
  recordIds: readonly string[],
  page: Page,
): Promise<RowsByOwner<StoredFile>> {
  return listFilesOfEach(db, tenantId, recordIds, { owner: "recordId", type: "text", order: "newest first" }, page);
}

/** One statement for all owners, which reads no more than the page of each, however many files they have. */
async function listFilesOfEach(
  db: Database,
  tenantId: TenantId,
  ownerIds: readonly string[],
  list: { owner: "runId" | "recordId"; type: "uuid" | "text"; order: "newest first" | "oldest first" },
  page: Page,
): Promise<RowsByOwner<StoredFile>> {
  if (ownerIds.length === 0) return new Map();
  const { where, orderBy } = keyset(files, list.order, page.after);
  const ofOwner = db
    .select(columns)
    .from(files)
    .where(and(eq(files.tenantId, tenantId), sql`${files[list.owner]} = owner.id`, where))
    .orderBy(...orderBy)
    .limit(page.first + 1)
    .as("of_owner");
  const rows = await db
    .select()
    .from(owners(ownerIds, list.type))
    .crossJoinLateral(ofOwner)
    .orderBy(...keyset(ofOwner, list.order, undefined).orderBy);

  return groupBy(
    rows.map(({ of_owner: row }) => toFile(row)),
    (file) => file[list.owner] ?? "",
  );
}

function toFile(
  row: { createdBy: string | null; runId: string | null } & Omit<StoredFile, "createdBy" | "runId">,
): StoredFile {
  return {
    ...row,
    createdBy: row.createdBy === null ? null : userId.parse(row.createdBy),
    runId: row.runId === null ? null : runId.parse(row.runId),
  };
}
