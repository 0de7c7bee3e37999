import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server } from "node:http";
import { GraphQLError } from "graphql";
import { CloseCode } from "graphql-ws";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ErrorCode } from "../../kernel/errors/error-code.ts";
import { maskError } from "../../kernel/errors/mask-error.ts";
import { toldError } from "../../kernel/errors/told-error.ts";
import { isStream } from "../../kernel/executor/executor.ts";
import { forGraphqlWs } from "../../kernel/executor/graphql-ws-result.ts";
import { mapStream } from "../../kernel/executor/map-stream.ts";
import { stopWebSockets } from "../../kernel/http/stop-web-sockets.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Documents } from "../documents/documents.ts";
import type { Subscribe } from "../execution/subscribe.ts";
import type { CookieJar } from "../http/cookies.ts";
import { endpointPath } from "../http/handle-http.ts";
import type { IsOwnOrigin } from "../http/own-origin.ts";
import { sourceOf } from "../http/source.ts";
import type { Authenticate } from "../identity/authenticate.ts";
import type { Standings } from "../identity/standings.ts";
import type { Admit } from "../operation/admit-operation.ts";
import { type RunOperation, resultOf } from "../operation/run-operation.ts";
import type { RequestContext } from "../request-context.ts";
import type { SupergraphSource } from "../supergraph/supergraph-source.ts";
import { watchSocketSessions } from "./socket-sessions.ts";

/** What clients may put into `connection_init`: the header they would send over HTTP. */
const connectionParams = z
  .object({ Authorization: z.string().optional(), authorization: z.string().optional() })
  .nullish()
  .transform((params) => params?.Authorization ?? params?.authorization);

/** Why nobody may begin a connection with these credentials; anything else is ours, and tried again. */
const refusals: Partial<Record<ErrorCode, true>> = { UNAUTHENTICATED: true, FORBIDDEN: true };

/** Operations under way on one socket. A subscription costs queries for as long as it lives, whether anything happens or not. */
const maximumOperations = 100;

/** The whole API over graphql-ws, on the endpoint's own path. */
export function serveWebSocket(options: {
  server: Server;
  supergraphs: SupergraphSource;
  documents: Documents;
  admit: Admit;
  run: RunOperation;
  subscribe: Subscribe;
  authenticate: Authenticate;
  maximumMessageBytes: number;
  standings: Standings;
  cookies: CookieJar;
  isOwnOrigin: IsOwnOrigin;
  trustedProxyHops: number;
  clock: Clock;
  logger: Logger;
}): { stop(): Promise<void> } {
  const { server, supergraphs, documents, admit, run, subscribe, authenticate, maximumMessageBytes, logger } = options;
  const { cookies, isOwnOrigin, trustedProxyHops } = options;
  const sockets = new WebSocketServer({ server, path: endpointPath, maxPayload: maximumMessageBytes });
  const sessions = watchSocketSessions(options);

  const webSocket = useServer(
    {
      connectionInitWaitTimeout: 5_000,

      async onConnect({ extra, connectionParams: params }) {
        const parsed = connectionParams.safeParse(params);
        if (!parsed.success) return false;
        try {
          const authorization = parsed.data ?? cookieOf(extra.request);
          sessions.begin(extra.socket, await authenticate(authorization));
        } catch (error) {
          if (!(error instanceof AirgraphError) || !(error.code in refusals)) throw error;
          extra.socket.close(CloseCode.Forbidden, error.code);
          return false;
        }
        return true;
      },

      // The stock server closes the whole socket for a syntax error; here it costs only the operation.
      onSubscribe({ extra, subscriptions }, _id, payload) {
        if (Object.keys(subscriptions).length > maximumOperations) return [tooManyOperations()];
        const { apiSchema: schema, prepare } = supergraphs.current();
        let query: string;
        try {
          query = documents.resolve(payload, { caller: sessions.callerOf(extra.socket), logger });
        } catch (error) {
          return [toGraphqlError(error)];
        }
        const prepared = prepare(query);
        if (prepared.kind === "invalid") return prepared.problems;
        const { document } = prepared;
        const source = sourceOf(extra.request, "websocket", trustedProxyHops);
        const createContext = (): RequestContext => {
          const requestId = randomUUID();
          const caller = sessions.callerOf(extra.socket);
          return { caller, source, requestId, logger: logger.child({ requestId }) };
        };
        return {
          schema,
          document,
          operationName: payload.operationName,
          variableValues: payload.variables,
          contextValue: { createContext, query },
        };
      },

      async execute(args) {
        const { createContext, query } = operationOf(args.contextValue);
        const { operationName, variableValues: variables } = args;
        return forGraphqlWs(resultOf(await run({ query, operationName, variables }, createContext())));
      },

      async subscribe(args) {
        const { createContext, query } = operationOf(args.contextValue);
        const { operationName, variableValues: variables } = args;
        const admission = await admit({ query, operationName, variables }, createContext());
        if (admission.kind === "refused") return forGraphqlWs({ errors: admission.errors });
        try {
          const events = await subscribe({
            document: args.document,
            operationName: args.operationName ?? undefined,
            variables: args.variableValues ?? undefined,
            createContext,
          });
          if (!isStream(events)) return forGraphqlWs(events);
          // What breaks a stream off reaches the client as it is, so it is masked here, whatever was done before.
          const told = mapStream(
            events,
            (event) => event,
            (cause) => toldError(maskError(cause, logger), { cause }),
          );
          return forGraphqlWs(told);
        } catch (error) {
          return forGraphqlWs({ errors: [maskError(error, logger)] });
        }
      },
    },
    sockets,
  );

  return {
    async stop() {
      sessions.stop();
      await stopWebSockets(sockets, webSocket);
    },
  };

  function toGraphqlError(error: unknown): GraphQLError {
    const { message, extensions = {} } = maskError(error, logger);
    return new GraphQLError(message, { extensions });
  }

  /**
   * A browser sends the cookies of a session along whoever's page opens the socket.
   * @throws AirgraphError FORBIDDEN for a page of another origin
   */
  function cookieOf({ headers }: IncomingMessage): string | undefined {
    const { accessToken } = cookies.read(headers.cookie);
    if (accessToken === undefined) return undefined;
    if (!isOwnOrigin(headers))
      throw new AirgraphError(
        "FORBIDDEN",
        "A page of this origin may not use the session's cookies; see CORS_ORIGINS.",
      );
    return `Bearer ${accessToken}`;
  }
}

function tooManyOperations(): GraphQLError {
  return new GraphQLError(`A socket takes ${maximumOperations} operations at once; end one of them first.`, {
    extensions: { code: "RATE_LIMITED" satisfies ErrorCode },
  });
}

interface SocketOperation {
  createContext(): RequestContext;
  query: string;
}

/** graphql-ws types the context as unknown; it is what `onSubscribe` returned. */
function operationOf(contextValue: unknown): SocketOperation {
  return contextValue as SocketOperation;
}
