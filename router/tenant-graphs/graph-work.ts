import { Supergraph as FederatedSchema, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES } from "@apollo/federation-internals";
import type { QueryPlan } from "@apollo/query-planner";
import { type DocumentNode, executeSync, type GraphQLSchema, Kind, OperationTypeNode, parse } from "graphql";
import { z } from "zod";
import { createBoundedCache } from "../../kernel/bounded-cache.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { extendSharing } from "../../kernel/schema-extension/extend-sharing.ts";
import { readDefinitions } from "../../kernel/schema-extension/extension-definitions.ts";
import { type ExtensionIndex, indexDefinitions, openExtension } from "../../kernel/schema-extension/open-extension.ts";
import { packedSdl, unpackSdl } from "../../kernel/schema-extension/packed-sdl.ts";
import { namedType, readGuardedSchema } from "../authorization/guarded-schema.ts";
import { readCosts } from "../limits/cost/read-costs.ts";
import { readStreamFields, type StreamFields } from "../live/resume/read-stream-fields.ts";
import { mendSupergraph } from "../planning/mend-supergraph.ts";
import { partOfSupergraph } from "../planning/part-of-supergraph.ts";
import { createPlannerOn } from "../planning/planner.ts";
import { checkExtension } from "./composition/check-extension.ts";
import { type ComposedSupergraph, composeExtension } from "./composition/compose-extension.ts";
import { readCore } from "./composition/read-core.ts";

/** What is asked of a thread that works on tenants' graphs. */
export const graphQuestion = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("load"), version: z.string(), packed: packedSdl }),
  z.object({
    kind: z.literal("plan"),
    version: z.string(),
    /** Of the extension; absent while it is thought to be known. */
    packed: packedSdl.optional(),
    source: z.string(),
    operationName: z.string().optional(),
  }),
  z.object({
    kind: z.literal("introspect"),
    version: z.string(),
    /** Of the extension; absent while it is thought to be known. */
    packed: packedSdl.optional(),
    source: z.string(),
    variables: z.record(z.string(), z.unknown()),
  }),
]);
export type GraphQuestion = z.infer<typeof graphQuestion>;

export type GraphAnswer =
  | ({ readonly kind: "loaded" } & LoadedExtension)
  /** Not an addition to the core, or no schema. */
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "planned"; readonly plan: QueryPlan }
  | { readonly kind: "tooManyWays" }
  | { readonly kind: "introspected"; readonly json: string }
  /** Ask again, with the SDL. */
  | { readonly kind: "unknown" };

/** What the router has to know of an extension that was found to be good. */
export interface LoadedExtension {
  readonly sdl: string;
  readonly index: ExtensionIndex;
  /** Whether some field of an input costs something. */
  readonly weighsInputs: boolean;
  /** Of the core and of the extension. */
  readonly streamFields: StreamFields;
}

/** In characters of extensions: a type that was asked for is some forty times as large, but few are. */
const kept = { total: 16_000_000, longest: 16_000_000 };

/** The same of schemas that were looked through, which makes all their types. */
const keptSchemas = { total: 3_000_000, longest: 3_000_000 };

/**
 * Composes tenants' graphs, plans operations on them and tells of them, on the thread that calls. A planner for the whole of
 * such a graph takes a second to build and a hundred megabytes to keep; one for what an operation needs takes milliseconds, and
 * is not kept.
 *
 * @param options.sdl of the core
 * @param options.subgraph whose the extensions are
 */
