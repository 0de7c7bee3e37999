import { z } from "zod";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { isErrorCode } from "../../kernel/errors/error-code.ts";
import { type Executor, isStream } from "../../kernel/executor/executor.ts";
import type { TenantId } from "../../kernel/identity/ids.ts";
import { type createDelegationSigner, supergraphAudience } from "../../kernel/identity/signed-identity.ts";
import type { StoredRun } from "./store/runs.ts";

/**
 * Asks the whole supergraph in the name of the person who started a run.
 * @returns `data`
 * @throws AirgraphError with the code of the first error in the answer: a step needs all it asked for
 */
export type AskSupergraph = (
  run: StoredRun & { readonly tenantId: TenantId },
  operation: { query: string; variables: Readonly<Record<string, unknown>> },
) => Promise<unknown>;

const errorCode = z.string().refine(isErrorCode).catch("INTERNAL");

export function createAskSupergraph(
  supergraph: Executor,
  sign: ReturnType<typeof createDelegationSigner>,
): AskSupergraph {
  return async ({ id, tenantId, startedBy }, { query, variables }) => {
    const result = await supergraph({
      query,
      variables,
      identity: await sign({ onBehalfOf: { ...startedBy, tenantId }, runId: id }, supergraphAudience),
      requestId: `run:${id}`,
    });
    if (isStream(result)) throw new TypeError("a query answered with a stream");
    const [error] = result.errors ?? [];
    if (error !== undefined) {
      throw new AirgraphError(errorCode.parse(error.extensions?.["code"]), error.message, { ...error.extensions });
    }
    return result.data;
  };
}
