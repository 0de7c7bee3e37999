import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes, randomUUID } from "node:crypto";
import { jest } from "@jest/globals";
import { PostgresJsSession } from "drizzle-orm/postgres-js";
import { type Clock, systemClock } from "../../kernel/clock.ts";
import { type Database, openDatabase } from "../../kernel/database/database.ts";
import { type ExecutionResult, type Executor, isStream } from "../../kernel/executor/executor.ts";
import type { Account, Caller, Machine, Person } from "../../kernel/identity/caller.ts";
import { apiKeyId, type RunId, runId, sessionId, type TenantId, tenantId, userId } from "../../kernel/identity/ids.ts";
import { type BuiltInRole, builtInRoles, type Scope } from "../../kernel/identity/scopes.ts";
import type { Source } from "../../kernel/identity/source.ts";
import { type Logger, silentLogger } from "../../kernel/logger.ts";
import type { RunningSubgraph, Subgraph } from "../../kernel/subgraph/subgraph.ts";
import { noMetrics } from "../../kernel/telemetry/metrics.ts";
import { createTestDatabase } from "./database.ts";
import { createTestRouter } from "./identity.ts";

export interface TestSubgraph {
  readonly databaseUrl: string;
  /** For what other parts of Airgraph would have stored. */
  readonly db: Database;
  /** Asks in a caller's name, as the router does. @param source where the caller asks from */
  ask(caller: Caller, query: string, variables?: Record<string, unknown>, source?: Source): Promise<ExecutionResult>;
  /** Asks on a version of the caller's tenant's own graph. */
  askOn(graph: string, caller: Caller, query: string, variables?: Record<string, unknown>): Promise<ExecutionResult>;
  /** Starts one more instance on the same database. @param env what it is configured by otherwise */
  startAnother(logger?: Logger, env?: Record<string, string>): Promise<RunningSubgraph>;
  /** Asks another instance. */
  askOf(
    instance: RunningSubgraph,
    caller: Caller,
    query: string,
    variables?: Record<string, unknown>,
    source?: Source,
  ): Promise<ExecutionResult>;
  /** Subscribes in a caller's name; `at` one more instance, if one is given. */
  follow(
    caller: Caller,
    query: string,
    variables?: Record<string, unknown>,
    at?: RunningSubgraph,
  ): Promise<ExecutionResult | AsyncIterable<ExecutionResult>>;
  /** Asks or subscribes in a caller's name, by a version of the caller's own graph. */
  request(
    caller: Caller,
    request: { query: string; variables?: Record<string, unknown>; graph: string },
    at?: RunningSubgraph,
  ): Promise<ExecutionResult | AsyncIterable<ExecutionResult>>;
  stop(): Promise<void>;
}

/** Signs the audit logs of all tests, and seals what they store. */
const auditKey = randomBytes(32).toString("base64");
const encryptionKey = randomBytes(32).toString("base64");

/** One subgraph as it runs in production, on an empty database of its own. */
export async function startTestSubgraph(
  subgraph: Subgraph,
  {
    clock = systemClock,
    env = {},
    supergraph,
  }: { clock?: Clock; env?: Record<string, string>; supergraph?: Executor } = {},
): Promise<TestSubgraph> {
  const testDatabase = await createTestDatabase();
  const { url } = testDatabase;
  const router = createTestRouter(clock);
  // Tests sign dozens of people up; those of the limits switch them on.
  const settings = {
    DATABASE_URL: url,
    RATE_LIMITS: "off",
    AUDIT_KEY: auditKey,
    ENCRYPTION_KEY: encryptionKey,
    ...router.settings,
    ...env,
  };
  const startAnother = async (logger = silentLogger, otherEnv: Record<string, string> = {}) =>
    subgraph.start({
      env: { ...settings, ...otherEnv },
      logger,
      clock,
      metrics: noMetrics,
      ...(supergraph === undefined ? {} : { supergraph }),
    });
  const askOf: TestSubgraph["askOf"] = async ({ executor }, caller, query, variables, source) => {
    const identity = await router.sign(caller, subgraph.name, source);
    return resultOf(await executor({ query, variables, identity, requestId: randomUUID() }));
  };
  const running = await startAnother();
  const database = openDatabase({ url, applicationName: "test", maxConnections: 5 });
  return {
    databaseUrl: url,
    db: database.db,
    startAnother,
    askOf,
    ask: async (caller, query, variables, source) => askOf(running, caller, query, variables, source),
    async askOn(graph, caller, query, variables) {
      const identity = await router.sign(caller, subgraph.name);
      return resultOf(await running.executor({ query, variables, identity, requestId: randomUUID(), graph }));
    },
    async follow(caller, query, variables, at = running) {
      const identity = await router.sign(caller, subgraph.name);
      return at.executor({ query, variables, identity, requestId: randomUUID() });
    },
    async request(caller, request, at = running) {
      const identity = await router.sign(caller, subgraph.name);
      return at.executor({ ...request, identity, requestId: randomUUID() });
    },
    async stop() {
      await running.stop();
      await database.close();
      await testDatabase.drop();
    },
  };
}

function resultOf(answer: Awaited<ReturnType<Executor>>): ExecutionResult {
  if (isStream(answer)) throw new TypeError("a subscription");
  return answer;
}

/** The built-in roles, from most to least. */
export const roleNames = Object.keys(builtInRoles) as BuiltInRole[];

/** Somebody new, in a tenant of their own unless one is named. */
export function newPerson(about: { tenantId?: TenantId; role?: BuiltInRole; runId?: RunId } = {}): Person {
  const role = about.role ?? "editor";
  return {
    kind: "person",
    userId: userId.parse(randomUUID()),
    tenantId: about.tenantId ?? newTenant(),
    roleId: role,
    scopes: builtInRoles[role],
    ...(about.runId === undefined ? {} : { runId: about.runId }),
  };
}

/** Somebody new who acts in no tenant, and signed in just now. */
export function newAccount(): Account {
  return {
    kind: "account",
    userId: userId.parse(randomUUID()),
    session: {
      sessionId: sessionId.parse(randomUUID()),
      confirmedAt: Math.floor(systemClock.now() / 1000),
      secondFactor: false,
    },
  };
}

/** An API key of a tenant of its own, unless one is named. */
export function newMachine(scopes: readonly Scope[], about: { tenantId?: TenantId } = {}): Machine {
  return {
    kind: "machine",
    apiKeyId: apiKeyId.parse(randomUUID()),
    tenantId: about.tenantId ?? newTenant(),
    scopes,
  };
}

export function newTenant(): TenantId {
  return tenantId.parse(randomUUID());
}

export function newRunId(): RunId {
  return runId.parse(randomUUID());
}

const statementsOfWork = new AsyncLocalStorage<string[]>();

/** The SQL statements that `work` asks for; not those of what goes on beside it, as chores do. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const { prepareQuery } = PostgresJsSession.prototype;
  const spy = jest.spyOn(PostgresJsSession.prototype, "prepareQuery");
  spy.mockImplementation(function (this: typeof PostgresJsSession.prototype, ...given) {
    statementsOfWork.getStore()?.push(given[0].sql);
    return prepareQuery.apply(this, given);
  });
  const statements: string[] = [];
  try {
    await statementsOfWork.run(statements, work);
    return statements;
  } finally {
    spy.mockRestore();
  }
}
