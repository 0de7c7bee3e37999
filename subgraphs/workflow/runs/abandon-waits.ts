import { runId, sagaId } from "../../../kernel/identity/ids.ts";
import { abandoned, awaitSettled } from "../engine/await-settled.ts";
import { persistently } from "../engine/persistently.ts";
import type { RunTurn } from "../engine/run-turn.ts";

import { cancelSaga } from "../sagas/cancel-saga.ts";
import { markApprovalEnded } from "../store/approvals.ts";
import { openWaits, type StoredWait, settleWait } from "../store/waits.ts";
import { cancelRun } from "./cancel-run.ts";

const reason = "The run that waited for it has ended.";

/**
 * Ends all that a run still waits for: withdraws what people are asked, cancels runs that it started, and has its sagas
 * undone.
 * @throws Suspended while sagas are being undone
 */
export async function abandonWaits(turn: RunTurn): Promise<void> {
  const { db, journal } = turn;
  for (const wait of await persistently(() => openWaits(db, journal.turn))) {
    await persistently(() => abandon(turn, wait));
    if (wait.kind === "saga") await awaitSettled(turn, wait.path);
  }
}

async function abandon({ db, clock, journal }: RunTurn, { kind, path, topic }: StoredWait): Promise<void> {
  const { tenantId } = journal.turn;
  const at = new Date(clock.now());
  switch (kind) {
    case "saga":
      return cancelSaga({ db, clock }, tenantId, sagaId.parse(topic), reason);
    case "run":
      await cancelRun({ db, clock }, tenantId, runId.parse(topic), reason);
      break;
    case "approval":
      await markApprovalEnded(db, journal.turn, { path, at, status: "WITHDRAWN" });
      break;
    case "time":
    case "event":
  }
  await settleWait(db, journal.turn, path, { outcome: abandoned, at });
}
