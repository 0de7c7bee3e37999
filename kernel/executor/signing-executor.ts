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
  return async (request) => {
    const { query, operationName, variables, variablesJson, graph } = request;
    const { requestId, traceparent, cancellation, endsAt } = request;
    const identity = await sign(identityOf(request.caller, request.source), audience);
    const asked = {
      query,
      operationName,
      variables,
      variablesJson,
      graph,
      requestId,
      traceparent,
      cancellation,
      endsAt,
    };
    return executor({ ...asked, identity });
  };
}

/** Of one caller. More come from who asks from very many places, or makes them up. */
const mostPlaces = 100;

/**
 * Requests of one caller come from the same few places, and the signer knows what it has signed by the object: each place has
 * one, which outlives the requests from it.
 */
function createIdentities(audience: string): (caller: Caller, source: Source | undefined) => Identity {
  const known = new WeakMap<Caller, Map<string, Identity>>();
  return (caller, source) => {
    if (source === undefined) return { caller };
    if (audience === "auth" && source.refreshToken !== undefined) return { caller, source };
    let identities = known.get(caller);
    if (identities === undefined) known.set(caller, (identities = new Map()));
    const key = keyOf(source);
    const same = identities.get(key);
    if (same !== undefined) return same;
    const { refreshToken: _, ...place } = source;
    const identity = { caller, source: place };
    if (identities.size >= mostPlaces) identities.clear();
    identities.set(key, identity);
    return identity;
  };
}

/** Different for different places: neither transports nor addresses have blanks. */
function keyOf({ transport, address, userAgent }: Source): string {
  return userAgent === undefined ? `${transport} ${address}` : `${transport} ${address} ${userAgent}`;
}
