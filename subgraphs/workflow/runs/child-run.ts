import { createHash } from "node:crypto";
import type { Database } from "../../../kernel/database/database.ts";
import type { RunId, TenantId } from "../../../kernel/identity/ids.ts";
import { persistently } from "../engine/persistently.ts";
import type { EngineParts } from "../engine/run-turn.ts";
import { findRuns, type StoredRun } from "../store/runs.ts";
import { readValue } from "../store/values.ts";
import { startRun } from "./start-run.ts";

/** Starts a run for a step of another, in whose name it acts; the step finds it again when it is repeated. */
export async function startChildRun(
  parts: EngineParts,
  parent: StoredRun,
  path: string,
  { workflow, input }: { workflow: string; input: Readonly<Record<string, unknown>> },
): Promise<StoredRun> {
  const start = {
    tenantId: parent.tenantId,
    startedBy: parent.startedBy,
    trigger: { kind: "workflow", brought: { runId: parent.id, step: path } },
    parent: { runId: parent.id, path },
  } as const;
  const idempotencyKey = keyOfStep(parent, path);
  return persistently(() => startRun(parts, start, { workflow, input, idempotencyKey }));
}

/** What a step of a run starts something else under, once for each time that the run is tried. */
export function keyOfStep({ id, generation }: StoredRun, path: string): string {
  const key = `${id}:${generation}:${path}`;
  return key.length <= 200 ? key : `${id}:${generation}:${createHash("sha256").update(path).digest("hex")}`;
}

/** How a run has ended; undefined as long as it has not. */
export async function endOfRun(db: Database, tenantId: TenantId, id: RunId) {
  const [run] = await findRuns(db, tenantId, [id]);
  if (run === undefined || run.endedAt === null) return undefined;
  return { status: run.status, error: run.error, output: await readValue(db, run, run.output) };
}
