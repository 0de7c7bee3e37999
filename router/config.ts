import { z } from "zod";
import { setting, text } from "../kernel/config/settings.ts";
import { redisSettings } from "../kernel/database/settings.ts";
import { privateKey, publicKey } from "../kernel/identity/signing-key.ts";
import { processSettings } from "../kernel/process/settings.ts";
import { traceSettings } from "../kernel/telemetry/settings.ts";
import { type SubgraphName, subgraphNames } from "../subgraphs/registry.ts";
import { authorizationModes } from "./authorization/authorize.ts";
import { safelistModes } from "./documents/documents.ts";
import { executorKinds } from "./operation/run-operation.ts";
import { breakingPolicies } from "./supergraph/follow-supergraph.ts";
import { clientTraces } from "./telemetry/watch-requests.ts";
import { upstreamSettings } from "./upstream/settings.ts";

/** What a request and its operation may be at most (router/limits, router/http). */
export const limitSettings = {
  maximumBodyBytes: setting("MAX_BODY_BYTES", text.positiveInteger, {
    description: "Largest request body, and largest WebSocket message.",
    // A file of 5 MB, the largest that Airtable takes, as base64 in JSON.
    default: String(8 * 1024 * 1024),
  }),
  maximumHeaderBytes: setting("MAX_HEADER_BYTES", text.positiveInteger, {
    description: "Largest headers of a request, all together.",
    default: "16384",
  }),
  headersTimeoutMs: setting("HEADERS_TIMEOUT_MS", text.positiveInteger, {
    description: "How long the headers of a request may take to come.",
    default: "10000",
  }),
  requestTimeoutMs: setting("REQUEST_TIMEOUT_MS", text.positiveInteger, {
    description: "How long a whole request may take to come, its body included.",
    default: "60000",
  }),
  keepAliveMs: setting("KEEP_ALIVE_MS", text.positiveInteger, {
    description: "How long a connection stays open between two requests; longer than a load balancer's own time.",
    default: "65000",
  }),
  maximumSockets: setting("MAX_CONNECTIONS", text.positiveInteger, {
    description: "Connections that are open at once in one process, WebSockets included; further ones are closed.",
    default: "20000",
  }),
  socketsPerAddress: setting("MAX_CONNECTIONS_PER_ADDRESS", text.positiveInteger, {
    description:
      "The same from one address, or IPv6 /64. With TRUSTED_PROXY_HOPS, whose connections are the proxies', requests under way.",
    default: "2000",
  }),
  answerMs: setting("ANSWER_TIMEOUT_MS", text.positiveInteger, {
    description:
      "How long a client may take to take an answer, and as long again for each 128 KiB more of it, before it is cut off.",
    default: "10000",
  }),
  waitingAnswerBytes: setting("ANSWERS_WAITING_BYTES", text.positiveInteger, {
    description:
      "What answers that clients have not taken yet may be together, in one process; beyond it, those that have waited longest are cut off.",
    default: String(256 * 1024 * 1024),
  }),
  maximumBatch: setting("MAX_BATCH", text.positiveInteger, {
    description: "Operations that may come in one request, as a JSON array.",
    default: "1",
  }),
  maximumTokens: setting("MAX_TOKENS", text.positiveInteger, {
    description: "Largest document, in lexical tokens.",
    default: "10000",
  }),
  maximumDepth: setting("MAX_DEPTH", text.positiveInteger, {
    description: "Deepest nesting of fields in an operation.",
    default: "20",
  }),
  maximumFields: setting("MAX_FIELDS", text.positiveInteger, {
    description: "Fields and fragments of a document, counted wherever fragments spread them.",
    default: "10000",
  }),
  maximumRootFields: setting("MAX_ROOT_FIELDS", text.positiveInteger, {
    description: "Root fields of an operation.",
    default: "50",
  }),
  maximumAliases: setting("MAX_ALIASES", text.positiveInteger, {
    description: "Aliases in a document.",
    default: "100",
  }),
  maximumFragments: setting("MAX_FRAGMENTS", text.positiveInteger, {
    description: "Fragments that a document defines.",
    default: "500",
  }),
  maximumDirectives: setting("MAX_DIRECTIVES", text.positiveInteger, {
    description: "Directives in a document.",
    default: "200",
  }),
  maximumDirectivesPerNode: setting("MAX_DIRECTIVES_PER_NODE", text.positiveInteger, {
    description: "Directives in one place of a document.",
    default: "5",
  }),
  maximumValidationErrors: setting("MAX_VALIDATION_ERRORS", text.positiveInteger, {
    description: "Problems that are told of one document; it is not looked at further.",
    default: "10",
  }),
  maximumCost: setting("MAX_COST", text.positiveInteger, {
    description:
      "Most that an operation may be estimated to cost: 1 for each object, lists as long as `first` or `last`, `@cost` and `@listSize` say.",
    // More records than Airtable gives in a minute, and some 10 MB of JSON.
    default: "50000",
  }),
  assumedListSize: setting("ASSUMED_LIST_SIZE", text.positiveInteger, {
    description: "Length of a list that nothing is said of, in estimates of costs.",
    default: "10",
  }),
};

