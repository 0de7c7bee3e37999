import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode, visit } from "graphql";
import { fragmentsOf } from "../authorization/find-requirements.ts";
import type { FetchedNames } from "./field-sets.ts";

/** Ends every data key that differs from the response name it stands for. */
const ending = "_of_client";

/**
 * Gives each field whose response name may be mistaken for something the planner fetches by itself a data key of its own.
 * The planner compares response names only: to a client that asks for `{ id: name }` it adds no `id`, and goes on to ask
 * other subgraphs for the entity whose key is that name. So does a field that @requires `comments(limit: 3)` where the
 * client has asked for `comments(limit: 1)`.
 *
 * @param document valid, and with only what the caller may have
 * @returns what is to be planned and executed; the very same document when nothing can be mistaken
 */
export function separateNames(document: DocumentNode, fetched: FetchedNames): DocumentNode {
  return visit(document, {
    Field(field) {
      const responseName = responseNameOf(field);
      const isAnother = responseName !== field.name.value || (field.arguments ?? []).length > 0;
      const mistakable = isAnother ? fetched.all : fetched.withArguments;
      if (!mistakable.has(responseName) && !responseName.endsWith(ending)) return undefined;
      return { ...field, alias: { kind: Kind.NAME, value: responseName + ending } };
    },
  });
}

/** The client's response name for a data key of a separated document: in its answer, and in the paths of errors. */
export function responseNameFor(dataKey: string): string {
  return dataKey.endsWith(ending) ? dataKey.slice(0, -ending.length) : dataKey;
}

/** The response names for all data keys of a separated document that differ from theirs. */
export function renamedIn(separated: DocumentNode): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  visit(separated, {
    Field(field) {
      const dataKey = responseNameOf(field);
      if (dataKey.endsWith(ending)) renamed.set(dataKey, responseNameFor(dataKey));
    },
  });
  return renamed;
}

/**
 * An answer to a separated document as the client asked for it. By the document and not by the keys alone, since a scalar
 * may be an object with any keys.
 *
 * @param separated as `separateNames` gave it
 */
export function restoreNames<Value>(value: Value, separated: DocumentNode, operationName?: string | null): Value {
  const fragments = fragmentsOf(separated);
  const operation = separated.definitions.find(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      (operationName === undefined || operationName === null || definition.name?.value === operationName),
  );
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return value;
  return restore(value, [operation.selectionSet]) as Value;

  function restore(data: unknown, selectionSets: readonly SelectionSetNode[]): unknown {
    if (Array.isArray(data)) return data.map((item) => restore(item, selectionSets));
    if (typeof data !== "object" || data === null || selectionSets.length === 0) return data;
    const seen = new Set<string>();
    const fields = selectionSets.flatMap((set) => fieldsOf(set, seen));
    return Object.fromEntries(
      Object.entries(data).map(([key, held]) => {
        const nested = fields.flatMap((field) =>
          responseNameOf(field) === key && field.selectionSet !== undefined ? [field.selectionSet] : [],
        );
        return [responseNameFor(key), restore(held, nested)];
      }),
    );
  }

  /** Of all fragments, each once: which of them hold, the data has already decided. */
  function fieldsOf({ selections }: SelectionSetNode, seen: Set<string>): FieldNode[] {
    return selections.flatMap((selection) => {
      switch (selection.kind) {
        case Kind.FIELD:
          return [selection];
        case Kind.INLINE_FRAGMENT:
          return fieldsOf(selection.selectionSet, seen);
        case Kind.FRAGMENT_SPREAD: {
          const fragment = fragments.get(selection.name.value);
          if (fragment === undefined || seen.has(fragment.name.value)) return [];
          seen.add(fragment.name.value);
          return fieldsOf(fragment.selectionSet, seen);
        }
      }
    });
  }
}

function responseNameOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
