import { type FetchNode, type QueryPlanSelectionNode, trimSelectionNodes } from "@apollo/query-planner";
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from "graphql";
import { fragmentsOf } from "../authorization/find-requirements.ts";
import { operationIn } from "../operation/operation-in.ts";
import { placeOf, type SeparatedRequirements } from "./separate-requirements.ts";

/** A part of a fetch whose representations hold one value under each name. */
interface Part {
  readonly fields: Set<FieldNode>;
  /** What those need that has stand-ins, by the type they belong to. */
  readonly needs: { readonly type: string; readonly fieldSet: SelectionSetNode }[];
}

/**
 * Makes several fetches of one whose representations would need two values under one name, since a representation has room
 * for one `price` only. Each asks for fields that get along, and brings what those need.
 *
 * @param graph the fetch's subgraph as a value of the enum join__Graph
 * @returns the very same fetch, alone, when all its fields get along
 */
export function splitFetch(fetch: FetchNode, graph: string, { standIns, needs }: SeparatedRequirements): FetchNode[] {
  if (!namesIn(fetch.requires ?? []).some((name) => standIns.has(name))) return [fetch];
  const document = parse(fetch.operation, { noLocation: true });
  const entities = entitiesOf(document);
  const parts: Part[] = [];
  for (const { field, type } of fieldsIn(entities, undefined)) {
    const fieldSet = type === undefined ? undefined : needs.get(placeOf(graph, type, field.name.value));
    const fitting = (one: Part) =>
      fieldSet === undefined || one.needs.every((need) => isFitting(need.fieldSet, fieldSet));
    let part = parts.find(fitting);
    if (part === undefined) parts.push((part = { fields: new Set(), needs: [] }));
    part.fields.add(field);
    if (type !== undefined && fieldSet !== undefined) part.needs.push({ type, fieldSet });
  }
  if (parts.length <= 1) return [fetch];
  const shared = keepRequired(fetch.requires ?? [], (name) => !standIns.has(name));
  return parts.map((part) => ({
    ...fetch,
    ...withEntities(document, keepFields(entities, part.fields)),
    requires: part.needs.reduce(
      (requires, { type, fieldSet: { selections } }) =>
        merge(requires, [{ kind: "InlineFragment", typeCondition: type, selections: trimSelectionNodes(selections) }]),
      shared,
    ),
  }));

  /** Whatever types the fields are asked of: a fetch too many is better than a value that is another one's. */
  function isFitting(some: SelectionSetNode, others: SelectionSetNode): boolean {
    const taken = new Map(placesIn(some).map(({ place, name }) => [place, name]));
    return placesIn(others).every(({ place, name }) => (taken.get(place) ?? name) === name);
  }

  /** Under which keys of a representation which fields go. */
  function placesIn({ selections }: SelectionSetNode, parent = ""): { place: string; name: string }[] {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT) return placesIn(selection.selectionSet, parent);
      const name = selection.name.value;
      const place = `${parent}/${standIns.get(name)?.field ?? name}`;
      return [
        { place, name },
        ...(selection.selectionSet === undefined ? [] : placesIn(selection.selectionSet, place)),
      ];
    });
  }
}

function namesIn(selections: readonly QueryPlanSelectionNode[]): string[] {
  return selections.flatMap((selection) => [
    ...(selection.kind === "Field" ? [selection.name] : []),
    ...namesIn(selection.selections ?? []),
  ]);
}

/** Without fields that turn out to select nothing. */
function keepRequired(
  selections: readonly QueryPlanSelectionNode[],
  isKept: (name: string) => boolean,
): QueryPlanSelectionNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === "Field" && !isKept(selection.name)) return [];
    if (selection.selections === undefined) return [selection];
    const kept = keepRequired(selection.selections, isKept);
    return kept.length === 0 ? [] : [{ ...selection, selections: kept }];
  });
}

