import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
} from "graphql";
import { type Amount, amountOf, largest, product, sum, type Variables } from "./amount.ts";
import { compileArguments } from "./compile-arguments.ts";
import { compileSlice } from "./compile-slice.ts";
import type { Costs, ListSize } from "./read-costs.ts";

/** What an operation costs, in weights of what it answers with: 1 for each object, unless `@cost` says otherwise. */
export interface OperationCost {
  /**
   * At most, as far as the lengths of lists are known: conditions are taken as met, fragments as applying.
   * @throws AirgraphError BAD_USER_INPUT where an argument must say how long a list may be
   */
  estimate(variables: Variables): number;
  /** Of an answer. */
  actual(data: unknown, variables: Variables): number;
}

export interface CostOptions {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly costs: Costs;
  /** Length of a list that nothing is said of. */
  readonly assumedListSize: number;
}

/** A field of the answer that costs something. */
interface CostNode {
  readonly key: string;
  /** Of each of its objects. */
  readonly weight: number;
  readonly argumentsWeight: Amount;
  readonly children: readonly CostNode[];
  readonly total: Amount;
}

/** A selection of a field, with the type that it is selected of. */
interface Selected {
  readonly type: GraphQLCompositeType;
  readonly node: FieldNode;
}

/** What a mutation is worth more than a query (as Apollo's router counts). */
const mutationWeight = 10;
/** Each of the schema's types is told with its fields; graphql-js bounds how often introspection follows types to types. */
const introspectedTypeWeight = 10;
/** Of one root field: a tenant whose graph has thousands of types must be able to load it, though not several times at once. */
const mostIntrospectionWeight = 20_000;
/** Where nothing is said of a field that takes these, they are its page. */
const pageArguments: ReadonlySet<string> = new Set(["first", "last"]);
const pageFields = ["edges", "nodes"];
const nothingSized: ReadonlyMap<string, Amount> = new Map();

