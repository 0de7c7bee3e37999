import { createHash } from "node:crypto";
import type { ApolloGateway } from "@apollo/gateway";
import { type DocumentNode, GraphQLError, type GraphQLFormattedError, print } from "graphql";
import type { Authorize } from "../authorization/authorize.ts";
import type { RequestContext } from "../request-context.ts";

/** What Apollo Server knows of a gateway. */
export type Gateway = Pick<ApolloGateway, "load" | "stop" | "onSchemaLoadOrUpdate">;

type Loaded = Awaited<ReturnType<Gateway["load"]>>;
type GatewayExecutor = NonNullable<Loaded["executor"]>;
type GatewayResult = Awaited<ReturnType<GatewayExecutor>>;

/** A gateway that plans and executes only what the caller may have, whichever way the operation came. */
export function guardGateway(gateway: Gateway, authorize: Authorize): Gateway {
  const hashes = new WeakMap<DocumentNode, string>();

  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: async () => gateway.stop(),
    async load(options) {
      const loaded = await gateway.load(options);
      const { executor } = loaded;
      if (executor === null) throw new TypeError("a gateway that executes nothing can't be guarded");
      return { ...loaded, executor: async (request) => execute(executor, request) };
    },
  };

  async function execute(executor: GatewayExecutor, request: Parameters<GatewayExecutor>[0]): Promise<GatewayResult> {
    const { document, context, request: asked } = request;
    const { operationName, variables } = asked;
    const authorization = authorize({ document, operationName, variables, caller: callerOf(context) });
    switch (authorization.kind) {
      case "permitted":
        return executor(request);
      case "refused":
        return { data: authorization.data, errors: authorization.errors.map(toError) };
      case "reduced": {
        const { document: left, complete } = authorization;
        const result = await executor({ ...request, document: left, queryHash: hashOf(left) });
        const errors = [...authorization.errors.map(toError), ...(result.errors ?? [])];
        return {
          ...result,
          ...(result.data === undefined ? {} : { data: complete(result.data) }),
          ...(errors.length === 0 ? {} : { errors }),
        };
      }
    }
  }

  /** Plans are kept by it. */
  function hashOf(document: DocumentNode): string {
    const known = hashes.get(document);
    if (known !== undefined) return known;
    const hash = createHash("sha256").update(print(document)).digest("hex");
    hashes.set(document, hash);
    return hash;
  }
}

/** Apollo's types leave the context open; it is what this router makes for each request. */
function callerOf(context: unknown): RequestContext["caller"] {
  return (context as RequestContext).caller;
}

/** As the pipeline behind expects errors: as if they had been thrown. */
function toError({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { path, extensions });
}