/** Each field and each type condition stands once in it: Apollo's executor takes the last of several. */
function merge(
  some: readonly QueryPlanSelectionNode[],
  others: readonly QueryPlanSelectionNode[],
): QueryPlanSelectionNode[] {
  const merged = [...some];
  for (const other of others) {
    const place = merged.findIndex((one) => keyOf(one) === keyOf(other));
    const known = merged[place];
    if (known === undefined) merged.push(other);
    else if (other.selections !== undefined)
      merged[place] = { ...known, selections: merge(known.selections ?? [], other.selections) };
  }
  return merged;
}

function keyOf(selection: QueryPlanSelectionNode): string {
  return selection.kind === "Field" ? selection.name : `... on ${selection.typeCondition ?? ""}`;
}

/** What is asked of the entities, with the fragments written out in which their fields may lie. */
function entitiesOf(document: DocumentNode): SelectionSetNode {
  const fragments = fragmentsOf(document);
  const [root] = operationIn(document).selectionSet.selections;
  if (root?.kind !== Kind.FIELD || root.selectionSet === undefined) throw new TypeError("not a fetch of entities");
  return written(root.selectionSet);

  function written({ selections }: SelectionSetNode): SelectionSetNode {
    return {
      kind: Kind.SELECTION_SET,
      selections: selections.map((selection): SelectionNode => {
        if (selection.kind === Kind.FIELD) return selection;
        if (selection.kind === Kind.INLINE_FRAGMENT)
          return { ...selection, selectionSet: written(selection.selectionSet) };
        const fragment = fragments.get(selection.name.value);
        if (fragment === undefined) throw new TypeError(`no fragment ${selection.name.value}`);
        const { typeCondition, selectionSet } = fragment;
        const directives = selection.directives ?? [];
        return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet: written(selectionSet) };
      }),
    };
  }
}

function fieldsIn(
  { selections }: SelectionSetNode,
  type: string | undefined,
): { field: FieldNode; type: string | undefined }[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [{ field: selection, type }];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    return fieldsIn(selection.selectionSet, selection.typeCondition?.name.value ?? type);
  });
}

function keepFields({ selections }: SelectionSetNode, kept: ReadonlySet<FieldNode>): SelectionSetNode {
  return {
    kind: Kind.SELECTION_SET,
    selections: selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind !== Kind.INLINE_FRAGMENT)
        return selection.kind === Kind.FIELD && kept.has(selection) ? [selection] : [];
      const selectionSet = keepFields(selection.selectionSet, kept);
      return selectionSet.selections.length === 0 ? [] : [{ ...selection, selectionSet }];
    }),
  };
}

/** The operation of a fetch with other entities, with only the fragments and variables that are still used. */
function withEntities(
  document: DocumentNode,
  entities: SelectionSetNode,
): Pick<FetchNode, "operation" | "variableUsages"> {
  const operation = operationIn(document);
  const [root] = operation.selectionSet.selections;
  if (root?.kind !== Kind.FIELD) throw new TypeError("not a fetch of entities");
  const selectionSet: SelectionSetNode = {
    kind: Kind.SELECTION_SET,
    selections: [{ ...root, selectionSet: entities }],
  };

  const fragments = fragmentsOf(document);
  const spread = new Set<string>();
  const variables = new Set<string>();
  look({ ...operation, selectionSet, variableDefinitions: [] });
  const used = (operation.variableDefinitions ?? []).filter(({ variable }) => variables.has(variable.name.value));
  const left: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      { ...operation, selectionSet, variableDefinitions: used },
      ...[...fragments.values()].filter(({ name }) => spread.has(name.value)),
    ],
  };
  return {
    operation: stripIgnoredCharacters(print(left)),
    variableUsages: [...variables].filter((name) => name !== "representations"),
  };

  function look(part: OperationDefinitionNode | SelectionSetNode): void {
    visit(part, {
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread({ name }) {
        if (spread.has(name.value)) return;
        spread.add(name.value);
        const fragment = fragments.get(name.value);
        if (fragment !== undefined) look(fragment.selectionSet);
      },
    });
  }
}
