import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLFormattedError,
  GraphQLIncludeDirective,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getOperationAST,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import type { Operation } from "./stock-executor.ts";
import { isRecord } from "./world.ts";

type Path = readonly (string | number)[];

interface CompletedAnswer {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly GraphQLFormattedError[];
  /** What @skip and @include leave of the root fields. */
  readonly rootNames: ReadonlySet<string>;
}

/** Where a null has to go further up. */
const invalid = Symbol("invalid");

/**
 * Completes data that was fetched into an answer, by the GraphQL specification (section 6.4): each violation is an error,
 * and its null goes up to the next place that may be null. Values are as strict as subgraphs have to be: nothing is
 * converted.
 */
export function completeAnswer(
  schema: GraphQLSchema,
  operation: Operation,
  root: Record<string, unknown>,
): CompletedAnswer {
  const definition = getOperationAST(operation.document, operation.operationName);
  const rootType = definition && schema.getRootType(definition.operation);
  if (!rootType) throw new Error("no such operation");
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const found of operation.document.definitions) {
    if (found.kind === Kind.FRAGMENT_DEFINITION) fragments.set(found.name.value, found);
  }
  const errors: GraphQLFormattedError[] = [];
  const rootFields = new Map<string, FieldNode[]>();
  collect(rootType, definition.selectionSet, rootFields);
  const data = completeObject(rootType, [definition.selectionSet], root, []);
  return { data: data === invalid ? null : data, errors, rootNames: new Set(rootFields.keys()) };

  function completeObject(
    type: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
    object: Record<string, unknown>,
    path: Path,
  ): Record<string, unknown> | typeof invalid {
    const fields = new Map<string, FieldNode[]>();
    for (const set of sets) collect(type, set, fields);
    const completed: Record<string, unknown> = {};
    let isInvalid = false;
    for (const [name, nodes] of fields) {
      const value = completeField(type, nodes, Object.hasOwn(object, name) ? object[name] : null, [...path, name]);
      if (value === invalid) isInvalid = true;
      else Object.defineProperty(completed, name, { value, enumerable: true, configurable: true, writable: true });
    }
    return isInvalid ? invalid : completed;
  }

  function completeField(type: GraphQLCompositeType, nodes: readonly FieldNode[], value: unknown, path: Path): unknown {
    const name = nodes[0]?.name.value ?? "";
    // What has no type can't be told.
    if (name === "__typename") return isObjectType(type) ? type.name : (fail(path, "of no known type") ?? invalid);
    const field = isUnionType(type) ? undefined : type.getFields()[name];
    if (field === undefined) throw new Error(`${type.name} has no ${name}`);
    const sets = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
    return completeValue(field.type, sets, value, path);
  }

  function completeValue(
    type: GraphQLOutputType,
    sets: readonly SelectionSetNode[],
    value: unknown,
    path: Path,
  ): unknown {
    if (isNonNullType(type)) {
      const before = errors.length;
      const completed = completeValue(type.ofType, sets, value, path);
      if (completed === null && errors.length === before) fail(path, "null where none may be");
      return completed === null ? invalid : completed;
    }
    if (value === null || value === undefined) return null;
    if (isListType(type)) {
      if (!Array.isArray(value)) return fail(path, "not a list");
      const items = value.map((item: unknown, index) => completeValue(type.ofType, sets, item, [...path, index]));
      return items.includes(invalid) ? null : items;
    }
    if (isLeafType(type)) return isLeafValue(type, value) ? value : fail(path, "not such a value");
    if (!isRecord(value)) return fail(path, "not an object");
    const known = typeOf(type, value);
    if (known === undefined) return fail(path, "not a type of these");
    const completed = completeObject(known, sets, value, path);
    return completed === invalid ? null : completed;
  }

  /** What is declared where nobody had to ask for the type; an interface where a subgraph knows no other. */
  function typeOf(declared: GraphQLCompositeType, value: Record<string, unknown>): GraphQLCompositeType | undefined {
    const name = value["__typename"];
    if (name === undefined || name === declared.name) return declared;
    const type = typeof name === "string" ? schema.getType(name) : undefined;
    if (!isAbstractType(declared) || (!isObjectType(type) && !isInterfaceType(type))) return undefined;
    return schema.isSubType(declared, type) ? type : undefined;
  }

  function fail(path: Path, message: string): null {
    errors.push({ message, path: [...path] });
    return null;
  }

  function collect(type: GraphQLCompositeType, set: SelectionSetNode, fields: Map<string, FieldNode[]>): void {
    for (const selection of set.selections) {
      if (getDirectiveValues(GraphQLSkipDirective, selection, operation.variables)?.["if"] === true) continue;
      if (getDirectiveValues(GraphQLIncludeDirective, selection, operation.variables)?.["if"] === false) continue;
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        fields.set(name, [...(fields.get(name) ?? []), selection]);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment === undefined) throw new Error("no such fragment");
      const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
      const applies =
        condition === undefined ||
        condition === type ||
        (isAbstractType(condition) && !isUnionType(type) && schema.isSubType(condition, type));
      if (applies) collect(type, fragment.selectionSet, fields);
    }
  }
}

function isLeafValue(type: GraphQLOutputType, value: unknown): boolean {
  if (isEnumType(type)) return typeof value === "string" && type.getValue(value) !== undefined;
  switch (String(type)) {
    case "Int":
      return Number.isInteger(value) && (Number(value) | 0) === value;
    case "Float":
      return typeof value === "number";
    case "Boolean":
      return typeof value === "boolean";
    case "String":
      return typeof value === "string";
    case "ID":
      return typeof value === "string" || Number.isInteger(value);
    default:
      return true;
  }
}
