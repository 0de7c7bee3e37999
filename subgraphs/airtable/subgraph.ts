import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import type { Audit } from "../../kernel/audit-log/audit.ts";
import { askedBy } from "../../kernel/audit-log/audit-entry.ts";
import { createAuditLog } from "../../kernel/audit-log/audit-log.ts";
import { actorOf } from "../../kernel/authorization/rules.ts";
import { readConfig } from "../../kernel/config/settings.ts";
import { migrateEventLog } from "../../kernel/event-log/event-log.ts";
import { startListener } from "../../kernel/event-log/listener.ts";
import type { RequestScope } from "../../kernel/executor/local-executor.ts";
import type { TenantId } from "../../kernel/identity/ids.ts";
import { createSeal } from "../../kernel/secrets/seal.ts";
import { openStore } from "../../kernel/subgraph/open-store.ts";
import { readSchema, type Subgraph } from "../../kernel/subgraph/subgraph.ts";
import { createSubgraphExecutor } from "../../kernel/subgraph/subgraph-executor.ts";
import { forgetDeletedTenants } from "../../kernel/tenants/deleted-tenants.ts";
import { createCaches } from "./caches.ts";
import { settings } from "./config.ts";
import { findOAuthServer } from "./connections/find-oauth-server.ts";
import { type OpenConnection, openConnections } from "./connections/open-connections.ts";
import { createCredentialsRenewer } from "./connections/renew-credentials.ts";
import type { Context } from "./context.ts";
import { createLoaders } from "./loaders.ts";
import { permissions } from "./permissions.ts";
import { type CallerRules, rulesFor, withoutRules } from "./policies/caller-rules.ts";
import { createPolicyBook } from "./policies/policy-book.ts";
import { onPolicyChange } from "./policies/policy-stream.ts";
import { createSharedReads } from "./reading/shared-reads.ts";
import { createCallRecorder } from "./record-calls.ts";
import { createReservedNames } from "./resolvers/reserved-names.ts";
import { resolvers } from "./resolvers/resolvers.ts";
import { openLanes } from "./scheduler/open-lanes.ts";
import { createScheduler } from "./scheduler/scheduler.ts";
import { createSchedulerMetrics } from "./scheduler/scheduler-metrics.ts";
import { forgetChangedSchemas } from "./schema-changes/schema-stream.ts";
import { listConnections } from "./store/connections.ts";
import { sealedColumns } from "./store/sealed-columns.ts";
import { tablesOfTenants } from "./store/tables-of-tenants.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";
import { createGraphSchemas } from "./typed/graphs/graph-schemas.ts";
import { startGraphWork } from "./typed/graphs/graph-work.ts";
import { keepGraphs } from "./typed/graphs/keep-graphs.ts";
import { serveGraphs } from "./typed/graphs/serve-graphs.ts";
import { visibleGraph } from "./typed/graphs/visible-graph.ts";
import { createAirtableClient } from "./upstream/airtable-client.ts";
import { createSpacing } from "./upstream/spacing.ts";
import { createTransport } from "./upstream/transport.ts";
import { startWatching } from "./watching/start-watching.ts";
import { createRecordWriter } from "./writing/record-writer.ts";

const name = "airtable";
const schema = readSchema(import.meta.url);