export function createGraphWork(options: { sdl: string; subgraph: string }): (question: GraphQuestion) => GraphAnswer {
  const mended = mendSupergraph(options.sdl);
  const core = readCore(mended.sdl, options.subgraph);
  const links = core.document.definitions.filter(({ kind }) => kind === Kind.SCHEMA_DEFINITION);
  const known = createBoundedCache<{ readonly size: number; readonly composed: ComposedSupergraph }>({
    ...kept,
    sizeOf: (_version, { size }) => size,
  });
  const schemas = createBoundedCache<{ readonly size: number; readonly schema: GraphQLSchema }>({
    ...keptSchemas,
    sizeOf: (_version, { size }) => size,
  });
  let coreSchema: GraphQLSchema | undefined;

  return (question) => {
    switch (question.kind) {
      case "load":
        return load(question.version, unpackSdl(question.packed));
      case "plan":
        return plan(question);
      case "introspect":
        return introspect(question);
    }
  };

  function introspect(question: Extract<GraphQuestion, { kind: "introspect" }>): GraphAnswer {
    const { version, packed, source, variables } = question;
    const schema =
      schemas.get(version)?.schema ?? (packed === undefined ? undefined : extended(version, unpackSdl(packed)));
    if (schema === undefined) return { kind: "unknown" };
    const document = parse(source, { noLocation: true });
    const { data } = executeSync({ schema, document, rootValue: {}, variableValues: variables });
    return { kind: "introspected", json: JSON.stringify(Object.values(data ?? {})[0] ?? null) };
  }

  function extended(version: string, sdl: string): GraphQLSchema {
    coreSchema ??= apiSchemaOf(mended.sdl);
    const schema = extendSharing(coreSchema, openExtension(sdl));
    schemas.set(version, { size: sdl.length, schema });
    return schema;
  }

  function load(version: string, sdl: string): GraphAnswer {
    try {
      const definitions = [...readDefinitions(sdl)];
      const index = indexDefinitions(definitions);
      const composed = open(version, sdl, index);
      checkExtension(core, definitions, (nodes) => {
        const document: DocumentNode = {
          kind: Kind.DOCUMENT,
          definitions: [...links, ...nodes.map(composed.composed)],
        };
        // So that nobody finds later what can't be read.
        readGuardedSchema(document);
        readCosts(document);
      });
      return {
        kind: "loaded",
        sdl,
        index,
        // Perhaps in a description only, which costs a look at the inputs.
        weighsInputs: definitions.some(({ kind, text }) => kind === "input" && text.includes("@cost")),
        streamFields: streamFieldsOf(composed),
      };
    } catch (error) {
      known.delete(version);
      return { kind: "refused", reason: error instanceof Error ? error.message : String(error) };
    }
  }

  function open(version: string, sdl: string, index?: ExtensionIndex): ComposedSupergraph {
    const composed = composeExtension(core, openExtension(sdl, index));
    known.set(version, { size: sdl.length, composed });
    return composed;
  }

  function streamFieldsOf({ typeNamed, rootName }: ComposedSupergraph): StreamFields {
    const root = typeNamed(rootName(OperationTypeNode.SUBSCRIPTION));
    const fields = root?.kind === Kind.OBJECT_TYPE_DEFINITION ? (root.fields ?? []) : [];
    const told = fields.flatMap(({ type }) => typeNamed(namedType(type)) ?? []);
    return readStreamFields({
      kind: Kind.DOCUMENT,
      definitions: [...core.document.definitions, ...(root === undefined ? [] : [root]), ...told],
    });
  }

  function plan({ version, packed, source, operationName }: Extract<GraphQuestion, { kind: "plan" }>): GraphAnswer {
    const composed =
      known.get(version)?.composed ?? (packed === undefined ? undefined : open(version, unpackSdl(packed)));
    if (composed === undefined) return { kind: "unknown" };
    const document = parse(source, { noLocation: true });
    try {
      const planOn = createPlannerOn(partOfSupergraph(composed, document), mended);
      return { kind: "planned", plan: planOn(document, operationName) };
    } catch (error) {
      if (error instanceof AirgraphError) return { kind: "tooManyWays" };
      throw error;
    }
  }
}

/** What clients see of the core. */
function apiSchemaOf(sdl: string): GraphQLSchema {
  const supportedFeatures = ROUTER_SUPPORTED_SUPERGRAPH_FEATURES;
  return FederatedSchema.build(sdl, { supportedFeatures, validateSupergraph: false }).apiSchema().toGraphQLJSSchema();
}
