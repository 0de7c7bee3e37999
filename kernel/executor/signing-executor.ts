import type { Caller } from "../identity/caller.ts";
import type { Identity, IdentitySigner } from "../identity/signed-identity.ts";
import type { Source } from "../identity/source.ts";
import type { EventStream, ExecutionRequest, ExecutionResult, Executor } from "./executor.ts";

/** A request before its caller has been signed for the part that is asked. */
export type CallerRequest = Omit<ExecutionRequest, "identity"> & {
  readonly caller: Caller;
  /** Where the request comes from; its refresh token is for the auth subgraph alone. */
  readonly source?: Source | undefined;
};

/** Asks one part of the supergraph in a caller's name. */
export type CallerExecutor = (request: CallerRequest) => Promise<ExecutionResult | EventStream>;

/** Puts the signing of identities behind the port, so that both topologies go the same way. */
export function signFor(audience: string, sign: IdentitySigner, executor: Executor): CallerExecutor {
  const identityOf = createIdentities(audience);
  return async ({ caller, source, ...request }) =>
    executor({ ...request, identity: await sign(identityOf(caller, source), audience) });
}

/** The fetches of one request come with the same objects, and the signer knows what it has signed by the object. */
function createIdentities(audience: string): (caller: Caller, source: Source | undefined) => Identity {
  const known = new WeakMap<Source, Identity>();
  return (caller, source) => {
    if (source === undefined) return { caller };
    const same = known.get(source);
    if (same?.caller === caller) return same;
    const { refreshToken, ...place } = source;
    const identity = { caller, source: audience === "auth" && refreshToken !== undefined ? source : place };
    known.set(source, identity);
    return identity;
  };
}
