import { Kind, type TypeNode } from "graphql";
import { type Asked, collectFields, type ReducedRequest, type Selected } from "./collect-fields.ts";
import type { GuardedField } from "./guarded-schema.ts";

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
    { ...request, plans: new Map() },
    data,
    [{ set: operation.selectionSet, isRemoved: false }],
    schema.rootType(operation.operation),
  );
  return completed === bubbles ? null : completed;
}

/** A request whose answer is being completed. */
interface Completing extends ReducedRequest {
  /** By selection, then by type. A list has thousands of objects, and an operation thousands of fields that none of them has. */
  readonly plans: Map<readonly Selected[], Map<string, readonly PlannedField[]>>;
}

/** What becomes of one field of all objects that are of one type and were selected in one place. */
interface PlannedField {
  readonly key: string;
  /** Undefined for `__typename`, and for introspection. */
  readonly field: GuardedField | undefined;
  readonly isRemoved: boolean;
  readonly isTouched: boolean;
  readonly selected: readonly Selected[];
}

function planFields(request: Completing, selected: readonly Selected[], typeName: string): readonly PlannedField[] {
  const known = request.plans.get(selected)?.get(typeName);
  if (known !== undefined) return known;
  const type = request.schema.type(typeName);
  const planned = [...collectFields(request, selected, typeName)].map(([key, asked]) => ({
    key,
    field: type?.field(asked[0]?.node.name.value ?? ""),
    isRemoved: asked.every(({ isRemoved }) => isRemoved),
    isTouched: isTouched(request, asked),
    selected: selectionsOf(asked),
  }));
  const ofTypes = request.plans.get(selected) ?? new Map<string, readonly PlannedField[]>();
  request.plans.set(selected, ofTypes.set(typeName, planned));
  return planned;
}

function completeObject(
  request: Completing,
  data: Data,
  selected: readonly Selected[],
  typeName: string,
): Data | typeof bubbles {
  const completed: Data = {};
  for (const { key, field, isRemoved, isTouched: touched, selected: below } of planFields(
    request,
    selected,
    typeName,
  )) {
    if (isRemoved) {
      if (field?.type.kind === Kind.NON_NULL_TYPE) return bubbles;
      completed[key] = null;
      continue;
    }
    const value = data[key];
    // A null was carried up already by who answered.
    if (field === undefined || value === null || value === undefined || !touched) {
      if (value !== undefined) completed[key] = value;
      continue;
    }
    const within = completeValue(request, value, below, field.type, field.named);
    if (within === bubbles) return bubbles;
    completed[key] = within;
  }
  return completed;
}

function completeValue(
  request: Completing,
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
