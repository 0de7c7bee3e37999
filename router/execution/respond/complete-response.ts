import {
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type { ObjectShape, ShapeField } from "../compile/response-shape.ts";
import { type Data, isData, own, setOwn } from "../data.ts";
import type { Execution } from "../execution.ts";
import { introspect } from "./introspect.ts";

type ResponsePath = readonly (string | number)[];

/** Something that a subgraph should not have answered, and where. */
export interface Violation {
  readonly message: string;
  readonly path: ResponsePath;
}

export interface CompletedResponse {
  readonly data: Data | null;
  /** Those that no error of a subgraph tells of. */
  readonly violations: readonly Violation[];
}

/** Says that a place which must not be null would be: its parent becomes null instead (GraphQL, section 6.4.4). */
const bubbles = Symbol("bubbles");

/** Makes of the data what was asked for, whatever they hold: slower than a writer, and never at a loss. */
export function completeResponse(execution: Execution): CompletedResponse {
  const { operation, variables, root, errors } = execution;
  const { apiSchema: schema } = operation;
  const { shape, type } = operation.responseFor(variables);
  const violations: Violation[] = [];
  const toldPlaces = createToldPlaces(errors.flatMap((error) => (error.path === undefined ? [] : [error.path])));
  const data = completeObject(shape, type, root, []);
  return { data: data === bubbles ? null : data, violations };

  function completeObject(
    { fieldsOf }: ObjectShape,
    objectType: GraphQLCompositeType,
    value: Data,
    path: ResponsePath,
  ): Data | typeof bubbles {
    const completed: Data = {};
    for (const field of fieldsOf(objectType)) {
      const at = [...path, field.key];
      const result = completeField(field, objectType, value, at);
      if (result === bubbles) return bubbles;
      setOwn(completed, field.key, result);
    }
    return completed;
  }

  function completeField(field: ShapeField, objectType: GraphQLCompositeType, value: Data, path: ResponsePath) {
    switch (field.kind) {
      case "typename":
        if (isObjectType(objectType)) return objectType.name;
        report(path, `An object of ${objectType.name} is of no known type.`);
        return bubbles;
      case "introspection":
        return introspect(operation, field.nodes, variables);
      case "leaf":
      case "composite":
        return completeValue(field, field.type, own(value, field.dataKey), path);
    }
  }

  function completeValue(
    field: Extract<ShapeField, { kind: "leaf" | "composite" }>,
    valueType: GraphQLOutputType,
    value: unknown,
    path: ResponsePath,
  ): unknown {
    if (isNonNullType(valueType)) {
      const completed = completeValue(field, valueType.ofType, value, path);
      if (completed !== null) return completed;
      report(path, `Cannot return null for non-nullable field ${field.coordinate}.`);
      return bubbles;
    }
    if (value === null || value === undefined) return null;
    if (isListType(valueType)) {
      if (!Array.isArray(value)) return report(path, `Field ${field.coordinate} is a list, and something else came.`);
      const items = value.map((item: unknown, index) => completeValue(field, valueType.ofType, item, [...path, index]));
      return items.includes(bubbles) ? null : items;
    }
    if (field.kind === "leaf") {
      return isValidLeaf(field.leaf, value)
        ? value
        : report(path, `Field ${field.coordinate} is of type ${field.leaf.name}, and something else came.`);
    }
    if (!isData(value)) return report(path, `Field ${field.coordinate} is an object, and something else came.`);
    const objectType = typeOf(field.shape, value);
    if (objectType === undefined) return report(path, `Field ${field.coordinate} is an object of no known type.`);
    const completed = completeObject(field.shape, objectType, value, path);
    return completed === bubbles ? null : completed;
  }

  /** What an object says of itself holds, where it may be that; one that says nothing is what the schema says. */
  function typeOf({ declared }: ObjectShape, value: Data): GraphQLCompositeType | undefined {
    const typeName = own(value, "__typename");
    if (typeName === undefined || typeName === declared.name) return declared;
    const told = typeof typeName === "string" ? schema.getType(typeName) : undefined;
    if (!isAbstractType(declared) || (!isObjectType(told) && !isInterfaceType(told))) return undefined;
    return schema.isSubType(declared, told) ? told : undefined;
  }

  /** Once for each place, and not where somebody has told already why something is missing. */
  function report(path: ResponsePath, message: string): null {
    if (toldPlaces.covers(path)) return null;
    toldPlaces.add(path);
    violations.push({ message, path });
    return null;
  }
}

/** Places that somebody has told about: those around one of them and those within it need no words more. */
function createToldPlaces(paths: readonly ResponsePath[]) {
  const places = new Set<string>();
  const around = new Set<string>();
  for (const path of paths) add(path);
  return { add, covers };

  function add(path: ResponsePath): void {
    places.add(keyOf(path));
    for (let length = 0; length <= path.length; length += 1) around.add(keyOf(path.slice(0, length)));
  }

  function covers(path: ResponsePath): boolean {
    return around.has(keyOf(path)) || path.some((_, index) => places.has(keyOf(path.slice(0, index + 1))));
  }
}

function keyOf(path: ResponsePath): string {
  return JSON.stringify(path);
}

/** As the results of GraphQL's own scalars are serialized (GraphQL, section 3.5); of others nobody but their subgraph knows. */
function isValidLeaf(leaf: GraphQLLeafType, value: unknown): boolean {
  if (isEnumType(leaf)) return typeof value === "string" && leaf.getValue(value) !== undefined;
  switch (leaf.name) {
    case "String":
      return typeof value === "string";
    case "ID":
      return typeof value === "string" || Number.isInteger(value);
    case "Int":
      return typeof value === "number" && (value | 0) === value;
    case "Float":
      return typeof value === "number" && Number.isFinite(value);
    case "Boolean":
      return typeof value === "boolean";
    default:
      return true;
  }
}
