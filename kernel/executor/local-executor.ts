import {
  createSourceEventStream,
  type DocumentNode,
  GraphQLError,
  type ExecutionResult as GraphQLResult,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
} from "graphql";
import { createBoundedCache } from "../bounded-cache.ts";
import { AirgraphError } from "../errors/airgraph-error.ts";
import { maskError } from "../errors/mask-error.ts";
import { toldError } from "../errors/told-error.ts";
import { withCode } from "../errors/with-code.ts";
import type { Caller } from "../identity/caller.ts";
import { type SessionCookies, toldCookies } from "../identity/session-cookies.ts";
import type { IdentityVerifier } from "../identity/signed-identity.ts";
import type { Source } from "../identity/source.ts";
import type { Logger } from "../logger.ts";
import { operationRules } from "../schema-extension/operation-rules.ts";
import type { Span, Tracer } from "../telemetry/tracer.ts";
import { executeInSeries } from "./execute-in-series.ts";
import { type ExecutionRequest, type ExecutionResult, type Executor, isStream, variablesOf } from "./executor.ts";
import { mapStream } from "./map-stream.ts";
import { addMeasure, type Measures, toldMeasures } from "./measures.ts";

/** What every subgraph's context is made from. */
export interface RequestScope {
  readonly caller: Caller;
  /** Where the request comes from; absent where a part of Airgraph asks by itself. */
  readonly source: Source | undefined;
  readonly requestId: string;
  readonly logger: Logger;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal | undefined;
  /** Adds to what answering costs, by name; told in the result's `extensions.measures`. */
  measure(name: string, amount: number): void;
  /** What a browser shall keep in cookies from now on; the last call holds. */
  setCookies(cookies: SessionCookies): void;
}

export interface LocalExecutorOptions {
  schema: GraphQLSchema;
  /** The schema for who asks, where it is not the same for all. @param graph as the request names it */
  schemaOf?: ((caller: Caller, graph: string | undefined) => GraphQLSchema | Promise<GraphQLSchema>) | undefined;
  verifyIdentity: IdentityVerifier;
  /** Called for every query and mutation and for every event, so that loaders and permissions always start afresh. */
  createContext(scope: RequestScope): object;
  /** Goes on with the traces of requests that have one. */
  tracer?: Tracer | undefined;
  /** Of the part, for its spans. */
  name?: string;
  logger: Logger;
}

/** The router sends the same fetches again and again, so a document is parsed and validated once. */
const documentCache = { total: 4_000_000, longest: 20_000 };

/** An executor over a schema in this process. */
export function createLocalExecutor(options: LocalExecutorOptions): Executor {
  const { verifyIdentity, createContext, tracer, name: part = "", schemaOf = () => options.schema } = options;
  const documents = createBoundedCache<Prepared>(documentCache);

  return async (request) => {
    const logger = options.logger.child({ requestId: request.requestId });
    let span: Span | undefined;
    try {
      const { caller, source } = await verifyIdentity(request.identity);
      span = beginSpan(request);
      const schema = await schemaOf(caller, request.graph);
      const prepared = prepare(schema, request);
      if (prepared.kind === "invalid") return masked({ errors: prepared.problems }, logger);

      const { requestId, cancellation } = request;
      if (cancellation?.isCancelled === true)
        throw new AirgraphError("TIMEOUT", "Nobody waits for the answer any more.");
      const operation = (told: Told) => ({
        schema,
        document: prepared.document,
        variableValues: variablesOf(request),
        operationName: request.operationName,
        contextValue: createContext({
          caller,
          source,
          requestId,
          logger,
          // Made when it is asked for, since most subgraphs never do.
          get signal() {
            return cancellation?.signal;
          },
          measure: (name, amount) => addMeasure(told.measures, name, amount),
          setCookies: (cookies) => {
            told.cookies = cookies;
          },
        }),
      });
      const run = async (rootValue?: unknown) => {
        const told: Told = { measures: {}, cookies: undefined };
        return { ...masked(await executeInSeries({ ...operation(told), rootValue }), logger), ...toldExtensions(told) };
      };
      if (getOperationAST(prepared.document, request.operationName)?.operation !== OperationTypeNode.SUBSCRIPTION) {
        const startedAt = performance.now();
        const result = await run();
        logger.debug({ durationMs: Math.round(performance.now() - startedAt) }, "executed");
        return result;
      }
      const events = await createSourceEventStream(operation({ measures: {}, cookies: undefined }));
      if (!isStream(events)) return masked(events, logger);
      return mapStream(events, run, (cause) => toldError(maskError(cause, logger), { cause }));
    } catch (error) {
      return { errors: [maskError(error, logger)] };
    } finally {
      span?.end();
    }
  };

  /** Only of who has proved to be the router: nobody else has us trace anything. */
  function beginSpan({ traceparent, operationName }: ExecutionRequest): Span | undefined {
    if (tracer === undefined || traceparent === undefined) return undefined;
    return tracer.begin({ parent: traceparent })?.span(`${part} answers`, {
      kind: "server",
      attributes: { "airgraph.subgraph": part, "graphql.operation.name": operationName },
    });
  }

  /** What is valid by one version of a graph is so by that same version wherever it turns up. */
  function prepare(schema: GraphQLSchema, { graph, query }: ExecutionRequest): Prepared {
    const key = schema === options.schema ? query : `${graph} ${query}`;
    const known = documents.get(key);
    if (known !== undefined) return known;
    const prepared = parseAndValidate(query, schema);
    documents.set(key, prepared);
    return prepared;
  }
}

/** What a result tells the router besides the answer. */
interface Told {
  readonly measures: Measures;
  cookies: SessionCookies | undefined;
}

function toldExtensions({ measures, cookies }: Told): { extensions?: Record<string, unknown> } {
  const extensions = { ...toldMeasures(measures), ...toldCookies(cookies) };
  return Object.keys(extensions).length === 0 ? {} : { extensions };
}

type Prepared =
  | { readonly kind: "valid"; readonly document: DocumentNode }
  | { readonly kind: "invalid"; readonly problems: readonly GraphQLError[] };

function parseAndValidate(query: string, schema: GraphQLSchema): Prepared {
  let document: DocumentNode;
  try {
    document = parse(query, { noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { kind: "invalid", problems: [withCode(error, "GRAPHQL_PARSE_FAILED")] };
  }
  const problems = validate(schema, document, operationRules);
  if (problems.length === 0) return { kind: "valid", document };
  return { kind: "invalid", problems: problems.map((problem) => withCode(problem, "GRAPHQL_VALIDATION_FAILED")) };
}

function masked(result: GraphQLResult, logger: Logger): ExecutionResult {
  const { errors, data } = result;
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined ? {} : { errors: errors.map((error) => maskError(error, logger)) }),
  };
}