/** How much of what is live there may be (router/live). */
const liveSettings = {
  maximumConnections: setting("LIVE_CONNECTIONS", text.positiveInteger, {
    description: "WebSockets and streams over HTTP that are open at once, in one process.",
    default: "10000",
  }),
  connectionsPerAddress: setting("LIVE_CONNECTIONS_PER_ADDRESS", text.positiveInteger, {
    description: "The same from one address; behind proxies, set TRUSTED_PROXY_HOPS.",
    default: "1000",
  }),
  connectionsPerPerson: setting("LIVE_CONNECTIONS_PER_PERSON", text.positiveInteger, {
    description: "The same of one person or API key.",
    default: "100",
  }),
  connectionsPerTenant: setting("LIVE_CONNECTIONS_PER_TENANT", text.positiveInteger, {
    description: "The same of one tenant.",
    default: "2000",
  }),
  operationsPerSocket: setting("LIVE_OPERATIONS_PER_SOCKET", text.positiveInteger, {
    description: "Operations under way at once on one WebSocket.",
    default: "100",
  }),
  operationsPerPerson: setting("LIVE_OPERATIONS_PER_PERSON", text.positiveInteger, {
    description: "Operations under way at once on all WebSockets and streams of one person or API key.",
    default: "1000",
  }),
  operationsPerTenant: setting("LIVE_OPERATIONS_PER_TENANT", text.positiveInteger, {
    description: "The same of one tenant.",
    default: "10000",
  }),
  queueMessages: setting("LIVE_QUEUE_MESSAGES", text.positiveInteger, {
    description: "Messages that may wait for one client.",
    default: "1000",
  }),
  queueBytes: setting("LIVE_QUEUE_BYTES", text.positiveInteger, {
    description: "How large they may be together. One that is larger goes alone.",
    default: String(1024 * 1024),
  }),
  totalQueueBytes: setting("LIVE_QUEUE_TOTAL_BYTES", text.positiveInteger, {
    description: "What may wait for all clients of one process together; beyond it, slow ones are not waited for.",
    default: String(256 * 1024 * 1024),
  }),
  slowClientMs: setting("LIVE_SLOW_CLIENT_MS", text.positiveInteger, {
    description: "How long a client for which that much waits may take to take half of it, before it is cut off.",
    default: "10000",
  }),
  initialisationMs: setting("WEBSOCKET_INIT_MS", text.positiveInteger, {
    description: "How long a WebSocket may take to send `connection_init`.",
    default: "5000",
  }),
  messagesPerSecond: setting("WEBSOCKET_MESSAGES_PER_SECOND", text.positiveInteger, {
    description: "Messages that one WebSocket may send a second; ten times as many at once after a pause.",
    default: "100",
  }),
  heartbeatMs: setting("LIVE_HEARTBEAT_MS", text.positiveInteger, {
    description: "How often WebSockets are pinged, and streams over HTTP kept alive.",
    default: "12000",
  }),
  resumeMs: setting("LIVE_RESUME_MS", text.positiveInteger, {
    description: "How long a subgraph may be away before the subscriptions that could be resumed end.",
    default: "120000",
  }),
};

