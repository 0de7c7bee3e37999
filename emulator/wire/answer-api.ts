import { refusals } from "../api-error.ts";
import { type PermissionLevel, reaches } from "../seed/seed.ts";
import { findTable } from "../store/model.ts";
import { unreachable } from "../unreachable.ts";
import { checkQueryKeys } from "./check-keys.ts";
import { type BaseCall, type Caller, type ResponseBody, requireScope, type TableCall } from "./endpoint.ts";
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
export function answerApi(
  service: Service,
  route: RouteMatch,
  incoming: Incoming,
): ResponseBody | Promise<ResponseBody> {
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
  const { endpoint, ...path } = route;
  const { method, query, origin, body } = incoming;
  const contentType = incoming.headers["content-type"] ?? null;
  const printUrl = (url: string) => service.attachmentUrls.print(url, origin);
  const { unknownKeys } = service.switches;
  const request = { ...path, method, query, contentType, body, printUrl, unknownKeys };
  checkQueryKeys(request, endpoint.queryKeys ?? []);
  switch (endpoint.target) {
    case "workspace": {
      const run = endpoint.prepare(request);
      if (endpoint.scope !== null) requireScope(caller, endpoint.scope);
      return run(caller);
    }
    case "base": {
      const run = endpoint.prepare(request);
      if (endpoint.scope !== null) requireScope(caller, endpoint.scope);
      const call = openBase(caller, route.baseId);
      requireRole(endpoint, call);
      return run(call);
    }
    case "table": {
      const run = endpoint.prepare(request);
      if (endpoint.scope !== null) requireScope(caller, endpoint.scope);
      const call = openTable(openBase(caller, route.baseId), route.tableKey);
      requireRole(endpoint, call);
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

function openBase(caller: Caller, baseId: string): BaseCall {
  const { service, token, user } = caller;
  const grant = token.bases.find(({ id }) => id === baseId);
  const base = service.workspace.bases.get(baseId);
  if (grant === undefined || base === undefined || !reaches(grant.permissionLevel, "read")) {
    throw refusals.modelNotFound();
  }
  const reader = service.readers.of(base);
  const now = service.clock.now();
  reader.startRequest(now);
  // Airtable's stamps have whole seconds (reference 4).
  const change = { time: Math.floor(now / 1000) * 1000, userId: user.id };
  const level = grant.permissionLevel;
  const author = { source: "publicApi", user, permissionLevel: level } as const;
  return { ...caller, base, reader, level, now, change, author };
}

function openTable(call: BaseCall, tableKey: string): TableCall {
  const table = findTable(call.base, tableKey);
  if (table === null) throw refusals.modelNotFound();
  return { ...call, table };
}

function requireRole<Call extends BaseCall>(
  endpoint: { readonly role: PermissionLevel; refusedAs?(call: Call): string },
  call: Call,
): void {
  if (reaches(call.level, endpoint.role)) return;
  throw refusals.notPermitted(endpoint.refusedAs?.(call) ?? "perform this operation");
}
