import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { isStream } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import type { CountedFetch, FetchOutcome } from "../execution/fetch/finished-fetch.ts";

/** An executor of whose requests is told what is counted: Apollo's gateway tells nothing of them. */
export function countFetches(
  service: string,
  executor: CallerExecutor,
  countFetch: (fetch: CountedFetch) => void,
): CallerExecutor {
  return async (request) => {
    const startedAt = performance.now();
    const representations = request.variables?.["representations"];
    const entities = Array.isArray(representations) ? representations.length : 0;
    let outcome: FetchOutcome = "ok";
    try {
      const result = await executor(request);
      if (!isStream(result) && result.errors !== undefined) outcome = "partial";
      return result;
    } catch (error) {
      outcome = error instanceof AirgraphError ? error.code : "INTERNAL";
      throw error;
    } finally {
      countFetch({ step: { service }, entities, startedAt, endedAt: performance.now(), outcome });
    }
  };
}
