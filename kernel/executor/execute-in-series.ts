import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionNode,
  type VariableDefinitionNode,
} from "graphql";
import { collectFields, collectSubfields } from "graphql/execution/collectFields.js";

/**
 * Executes an operation. GraphQL carries out the fields of Mutation one after the other, each with all that is selected below
 * it, and fields further below all at once. Where a field of Mutation has the extension `inSeries`, this holds for the fields
 * one level below it, too: each of them is executed as if it stood in a field of Mutation of its own.
 */
export async function executeInSeries(args: ExecutionArgs): Promise<ExecutionResult> {
  const split = splitSeries(args);
  if (split === undefined) return execute(args);
  return split.join(await execute({ ...args, document: split.document }));
}

interface Split {
  readonly document: DocumentNode;
  /** Makes the answer to the operation as it was given. */
  join(result: ExecutionResult): ExecutionResult;
}

/** A field of the given operation, and what stands for it in the one that is executed. */
interface Part {
  readonly key: string;
  readonly aliases: readonly string[];
  readonly isSeries: boolean;
}

function splitSeries({ schema, document, operationName, variableValues }: ExecutionArgs): Split | undefined {
  const operation = getOperationAST(document, operationName);
  const type = schema.getMutationType();
  if (operation?.operation !== OperationTypeNode.MUTATION || type == null) return undefined;
  const fields = type.getFields();
  const fragments = fragmentsOf(document);
  const conditions = conditionsOf(schema, operation, variableValues ?? {});
  if (conditions === undefined) return undefined;
  const selections: SelectionNode[] = [];
  const parts: Part[] = [];
  for (const [key, nodes] of collectFields(schema, fragments, conditions, type, operation.selectionSet)) {
    const [first] = nodes;
    const field = fields[first?.name.value ?? ""];
    const returned = getNamedType(field?.type);
    if (first === undefined || field?.extensions.inSeries !== true || !isObjectType(returned)) {
      const alias = `f${selections.length}`;
      selections.push(...nodes.map((node) => ({ ...node, alias: name(alias) })));
      parts.push({ key, aliases: [alias], isSeries: false });
      continue;
    }
    const below = [...collectSubfields(schema, fragments, conditions, returned, nodes).values()];
    const aliases = below.map((_, index) => `s${parts.length}_${index}`);
    selections.push(...below.map((fieldNodes, index) => containing(first, aliases[index] ?? "", fieldNodes)));
    parts.push({ key, aliases, isSeries: true });
  }
  if (!parts.some((part) => part.isSeries)) return undefined;
  return {
    document: replacing(document, operation, selections),
    join: (result) => join(result, parts),
  };
}

/** Fragments and inclusions of these two levels are resolved; what is further below stays as it is. */
function containing(field: FieldNode, alias: string, selections: readonly FieldNode[]): FieldNode {
  return { ...field, alias: name(alias), directives: [], selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

function replacing(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  selections: readonly SelectionNode[],
): DocumentNode {
  const series = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } } as const;
  return { ...document, definitions: document.definitions.map((one) => (one === operation ? series : one)) };
}

function join({ data, errors = [], ...rest }: ExecutionResult, parts: readonly Part[]): ExecutionResult {
  const keys = new Map(parts.flatMap(({ key, aliases }) => aliases.map((alias) => [alias, key] as const)));
  const failed = new Set<string>();
  const told = errors.filter(({ path = [] }) => {
    const key = keys.get(String(path[0]));
    if (key === undefined || path.length > 1) return true;
    // It has failed as often as there were fields below it.
    const isFirst = !failed.has(key);
    failed.add(key);
    return isFirst;
  });
  return {
    ...rest,
    ...(told.length === 0 ? {} : { errors: told.map((error) => withPath(error, keys)) }),
    ...(data === undefined ? {} : { data: data && joinData(data, parts) }),
  };
}

function joinData(data: Readonly<Record<string, unknown>>, parts: readonly Part[]): Record<string, unknown> {
  const joined: Record<string, unknown> = Object.create(null);
  for (const { key, aliases, isSeries } of parts) {
    const values = aliases.map((alias) => data[alias]);
    if (!isSeries) joined[key] = values[0];
    else joined[key] = values.includes(null) ? null : Object.assign(Object.create(null), ...values);
  }
  return joined;
}

function withPath(error: GraphQLError, keys: ReadonlyMap<string, string>): GraphQLError {
  const [alias, ...below] = error.path ?? [];
  const key = keys.get(String(alias));
  if (key === undefined) return error;
  const { message, originalError, extensions } = error;
  return new GraphQLError(message, { originalError, extensions, path: [key, ...below] });
}

function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const one of definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments[one.name.value] = one;
  return fragments;
}

/** The variables that inclusion may depend on; undefined when they are not as they must be, which execution tells. */
function conditionsOf(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> | undefined {
  return getVariableValues(schema, variableDefinitions.filter(isBoolean), given).coerced;
}

function isBoolean({ type }: VariableDefinitionNode): boolean {
  const inner = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return inner.kind === Kind.NAMED_TYPE && inner.name.value === "Boolean";
}

function name(value: string) {
  return { kind: Kind.NAME, value } as const;
}
