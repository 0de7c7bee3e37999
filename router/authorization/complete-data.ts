import { Kind, type TypeNode } from "graphql";
import { type Asked, collectFields, type ReducedRequest, type Selected } from "./collect-fields.ts";

type Data = Record<string, unknown>;

/** Says that a place which must not be null would be: its parent becomes null instead (GraphQL, section 6.4.4). */
const bubbles = Symbol("bubbles");

/**
 * Puts null in the place of each field that was taken out of an operation, in the answer to what was left of it. What
 * nothing was taken out of stays the very object it was.
 *
 * @param data of the answer; an empty object when nothing was left to ask for
 */
export function completeData(request: ReducedRequest, data: Data | null): Data | null {
  if (data === null) return null;
  const { schema, operation } = request;
  const completed = completeObject(
    request,
    data,
    [{ set: operation.selectionSet, isRemoved: false }],
    schema.rootType(operation.operation),
  );
  return completed === bubbles ? null : completed;
}

function completeObject(
  request: ReducedRequest,
  data: Data,
  selected: readonly Selected[],
  typeName: string,
): Data | typeof bubbles {
  const type = request.schema.type(typeName);
  const completed: Data = {};
  for (const [key, asked] of collectFields(request, selected, typeName)) {
    const left = asked.filter(({ isRemoved }) => !isRemoved);
    const name = asked[0]?.node.name.value ?? "";
    const field = type?.field(name);
    if (left.length === 0) {
      if (field?.type.kind === Kind.NON_NULL_TYPE) return bubbles;
      completed[key] = null;
      continue;
    }
    const value = data[key];
    // A null was carried up already by who answered.
    if (field === undefined || value === null || value === undefined || !isTouched(request, asked)) {
      if (value !== undefined) completed[key] = value;
      continue;
    }
    const within = completeValue(request, value, selectionsOf(asked), field.type, field.named);
    if (within === bubbles) return bubbles;
    completed[key] = within;
  }
  return completed;
}

function completeValue(
  request: ReducedRequest,
  value: unknown,
  selected: readonly Selected[],
  type: TypeNode,
  named: string,
): unknown {
  if (type.kind === Kind.NON_NULL_TYPE) {
    const completed = completeValue(request, value, selected, type.type, named);
    return completed === null ? bubbles : completed;
  }
  if (value === null || value === undefined) return null;
  if (type.kind === Kind.LIST_TYPE) {
    if (!Array.isArray(value)) return value;
    const items = value.map((item: unknown) => completeValue(request, item, selected, type.type, named));
    return items.includes(bubbles) ? null : items;
  }
  if (!isData(value)) return value;
  const typeName = typeOf(request, value, named);
  if (typeName === undefined) return value;
  const completed = completeObject(request, value, selected, typeName);
  return completed === bubbles ? null : completed;
}

/** Objects of one type are of that type; of others the answer tells. */
function typeOf({ schema, reduced }: ReducedRequest, value: Data, named: string): string | undefined {
  if (schema.type(named)?.isAbstract === false) return named;
  const told = value[reduced.typeAlias];
  return typeof told === "string" ? told : undefined;
}

function isTouched({ reduced }: ReducedRequest, asked: readonly Asked[]): boolean {
  return asked.some(
    ({ node, isRemoved }) => isRemoved || (node.selectionSet !== undefined && reduced.touched.has(node.selectionSet)),
  );
}

function selectionsOf(asked: readonly Asked[]): Selected[] {
  return asked.flatMap(({ node, isRemoved }) =>
    node.selectionSet === undefined ? [] : [{ set: node.selectionSet, isRemoved }],
  );
}

function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
