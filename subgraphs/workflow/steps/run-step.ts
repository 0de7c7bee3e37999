import type { AskSupergraph } from "../ask-supergraph.ts";
import type { StepDefinition } from "../definition.ts";
import { readRecord } from "./read-record.ts";
import type { StepScope } from "./step-scope.ts";
import { writeSummary } from "./write-summary.ts";

/**
 * Carries out one attempt of a step. It may be cut off and come again, so every effect is keyed by run and step.
 * @returns JSON, which is stored with the run
 */
export type RunStep = (step: StepDefinition, scope: StepScope) => Promise<unknown>;

export function createRunStep(ask: AskSupergraph): RunStep {
  return async (step, scope) => {
    switch (step.kind) {
      case "READ_RECORD":
        return readRecord(ask, scope);
      case "WRITE_SUMMARY":
        return writeSummary(ask, step, scope);
    }
  };
}
