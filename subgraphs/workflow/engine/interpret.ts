import { DBOS, DBOSWorkflowConflictError, Error as dbosErrors } from "@dbos-inc/dbos-sdk";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { ErrorCode } from "../../../kernel/errors/error-code.ts";
import { maskError } from "../../../kernel/errors/mask-error.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { StepDefinition } from "../definition.ts";
import type { RunStep } from "../steps/run-step.ts";
import { findRuns } from "../store/runs.ts";
import { beginStep, markRunEnded, markRunStarted, markStepSucceeded } from "../store/transitions.ts";
import { type RunTicket, runTicket } from "./engine-names.ts";
import { persistently } from "./persistently.ts";

/** What another attempt may mend; anything else fails the step at once. */
const worthRetrying: ReadonlySet<ErrorCode> = new Set(["UPSTREAM_UNAVAILABLE", "TIMEOUT", "RATE_LIMITED"]);

const retries = { retriesAllowed: true, maxAttempts: 8, intervalSeconds: 0.5, backoffRate: 2 };

/**
 * The one workflow that the engine knows: it carries out the definition that a run was stored with. It may be cut off
 * anywhere and started again by another process; the engine then skips the steps it has checkpointed.
 */
export function createInterpreter(options: { db: Database; clock: Clock; logger: Logger; runStep: RunStep }) {
  const { db, clock, logger, runStep } = options;

  return async function interpret(given: unknown): Promise<void> {
    const ticket = runTicket.parse(given);
    const run = await persistently(async () => {
      const [found] = await findRuns(db, ticket.tenantId, [ticket.runId]);
      await markRunStarted(db, ticket, new Date(clock.now()));
      return found;
    });
    if (run === undefined) return; // Deleted with its tenant.
    const scope = { ...run, tenantId: ticket.tenantId };

    const outputs = new Map<string, unknown>();
    for (const step of run.definition.steps) {
      try {
        outputs.set(
          step.id,
          await DBOS.runStep(() => attempt(ticket, step, outputs), { name: step.id, ...retries, shouldRetry }),
        );
      } catch (error) {
        if (isEnginesOwn(error)) throw error;
        const failure = maskError(lastAttemptOf(error), logger);
        await end(ticket, {
          status: "FAILED",
          stepId: step.id,
          error: { code: String(failure.extensions?.["code"]), message: failure.message },
        });
        return;
      }
    }
    await end(ticket, { status: "SUCCEEDED" });

    async function attempt(
      key: RunTicket,
      step: StepDefinition,
      before: ReadonlyMap<string, unknown>,
    ): Promise<unknown> {
      const begun = await persistently(() => beginStep(db, key, step.id));
      if (begun.state === "succeeded before") return begun.output;
      if (begun.state === "run ended") return null;
      const output = storable(await runStep(step, { run: scope, outputs: before }));
      await persistently(() => markStepSucceeded(db, key, step.id, output));
      return output;
    }
  };

  async function end(ticket: RunTicket, outcome: Parameters<typeof markRunEnded>[3]): Promise<void> {
    await persistently(() => markRunEnded(db, ticket, new Date(clock.now()), outcome));
  }
}

/** Postgres stores no U+0000 in JSON, and cells may hold it. */
function storable(output: unknown): unknown {
  return JSON.parse(JSON.stringify(output ?? null), (_key, value: unknown) =>
    typeof value === "string" ? value.replaceAll("\u0000", "\ufffd") : value,
  );
}

function shouldRetry(error: unknown): boolean {
  return error instanceof AirgraphError && worthRetrying.has(error.code);
}

/** The engine tells us that this execution is not, or no longer, the one that counts: never the step's own failure. */
function isEnginesOwn(error: unknown): boolean {
  return error instanceof DBOSWorkflowConflictError || error instanceof dbosErrors.DBOSWorkflowCancelledError;
}

function lastAttemptOf(error: unknown): unknown {
  return error instanceof dbosErrors.DBOSMaxStepRetriesError ? error.errors.at(-1) : error;
}
