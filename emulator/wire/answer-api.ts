import { refusals } from "../api-error.ts";
import type { JsonObject } from "../json.ts";
import { type PermissionLevel, permissionLevels, type Scope } from "../seed/seed.ts";
import { findTable } from "../store/model.ts";
import { unreachable } from "../unreachable.ts";
import type { BaseCall, Caller, TableCall } from "./endpoint.ts";
import type { Incoming } from "./incoming.ts";
import type { RouteMatch } from "./routes.ts";
import type { Service } from "./service.ts";

/**
 * Answers a call, with the checks in the order of reference 1.2. Everything from the rate limit on happens in one turn
 * of the event loop, which is what makes batches atomic.
 *
 * @param route step 1, done by the caller
 * @throws ApiError for every refusal
 */
export function answerApi(service: Service, route: RouteMatch, incoming: Incoming): JsonObject | Promise<JsonObject> {
  const caller = authenticate(service, incoming.headers.authorization);
  if (!service.limiter.admit(caller.user.id, route.baseId || null)) {
    throw refusals.rateLimited(service.switches.burst429Body);
  }
  // Only `/v0/meta/` keeps answering when the month's calls are used up (reference 2).
  if (route.baseId !== "" && !incoming.url.startsWith("/v0/meta/") && !service.quota.take(route.baseId)) {
    throw refusals.quotaExceeded();
  }
  if (incoming.url.length >= service.switches.urlLimit) throw refusals.invalidRequest(service.switches.urlLimitStatus);
  if (incoming.body === null) throw refusals.tooLarge();
  const { method, query, origin, body } = incoming;
  const contentType = incoming.headers["content-type"] ?? null;
  const { endpoint, recordId, commentId, syncId, fieldKey } = route;
  const { unknownKeys } = service.switches;
  const ids = { recordId, commentId, syncId, fieldKey };
  const request = { method, query, origin, body, contentType, unknownKeys, ...ids };
  switch (endpoint.target) {
    case "workspace": {
      const run = endpoint.prepare(request);
      requireScope(caller, endpoint.scope);
      return run(caller);
    }
    case "base": {
      const run = endpoint.prepare(request);
      requireScope(caller, endpoint.scope);
      return run(openBase(caller, route.baseId, endpoint.role));
    }
    case "table": {
      const run = endpoint.prepare(request);
      requireScope(caller, endpoint.scope);
      const call = openTable(openBase(caller, route.baseId, "read"), route.tableKey);
      if (!reaches(call.level, endpoint.role)) {
        throw refusals.notPermitted(endpoint.refusedAs?.(call) ?? "perform this operation");
      }
      return run(call);
    }
  }
  return unreachable(endpoint);
}

function authenticate(service: Service, authorization: string | undefined): Caller {
  const secret = /^Bearer +(\S+) *$/i.exec(authorization ?? "")?.[1];
  const token = secret === undefined ? undefined : service.workspace.tokens.get(secret);
  const user = token === undefined ? undefined : service.workspace.users.byId.get(token.userId);
  const expired = token?.expirationTime !== undefined && Date.parse(token.expirationTime) <= service.clock.now();
  if (token === undefined || user === undefined || expired) throw refusals.unauthenticated();
  return { service, token, user };
}

function requireScope(caller: Caller, scope: Scope | null): void {
  if (scope !== null && !caller.token.scopes.includes(scope)) throw refusals.modelNotFound();
}

function openBase(caller: Caller, baseId: string, role: PermissionLevel): BaseCall {
  const { service, token, user } = caller;
  const grant = token.bases.find(({ id }) => id === baseId);
  const base = service.workspace.bases.get(baseId);
  const reader = service.readers.get(baseId);
  if (grant === undefined || base === undefined || reader === undefined || !reaches(grant.permissionLevel, role)) {
    throw refusals.modelNotFound();
  }
  const now = service.clock.now();
  reader.startRequest(now);
  // Airtable's stamps have whole seconds (reference 4).
  const change = { time: Math.floor(now / 1000) * 1000, userId: user.id };
  return { ...caller, base, reader, level: grant.permissionLevel, change };
}

function openTable(call: BaseCall, tableKey: string): TableCall {
  const table = findTable(call.base, tableKey);
  if (table === null) throw refusals.modelNotFound();
  return { ...call, table };
}

function reaches(level: PermissionLevel, needed: PermissionLevel): boolean {
  return permissionLevels.indexOf(level) >= permissionLevels.indexOf(needed);
}