/** Bases, tables and records of the tenants' Airtable. */
export const airtable: Subgraph = {
  name,
  settings,
  schema,
  sealedColumns,
  async start({ env, logger: parentLogger, clock, metrics, tracer }) {
    const config = readConfig(settings, env);
    await migrateEventLog(config.databaseUrl);
    const database = await openStore(name, config, import.meta.url);
    const { db } = database;
    const logger = parentLogger.child({ subgraph: name });
    const seal = createSeal(config.encryptionKey, config.formerEncryptionKeys);
    const oauth = findOAuthServer(config, clock);
    const auditLog = createAuditLog({
      keys: { current: config.auditKey, former: config.formerAuditKeys },
      clock,
    });
    const renewer = createCredentialsRenewer({ db, seal, oauth, timeoutMs: config.airtableTimeoutMs });
    const tokens = { db, seal, renewer, clock };
    const listener = await startListener({ url: config.databaseUrl, logger });
    const forgetting = forgetDeletedTenants({
      part: name,
      db,
      listener,
      logger,
      tables: tablesOfTenants,
    });
    const caches = createCaches(clock);
    forgetChangedSchemas(listener, caches);
    const policyBook = createPolicyBook({ db, clock, secret: config.identitySecret });
    onPolicyChange(listener, policyBook.forget);
    const random = () => Math.random();
    const transport = createTransport({
      urls: { api: config.airtableUrl, content: config.airtableContentUrl ?? contentUrl(config.airtableUrl) },
      timeoutMs: config.airtableTimeoutMs,
    });
    const lanes = await openLanes({ db, redisUrl: config.redisUrl, logger });
    const limits = { perBase: config.airtableCallsPerBase, perOwner: config.airtableCallsPerOwner };
    const scheduler = createScheduler({
      store: lanes.store,
      limits,
      maxQueue: config.airtableMaxQueue,
      maxWaitMs: {
        interactive: config.airtableMaxWaitMs,
        workflow: config.airtableMaxBulkWaitMs,
        background: config.airtableMaxBulkWaitMs,
      },
      random,
      metrics: createSchedulerMetrics(metrics),
    });
    const stopping = new AbortController();
    setMaxListeners(0, stopping.signal); // One for each call that waits for its turn.
    const calls = createCallRecorder({ db, logger });
    const client = createAirtableClient({
      transport,
      scheduler,
      limits,
      space: createSpacing(),
      clock,
      random,
      onFinished: calls.record,
      stopping: stopping.signal,
    });

    const reads = createSharedReads(client);
    const reserved = createReservedNames();
    const writer = createRecordWriter({ client, touchBase: reads.touch, logger });

    const work = startGraphWork({ core: schema, logger });
    const typedGraphs = serveGraphs({
      db,
      work,
      isConnected: async (tenantId) => (await listConnections(db, tenantId)).length > 0,
      policyBook,
      view: async (tenantId, viewer, graph) => {
        const { sign } = policyBook;
        const rules = rulesFor(viewer, { ...(await policyBook.policiesOf(tenantId)), address: undefined, sign });
        return visibleGraph({ ...airtableInBackground(tenantId), rules: async () => rules }, graph);
      },
    });

    function createContext(scope: RequestScope): Context {
      let opened: Promise<OpenConnection[]> | undefined;
      const asker = () => ({
        ...actorOf(scope),
        requestId: scope.requestId,
        signal: scope.signal,
        onTurn: (waitedMs: number) => {
          scope.measure("calls", 1);
          scope.measure("waitedMs", Math.round(waitedMs));
        },
      });
      const connections = async () => (opened ??= openConnections(tokens, asker()));
      let looked: Promise<CallerRules> | undefined;
      const rules = async () => (looked ??= policyBook.rulesOf(actorOf(scope)));
      const tenantAirtable: TenantAirtable = { connections, rules, client, caches, reads, writer };
      const loaders = createLoaders(tenantAirtable);
      const audit: Audit = async (transaction, act) => {
        await auditLog.append(transaction, actorOf(scope).tenantId, { ...askedBy(scope), ...act });
      };
      const parts = { listener, audit, newId: randomUUID, asker, oauth, loaders, policyBook, typedGraphs, reserved };
      return { ...scope, ...tenantAirtable, ...tokens, ...parts, afresh: () => createContext(scope) };
    }

    /** A tenant's Airtable for work that nobody waits for. */
    function airtableInBackground(tenantId: TenantId): TenantAirtable {
      let opened: Promise<OpenConnection[]> | undefined;
      const asker = {
        tenantId,
        requestId: "watching",
        priority: "background",
        signal: undefined,
        onTurn: () => {},
      } as const;
      const connections = async () => (opened ??= openConnections(tokens, asker));
      // What is told to whom is decided where it is told.
      return { connections, rules: async () => withoutRules(), client, caches, reads, writer };
    }

    const watching = startWatching({
      db,
      client,
      seal,
      clock,
      publicUrl: config.webhookUrl,
      airtableOf: airtableInBackground,
      claimant: randomUUID(),
      pollMs: config.pollMs,
      listener,
      logger,
    });
    const keeping = keepGraphs({
      db,
      clock,
      reserved,
      work,
      airtableOf: airtableInBackground,
      newId: randomUUID,
      claimant: randomUUID(),
      pollMs: config.pollMs,
      listener,
      logger,
    });

    return {
      executor: createSubgraphExecutor<Context>({
        name,
        schema,
        resolvers,
        permissions,
        tracer,
        identityKey: config.identityKey,
        identitySecret: config.identitySecret,
        createContext,
        schemasOf: (core) => createGraphSchemas(core, { typedGraphs, caches }),
        clock,
        logger: parentLogger,
      }),
      notReady: async () => [...((await database.ready()) ? [] : ["database"]), ...(await lanes.notReady())],
      async stop() {
        stopping.abort();
        await keeping.stop();
        await work.stop();
        await watching.stop();
        await scheduler.stop();
        await forgetting.stop();
        await listener.stop();
        await transport.close();
        await calls.stop();
        await lanes.close();
        await database.close();
      },
    };
  },
};

/** Airtable takes uploads on a host of its own; the emulator is one host. */
function contentUrl(apiUrl: string): string {
  return new URL(apiUrl).host === "api.airtable.com" ? "https://content.airtable.com" : apiUrl;
}