/** What of a served graph can be set (router/serve-graph.ts). */
export const graphSettings = {
  clientTraces: setting("TRACEPARENT_FROM_CLIENTS", z.enum(clientTraces, "must be ignore, link or parent"), {
    description:
      "What becomes of the `traceparent` that a client sends: it is ignored, becomes a `link`, or the `parent`, which then also decides what is traced: for clients of one's own.",
    default: "link",
  }),
  slowOperationMs: setting("SLOW_OPERATION_MS", text.positiveInteger, {
    description: "An operation that takes this long is logged with its fetches and its plan.",
    default: "1000",
  }),
  ...processSettings,
  ...limitSettings,
  ...liveSettings,
  port: setting("ROUTER_PORT", text.port, { description: "Port of the one public endpoint.", default: "8000" }),
  shareQueries: setting("SHARE_QUERIES", text.boolean, {
    description:
      "Whether equal queries of one caller from one address that are under way at once are answered once. One of them may then not show yet what a mutation has just changed.",
    default: "false",
  }),
  executor: setting("EXECUTOR", z.enum(executorKinds, "must be own or reference"), {
    description: "Who runs queries and mutations: the router itself, or Apollo's gateway, as a `reference`.",
    default: "own",
  }),
  supergraphFile: setting("SUPERGRAPH_FILE", text.optional, {
    description:
      "File that holds the supergraph; when it changes, the new one takes the former's place without a request being lost. Empty: what was composed with this version.",
    default: "",
  }),
  breakingSupergraph: setting("BREAKING_SUPERGRAPH", z.enum(breakingPolicies, "must be refuse or accept"), {
    description: "Whether a new supergraph in which operations of clients would no longer be valid is refused.",
    default: "refuse",
  }),
  maximumTenantGraphs: setting("TENANT_GRAPHS", text.wholeNumber, {
    description:
      "How many tenants' own graphs (the types of their bases) are kept in one process; of others they are asked for again. 0: nobody has types of their own.",
    default: "200",
  }),
  plannerThread: setting("PLANNER_THREAD", text.boolean, {
    description: "Whether new operations are planned on a thread of its own, so that others do not wait for that.",
    default: "true",
  }),
  authorizationMode: setting("AUTHORIZATION_MODE", z.enum(authorizationModes, "must be null or reject"), {
    description:
      "What becomes of an operation that asks for what its caller may not have: `null` in the places of that, or `reject` all of it.",
    default: "null",
  }),
  corsOrigins: setting("CORS_ORIGINS", text.list, {
    description:
      "Origins whose pages may call the endpoint, separated by commas; with the cookies of a session, if they are of the same site.",
    default: "",
  }),
  cookieSecure: setting("COOKIE_SECURE", text.boolean, {
    description:
      "Sessions in cookies go over https only. false is for plain http on one's own machine; `npm start` sets it.",
    default: "true",
  }),
  trustedProxyHops: setting("TRUSTED_PROXY_HOPS", text.wholeNumber, {
    description:
      "How many proxies of your own stand before the router: a client's address is that many entries from the right of X-Forwarded-For. 0: the header is ignored.",
    default: "0",
  }),
  sandbox: setting("SANDBOX", text.boolean, {
    description:
      "Serves Apollo Sandbox at /graphql and GraphiQL at /graphiql, and is INTROSPECTION and SUGGESTIONS too. `npm start` switches it on.",
    default: "false",
  }),
  introspection: setting("INTROSPECTION", text.boolean, {
    description: "Answers who asks for the schema.",
    default: "false",
  }),
  suggestions: setting("SUGGESTIONS", text.boolean, {
    description: "Tells what may have been meant by a name that there is none of.",
    default: "false",
  }),
  compression: setting("COMPRESSION", text.boolean, {
    description: "Compresses answers for clients that take them so, by brotli or gzip.",
    default: "true",
  }),
  automaticPersistedQueries: setting("AUTOMATIC_PERSISTED_QUERIES", text.boolean, {
    description: "Clients may register documents and ask by their hashes from then on (Apollo's APQ).",
    default: "true",
  }),
  persistedDocuments: setting("PERSISTED_DOCUMENTS", text.string, {
    description:
      "File with the documents of your own clients, as `generate-persisted-query-manifest` or GraphQL Code Generator's client preset writes it. Read at the start. Empty: none.",
    default: "",
  }),
  safelist: setting("SAFELIST", z.enum(safelistModes, "must be off, log or enforce"), {
    description:
      "Documents that are not in PERSISTED_DOCUMENTS are run (`off`), run and logged (`log`), or refused (`enforce`).",
    default: "off",
  }),
  safelistIntrospection: setting("SAFELIST_INTROSPECTION", text.boolean, {
    description: "The safelist lets pass what asks for the schema alone.",
    default: "false",
  }),
  requestsPerMinute: setting("TENANT_REQUESTS_PER_MINUTE", text.wholeNumber, {
    description:
      "Operations that a tenant may ask in a minute; an address where nobody is signed in. Each router counts for itself, or all in REDIS_URL. 0: no limit.",
    default: "0",
  }),
  costPerMinute: setting("TENANT_COST_PER_MINUTE", text.wholeNumber, {
    description: "What the operations of a tenant may be estimated to cost in a minute, all together. 0: no limit.",
    default: "0",
  }),
  ...redisSettings,
};

