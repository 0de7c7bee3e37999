import type { Caller } from "../identity/caller.ts";
import type { IdentitySigner } from "../identity/signed-identity.ts";
import type { Source } from "../identity/source.ts";
import type { ExecutionRequest, ExecutionResult, Executor } from "./executor.ts";

/** A request before its caller has been signed for the part that is asked. */
export type CallerRequest = Omit<ExecutionRequest, "identity"> & {
  readonly caller: Caller;
  /** Where the request comes from; its refresh token is for the auth subgraph alone. */
  readonly source?: Source | undefined;
};

/** Asks one part of the supergraph in a caller's name. */
export type CallerExecutor = (request: CallerRequest) => Promise<ExecutionResult | AsyncIterable<ExecutionResult>>;

/** Puts the signing of identities behind the port, so that both topologies go the same way. */
export function signFor(audience: string, sign: IdentitySigner, executor: Executor): CallerExecutor {
  return async ({ caller, source, ...request }) => {
    if (source === undefined) return executor({ ...request, identity: await sign({ caller }, audience) });
    const { refreshToken, ...place } = source;
    const told = audience === "auth" && refreshToken !== undefined ? source : place;
    return executor({ ...request, identity: await sign({ caller, source: told }, audience) });
  };
}
