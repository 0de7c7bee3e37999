import { DBOS, DBOSWorkflowConflictError } from "@dbos-inc/dbos-sdk";
import { admitRuns } from "../runs/admit-runs.ts";
import { type SagaPatience, usualPatience } from "../sagas/saga-turn.ts";
import { takeSagaTurn } from "../sagas/take-saga-turn.ts";
import { TurnLost } from "./endings.ts";
import { persistently } from "./persistently.ts";
import type { EngineParts } from "./run-turn.ts";
import { takeRunTurn } from "./take-run-turn.ts";
import { ticket } from "./ticket.ts";

/**
 * The one workflow that the engine knows: it takes a turn of a run or of a saga. The engine starts it again, in another
 * process, when it was cut off; what had been done by then is in our own journal.
 */
export function createTakeTurn(parts: EngineParts, patience: SagaPatience = usualPatience) {
  return async function takeTurn(given: unknown): Promise<void> {
    const parsed = ticket.parse(given);
    const engineId = DBOS.workflowID ?? "";
    try {
      if (parsed.kind === "admission") {
        const { tenantId, id } = parsed;
        const at = new Date(parts.clock.now());
        await persistently(() => parts.db.transaction((transaction) => admitRuns(transaction, tenantId, id, at)));
      } else if (parsed.kind === "run") await takeRunTurn(parts, parsed, engineId);
      else await takeSagaTurn(parts, parsed, engineId, patience);
    } catch (error) {
      // Only who has the turn may tell the engine that it is done: this execution leaves it to that one.
      if (error instanceof TurnLost) throw new DBOSWorkflowConflictError(engineId);
      throw error;
    }
  };
}