export const settings = {
  ...graphSettings,
  ...upstreamSettings,
  ...traceSettings,
  identityKey: setting("IDENTITY_PRIVATE_KEY", privateKey, {
    description: "Signs the identities that subgraphs accept (Ed25519, PKCS #8, base64 DER).",
    secret: true,
  }),
  identitySecret: setting("IDENTITY_SECRET", text.key256, {
    description:
      "Shared by the router and all subgraphs: makes each signed identity good for one use (32 bytes, base64).",
    secret: true,
  }),
  delegationKey: setting("DELEGATION_PUBLIC_KEY", publicKey, {
    description: "Verifies the identities under which workflow runs ask the supergraph.",
    secret: true,
  }),
};

/** `SUBGRAPH_<NAME>_URL`: where a subgraph runs when it is not in the router's process. */
export const subgraphUrlSettings = Object.fromEntries(
  subgraphNames.map((name) => [
    name,
    setting(`SUBGRAPH_${name.toUpperCase()}_URL`, text.optionalUrl, {
      description: `Where the ${name} subgraph runs. Empty: in the router's own process.`,
      default: "",
    }),
  ]),
) as Record<SubgraphName, ReturnType<typeof setting<string | undefined>>>;

/** `SUBGRAPH_<NAME>_TIMEOUT_MS`: for a subgraph that needs another time than the others. */
export const subgraphTimeoutSettings = Object.fromEntries(
  subgraphNames.map((name) => [
    name,
    setting(`SUBGRAPH_${name.toUpperCase()}_TIMEOUT_MS`, text.optionalPositiveInteger, {
      description: `How long the router waits for the ${name} subgraph. Empty: SUBGRAPH_TIMEOUT_MS.`,
      default: "",
    }),
  ]),
) as Record<SubgraphName, ReturnType<typeof setting<number | undefined>>>;
