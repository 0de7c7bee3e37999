import { and, eq, inArray, isNull } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import { type RunId, runId, type SagaId, sagaId, type TenantId, tenantId } from "../../../kernel/identity/ids.ts";
import { keyset } from "../../../kernel/pagination/keyset.ts";
import type { Page } from "../../../kernel/pagination/page.ts";
import { TurnLost } from "../engine/endings.ts";
import type { Turn } from "../engine/turn.ts";
import { type SagaDefinition, sagaDefinition } from "../sagas/saga-definition.ts";
import type { Starter } from "../starter.ts";
import { toStarter, toStarterColumns } from "./starter-columns.ts";
import { type sagaStatuses, sagas } from "./tables.ts";

export type SagaStatus = (typeof sagaStatuses)[number];

export interface StoredSaga {
  readonly tenantId: TenantId;
  readonly id: SagaId;
  readonly name: string | null;
  readonly definition: SagaDefinition;
  /** What its templates may refer to beside outputs of its own steps. */
  readonly context: Readonly<Record<string, unknown>>;
  readonly status: SagaStatus;
  /** Why it is undone. */
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly startedBy: Starter;
  /** The run and its step that wait for its end. */
  readonly parent: { readonly runId: RunId; readonly path: string } | null;
  readonly cancelReason: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

export interface NewSaga
  extends Omit<StoredSaga, "tenantId" | "status" | "error" | "cancelReason" | "startedAt" | "endedAt"> {
  readonly idempotencyKey: string | null;
}

export interface SagaKey {
  readonly tenantId: TenantId;
  readonly id: SagaId;
}

/**
 * Stores a saga that waits for a worker.
 * @returns false, with nothing stored, when the tenant has a saga with this idempotency key
 */
export async function insertSaga(transaction: Database, tenant: TenantId, saga: NewSaga): Promise<boolean> {
  const { startedBy, parent, ...columns } = saga;
  const inserted = await transaction
    .insert(sagas)
    .values({
      ...columns,
      ...toStarterColumns(startedBy),
      runId: parent?.runId ?? null,
      runPath: parent?.path ?? null,
      tenantId: tenant,
      status: "QUEUED",
    })
    .onConflictDoNothing()
    .returning({ id: sagas.id });
  return inserted.length > 0;
}

/** What people want of a saga that is under way. */
export interface SagaControl {
  readonly status: SagaStatus;
  readonly cancelReason: string | null;
}

/**
 * Locks the saga's row, and with it all that belongs to the saga.
 * @throws TurnLost when the turn no longer counts
 */
export async function lockSaga(transaction: Database, turn: Turn): Promise<SagaControl> {
  const [row] = await transaction
    .select({ status: sagas.status, cancelReason: sagas.cancelReason })
    .from(sagas)
    .where(and(isSaga(turn), eq(sagas.turn, turn.number), isNull(sagas.endedAt)))
    .for("no key update");
  if (row === undefined) throw new TurnLost(`turn ${turn.number} of saga ${turn.id}`);
  return row;
}

/** A saga, whatever its turn. Locks its row. */
export async function lockSagaOfTenant(transaction: Database, key: SagaKey): Promise<StoredSaga | undefined> {
  const [row] = await transaction.select().from(sagas).where(isSaga(key)).for("no key update");
  return row === undefined ? undefined : toSaga(row);
}

export async function updateSaga(
  transaction: Database,
  key: { readonly tenantId: TenantId; readonly id: string },
  change: PgUpdateSetSource<typeof sagas>,
): Promise<void> {
  await transaction.update(sagas).set(change).where(isSaga(key));
}

function isSaga({ tenantId: tenant, id }: { readonly tenantId: TenantId; readonly id: string }) {
  return and(eq(sagas.tenantId, tenant), eq(sagas.id, id));
}

/** Sagas of one tenant among these ids, in no particular order. */
export async function findSagas(db: Database, tenant: TenantId, ids: readonly SagaId[]): Promise<StoredSaga[]> {
  const rows = await db
    .select()
    .from(sagas)
    .where(and(eq(sagas.tenantId, tenant), inArray(sagas.id, [...ids])));
  return rows.map(toSaga);
}

export async function findSagaByKey(
  db: Database,
  tenant: TenantId,
  idempotencyKey: string,
): Promise<StoredSaga | undefined> {
  const [row] = await db
    .select()
    .from(sagas)
    .where(and(eq(sagas.tenantId, tenant), eq(sagas.idempotencyKey, idempotencyKey)));
  return row === undefined ? undefined : toSaga(row);
}

/** One page of the tenant's sagas, newest first, and the row behind it if there is one. */
export async function listSagas(
  db: Database,
  tenant: TenantId,
  { status }: { readonly status?: readonly SagaStatus[] | undefined },
  page: Page,
): Promise<StoredSaga[]> {
  const { where, orderBy } = keyset(sagas, "newest first", page.after);
  const rows = await db
    .select()
    .from(sagas)
    .where(
      and(eq(sagas.tenantId, tenant), status === undefined ? undefined : inArray(sagas.status, [...status]), where),
    )
    .orderBy(...orderBy)
    .limit(page.first + 1);
  return rows.map(toSaga);
}

const jsonObject = z.record(z.string(), z.unknown());

function toSaga(row: typeof sagas.$inferSelect): StoredSaga {
  return {
    tenantId: tenantId.parse(row.tenantId),
    id: sagaId.parse(row.id),
    name: row.name,
    definition: sagaDefinition.parse(row.definition),
    context: jsonObject.parse(row.context),
    status: row.status,
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? "" },
    startedBy: toStarter(row),
    parent: row.runId === null ? null : { runId: runId.parse(row.runId), path: row.runPath ?? "" },
    cancelReason: row.cancelReason,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
  };
}
