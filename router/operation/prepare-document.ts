import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  type SelectionNode,
  validate,
} from "graphql";
import { type CacheBounds, createBoundedCache, type Holds } from "../../kernel/bounded-cache.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ErrorCode } from "../../kernel/errors/error-code.ts";
import { withCode } from "../../kernel/errors/with-code.ts";
import { operationRules } from "../../kernel/schema-extension/operation-rules.ts";
import type { Trace } from "../../kernel/telemetry/tracer.ts";
import { checkDocument } from "../limits/check-document.ts";
import { checkSource } from "../limits/check-source.ts";
import type { OperationLimits } from "../limits/operation-limits.ts";
import type { SupergraphWatch } from "../supergraph/supergraph-watch.ts";

/** A document that fits the schema and the limits, or what is wrong with it. */
export type PreparedDocument =
  | {
      readonly kind: "valid";
      readonly source: string;
      readonly document: DocumentNode;
      /** Whether its root fields ask for the schema. */
      readonly introspection: "none" | "some" | "only";
      readonly operations: readonly OperationDefinitionNode[];
      /** @param name of one of several operations */
      operation(name: string | null | undefined): OperationDefinitionNode | undefined;
    }
  | { readonly kind: "invalid"; readonly problems: readonly GraphQLError[] };

export interface Prepare {
  /** @param trace of the operation, when it is traced */
  (source: string, trace?: Trace): PreparedDocument;
  /** Documents that came lately, the last one first. */
  recent(): readonly PreparedDocument[];
  cached(): Holds;
}

/** Parses and validates documents, each once. */
export function createPrepare(options: {
  schema: GraphQLSchema;
  limits: OperationLimits;
  /** How much of what was prepared is kept, in characters of documents: clients send the same ones again and again. */
  kept: CacheBounds;
  watch: Pick<SupergraphWatch, "document">;
}): Prepare {
  const { schema, limits, kept, watch } = options;
  const documents = createBoundedCache<PreparedDocument>(kept);
  const prepare = (source: string, trace?: Trace): PreparedDocument => {
    const known = documents.get(source);
    watch.document(known !== undefined);
    if (known !== undefined) return known;
    const span = trace?.span("parse and validate");
    const prepared = prepareDocument(source, schema, limits);
    span?.end(prepared.kind === "invalid" ? "invalid" : undefined);
    documents.set(source, prepared);
    return prepared;
  };
  return Object.assign(prepare, {
    recent: () => documents.recent().map(([, prepared]) => prepared),
    cached: () => documents.holds(),
  });
}

function prepareDocument(source: string, schema: GraphQLSchema, limits: OperationLimits): PreparedDocument {
  let code: ErrorCode = "GRAPHQL_PARSE_FAILED";
  try {
    checkSource(source, limits);
    const document = parse(source);
    code = "GRAPHQL_VALIDATION_FAILED";
    checkDocument(document, limits);
    const conditional = conditionalRootFields(document);
    const problems = conditional.length > 0 ? conditional : findProblems(schema, document, limits);
    if (problems.length === 0) return valid(source, document);
    return { kind: "invalid", problems: problems.map((problem) => withCode(problem, code)) };
  } catch (error) {
    if (error instanceof AirgraphError)
      return { kind: "invalid", problems: [new GraphQLError(error.message, { extensions: error.extensions })] };
    // graphql-js throws some problems instead of returning them.
    const problem = error instanceof GraphQLError ? error : new GraphQLError("The document can't be validated.");
    return { kind: "invalid", problems: [withCode(problem, code)] };
  }
}

/** What graphql-js says when it gives up comparing fields that are to be merged (GraphQL, section 5.3.2). */
const gaveUp = "Validation aborted.";

/** @throws AirgraphError COST_LIMIT_EXCEEDED */
function findProblems(schema: GraphQLSchema, document: DocumentNode, limits: OperationLimits): readonly GraphQLError[] {
  const { maximumValidationErrors: maxErrors, suggestions } = limits;
  const problems = validate(schema, document, operationRules, { maxErrors, hideSuggestions: !suggestions });
  if (problems.some(({ message }) => message === gaveUp))
    throw new AirgraphError(
      "COST_LIMIT_EXCEEDED",
      "The document asks for the same fields too many times in the same places.",
    );
  return problems;
}

function valid(source: string, document: DocumentNode): PreparedDocument {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  return {
    kind: "valid",
    source,
    document,
    introspection: introspectionIn(document),
    operations,
    operation(name) {
      if (name !== undefined && name !== null) return operations.find((each) => each.name?.value === name);
      return operations.length === 1 ? operations[0] : undefined;
    },
  };
}

const introspectionFields: ReadonlySet<string> = new Set(["__schema", "__type"]);

function introspectionIn(document: DocumentNode): "none" | "some" | "only" {
  const roots = rootFieldNames(document);
  const asked = roots.filter((name) => introspectionFields.has(name));
  if (asked.length === 0) return "none";
  return roots.every((name) => name.startsWith("__")) ? "only" : "some";
}

/** Of all operations, seen through fragments. */
function rootFieldNames(document: DocumentNode): string[] {
  const names: string[] = [];
  const spread = new Set<string>();
  const collect = (selections: readonly SelectionNode[]): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.push(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet.selections);
      if (selection.kind !== Kind.FRAGMENT_SPREAD || spread.has(selection.name.value)) continue;
      spread.add(selection.name.value);
      for (const each of document.definitions)
        if (each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value)
          collect(each.selectionSet.selections);
    }
  };
  for (const each of document.definitions)
    if (each.kind === Kind.OPERATION_DEFINITION) collect(each.selectionSet.selections);
  return names;
}

/** Whether there is anything to subscribe to must not hang on a variable: graphql-js and the query planner both throw. */
function conditionalRootFields(document: DocumentNode): GraphQLError[] {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  const problems: GraphQLError[] = [];
  const look = (selections: readonly SelectionNode[], within: ReadonlySet<string>): void => {
    for (const selection of selections) {
      if (selection.directives?.some(({ name }) => name.value === "skip" || name.value === "include") === true) {
        problems.push(
          new GraphQLError("The root field of a subscription takes no @skip or @include.", { nodes: selection }),
        );
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) look(selection.selectionSet.selections, within);
      if (selection.kind !== Kind.FRAGMENT_SPREAD || within.has(selection.name.value)) continue;
      const fragment = fragments.get(selection.name.value);
      if (fragment !== undefined) look(fragment.selectionSet.selections, new Set([...within, selection.name.value]));
    }
  };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (definition.operation === OperationTypeNode.SUBSCRIPTION) look(definition.selectionSet.selections, new Set());
  }
  return problems;
}
