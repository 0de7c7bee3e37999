import type { KeyObject } from "node:crypto";
import { buildSubgraphSchema } from "@apollo/subgraph";
import type { GraphQLResolverMap } from "@apollo/subgraph/dist/schema-helper/index.js";
import { type GraphQLSchema, parse } from "graphql";
import { applyMiddleware, type IMiddlewareGenerator } from "graphql-middleware";
import type { Clock } from "../clock.ts";
import type { Executor } from "../executor/executor.ts";
import { createLocalExecutor, type LocalExecutorOptions, type RequestScope } from "../executor/local-executor.ts";
import { createIdentityVerifier } from "../identity/signed-identity.ts";
import type { Logger } from "../logger.ts";
import type { Tracer } from "../telemetry/tracer.ts";

/** Puts schema, resolvers and permissions of one subgraph together behind the executor port. */
export function createSubgraphExecutor<Context extends object>(options: {
  name: string;
  schema: string;
  resolvers: object;
  permissions: IMiddlewareGenerator<unknown, Context, unknown>;
  identityKey: KeyObject;
  identitySecret: Buffer;
  createContext: (scope: RequestScope) => Context;
  /** Where the schema is not the same for all: who gets which, as an extension of the executable one. */
  schemasOf?: (core: GraphQLSchema) => LocalExecutorOptions["schemaOf"];
  tracer?: Tracer | undefined;
  clock: Clock;
  logger: Logger;
}): Executor {
  const { name, schema, resolvers, permissions, identityKey, identitySecret, createContext, tracer, clock, logger } =
    options;
  const executable = buildSubgraphSchema({
    typeDefs: parse(schema),
    // Generated resolver types are stricter than Apollo's map of them, which is indexed by any type name.
    resolvers: resolvers as GraphQLResolverMap<unknown>,
  });
  const guarded = applyMiddleware(executable, permissions);
  return createLocalExecutor({
    schema: guarded,
    schemaOf: options.schemasOf?.(guarded),
    verifyIdentity: createIdentityVerifier({
      issuer: "router",
      audience: name,
      key: identityKey,
      secret: identitySecret,
      clock,
    }),
    createContext,
    tracer,
    name,
    logger: logger.child({ subgraph: name }),
  });
}
