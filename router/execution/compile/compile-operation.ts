import type { QueryPlan } from "@apollo/query-planner";
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  visit,
} from "graphql";
import { compileSteps, fetchesOf } from "./compile-steps.ts";
import { compileWriter, type ResponseWriter } from "./compile-writer.ts";
import { type ObjectShape, objectShape } from "./response-shape.ts";
import type { FetchStep, Step } from "./steps.ts";

/** What of a supergraph is one tenant's own: a subgraph's, in a version that the subgraph is to know with each fetch. */
export interface PlannedGraph {
  readonly subgraph: string;
  readonly version: string;
}

/** All that can be known of an operation before it has variables: made once, run again and again. */
export interface CompiledOperation {
  readonly kind: OperationTypeNode;
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly plan: QueryPlan;
  /** Of a subscription: whose answers are its events. */
  readonly primary: FetchStep | undefined;
  /** Undefined when there is nothing to fetch; of a subscription for each event. */
  readonly steps: Step | undefined;
  /** What the data have under another name than the answer shall. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Whether some fetches have to be merged one after the other. */
  readonly hasMergeOrder: boolean;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSchema: GraphQLSchema;
  readonly graph: PlannedGraph | undefined;
  /** How the answer looks, which hangs on the variables of @skip and @include. */
  responseFor(variables: Readonly<Record<string, unknown>>): ResponseForm;
}

export interface ResponseForm {
  readonly type: GraphQLObjectType;
  readonly shape: ObjectShape;
  /** @param isPlain whether no string of the data needs to be escaped */
  writer(isPlain: boolean): ResponseWriter;
}

/** A client can make up many combinations of conditions; that many are kept. */
const mostForms = 64;

/**
 * @param options.definition of a valid document
 * @param options.plan as Apollo's planner made it
 */
export function compileOperation(options: {
  document: DocumentNode;
  definition: OperationDefinitionNode;
  plan: QueryPlan;
  apiSchema: GraphQLSchema;
  supergraphSchema: GraphQLSchema;
  renamed?: ReadonlyMap<string, string>;
  graph?: PlannedGraph | undefined;
}): CompiledOperation {
  const { document, definition, plan, apiSchema, supergraphSchema, renamed = new Map(), graph } = options;
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const type = apiSchema.getRootType(definition.operation);
  if (!type) throw new TypeError(`the schema has no ${definition.operation}: the operation was not validated`);
  const { primary, steps } = compilePlan(plan, supergraphSchema);
  const conditionNames = findConditions(document);
  const forms = new Map<string, ResponseForm>();

  return {
    kind: definition.operation,
    definition,
    fragments,
    plan,
    primary,
    steps,
    renamed,
    hasMergeOrder: fetchesOf(steps).some(({ mergeAfter }) => mergeAfter.length > 0),
    apiSchema,
    supergraphSchema,
    graph,
    responseFor(variables) {
      const key = conditionNames.map((name) => (variables[name] === true ? "1" : "0")).join("");
      let form = forms.get(key);
      if (form === undefined) {
        const conditions = new Map(conditionNames.map((name) => [name, variables[name] === true]));
        const shape = objectShape({ schema: apiSchema, fragments, conditions, renamed }, type, [
          definition.selectionSet,
        ]);
        form = responseForm(shape, type, apiSchema);
        if (forms.size >= mostForms) forms.clear();
        forms.set(key, form);
      }
      return form;
    },
  };
}

function compilePlan({ node }: QueryPlan, supergraphSchema: GraphQLSchema) {
  if (node?.kind !== "Subscription") return { primary: undefined, steps: compileSteps(node, supergraphSchema) };
  const primary = compileSteps(node.primary, supergraphSchema);
  if (primary?.kind !== "fetch") throw new TypeError("a subscription whose primary is no fetch");
  return { primary, steps: compileSteps(node.rest, supergraphSchema) };
}

function responseForm(shape: ObjectShape, type: GraphQLObjectType, schema: GraphQLSchema): ResponseForm {
  const writers: { plain?: ResponseWriter; escaping?: ResponseWriter } = {};
  return {
    type,
    shape,
    writer: (isPlain) =>
      isPlain
        ? (writers.plain ??= compileWriter(shape, type, schema, true))
        : (writers.escaping ??= compileWriter(shape, type, schema, false)),
  };
}

/** Variables that @skip and @include hang on. */
function findConditions(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (name.value !== "skip" && name.value !== "include") return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