/** Compiles the cost of an operation to a function of its variables, by the rules of Apollo's and IBM's cost directives. */
export function compileCost(
  options: CostOptions & { document: DocumentNode; definition: OperationDefinitionNode },
): OperationCost {
  const { schema, costs, assumedListSize, document, definition } = options;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  const introspectionWeight = () =>
    Math.min(mostIntrospectionWeight, introspectedTypeWeight * Object.keys(schema.getTypeMap()).length);

  const root = schema.getRootType(definition.operation);
  const base = definition.operation === OperationTypeNode.MUTATION ? mutationWeight : 0;
  const nodes = root ? compileSets([{ type: root, set: definition.selectionSet }], nothingSized) : [];
  const total = sum([base, ...nodes.map((node) => node.total)]);
  return {
    estimate: (variables) => amountOf(total, variables),
    actual: (data, variables) => base + countFields(nodes, data, variables),
  };

  /** @param sized how long lists are that the object's own field spoke of */
  function compileSets(
    sets: readonly { readonly type: GraphQLCompositeType; readonly set: SelectionSetNode }[],
    sized: ReadonlyMap<string, Amount>,
  ): readonly CostNode[] {
    const groups = new Map<string, Selected[]>();
    const spread = new Set<string>();
    for (const { type, set } of sets) collect(type, set, groups, spread);
    return [...groups].flatMap(([key, selected]) => compileField(key, selected, sized) ?? []);
  }

  function collect(
    type: GraphQLCompositeType,
    set: SelectionSetNode,
    groups: Map<string, Selected[]>,
    spread: Set<string>,
  ): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const group = groups.get(key);
        if (group === undefined) groups.set(key, [{ type, node: selection }]);
        else group.push({ type, node: selection });
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment === undefined) continue;
      if (fragment.kind === Kind.FRAGMENT_DEFINITION) {
        if (spread.has(fragment.name.value)) continue;
        spread.add(fragment.name.value);
      }
      const narrowed = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
      collect(isCompositeType(narrowed) ? narrowed : type, fragment.selectionSet, groups, spread);
    }
  }

  /** @returns undefined for what costs nothing, which most scalars do */
  function compileField(
    key: string,
    selected: readonly Selected[],
    sized: ReadonlyMap<string, Amount>,
  ): CostNode | undefined {
    const sets: { type: GraphQLCompositeType; set: SelectionSetNode }[] = [];
    const variants = new Map<string, { weight: number; size: Amount; argumentsWeight: Amount }>();
    const sizedBelow = new Map<string, Amount>();
    for (const { type, node } of selected) {
      const name = node.name.value;
      if (name === "__schema" || name === "__type") {
        const weight = introspectionWeight();
        return { key, weight, argumentsWeight: 0, children: [], total: weight };
      }
      const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
      if (field === undefined) continue;
      const named = getNamedType(field.type);
      if (node.selectionSet !== undefined && isCompositeType(named)) sets.push({ type: named, set: node.selectionSet });
      const coordinate = `${type.name}.${name}`;
      if (variants.has(coordinate)) continue;
      const listSize = costs.listSize(type.name, name) ?? defaultListSize(field);
      const slice = listSize && compileSlice({ field, node, listSize, assumedListSize, coordinate });
      if (slice !== undefined)
        for (const each of listSize?.sizedFields ?? [])
          sizedBelow.set(each, largest([slice, sizedBelow.get(each) ?? 0]));
      const ownSlice = listSize?.sizedFields.length === 0 ? slice : undefined;
      variants.set(coordinate, {
        weight: costs.fieldWeight(type.name, name) ?? costs.typeWeight(named.name) ?? (isCompositeType(named) ? 1 : 0),
        size: sizeOf(field.type, ownSlice ?? sized.get(name) ?? assumedListSize),
        argumentsWeight: compileArguments({ costs, type, field, node }),
      });
    }
    const children = compileSets(sets, sizedBelow);
    const all = [...variants.values()];
    const weight = Math.max(0, ...all.map((variant) => variant.weight));
    const argumentsWeight = largest(all.map((variant) => variant.argumentsWeight));
    if (weight === 0 && argumentsWeight === 0 && children.length === 0) return undefined;
    const size = largest(all.map((variant) => variant.size));
    const each = sum([weight, ...children.map((child) => child.total)]);
    return { key, weight, argumentsWeight, children, total: sum([argumentsWeight, product(size, each)]) };
  }

  /** How many values a field answers with; lists within lists are as long as is assumed. */
  function sizeOf(type: GraphQLOutputType, length: Amount): Amount {
    if (isNonNullType(type)) return sizeOf(type.ofType, length);
    return isListType(type) ? product(length, sizeOf(type.ofType, assumedListSize)) : 1;
  }
}

/** A field with `first` or `last` is a list of that length, or a connection with such lists. */
function defaultListSize(field: GraphQLField<unknown, unknown>): ListSize | undefined {
  const slicingArguments = field.args.map(({ name }) => name).filter((name) => pageArguments.has(name));
  if (slicingArguments.length === 0) return undefined;
  const { type } = field;
  const isList = isListType(isNonNullType(type) ? type.ofType : type);
  return {
    assumedSize: undefined,
    slicingArguments,
    sizedFields: isList ? [] : pageFields,
    requireOneSlicingArgument: false,
  };
}

function countFields(nodes: readonly CostNode[], data: unknown, variables: Variables): number {
  if (typeof data !== "object" || data === null) return 0;
  const values = new Map(Object.entries(data));
  let total = 0;
  for (const node of nodes) {
    const value: unknown = values.get(node.key);
    if (value !== undefined) total += amountOf(node.argumentsWeight, variables) + countValues(node, value, variables);
  }
  return total;
}

function countValues(node: CostNode, value: unknown, variables: Variables): number {
  if (value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((all, each) => all + countValues(node, each, variables), 0);
  return node.weight + countFields(node.children, value, variables);
}
