import {
  doTypesOverlap,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import type { CellSelection } from "../reading/record-needs.ts";

/** Fields of AirtableRecord that read one cell, named by their argument `field`. */
const cellFields: ReadonlySet<string> = new Set(["cell", "linkedRecords", "attachments"]);

/** Sibling fields of one operation share their nodes, so the selection below a level is read once. */
const known = new WeakMap<readonly FieldNode[], CellSelection>();

/**
 * Which cells an operation selects of the records below the field that is being resolved. Fields of typed records tell by
 * `extensions.cell` which cell they read.
 * @param paths fields between that field and the records, for example `nodes` of a connection, and `edges`, `node`; none
 * where it answers with records itself
 */
export function selectedCells(info: GraphQLResolveInfo, ...paths: readonly (readonly string[])[]): CellSelection {
  const read = known.get(info.fieldNodes);
  if (read !== undefined) return read;
  const selection = readSelection(info, paths.length === 0 ? [[]] : paths);
  known.set(info.fieldNodes, selection);
  return selection;
}

function readSelection(info: GraphQLResolveInfo, paths: readonly (readonly string[])[]): CellSelection {
  const selected = paths.flatMap((path) => fieldsBelow(info, path));
  return {
    keys: selected.some(({ node }) => node.name.value === "cells")
      ? "all"
      : new Set(selected.flatMap((field) => cellOf(info, field) ?? [])),
    commentCount: selected.some(({ node }) => node.name.value === "commentCount"),
    elsewhere: cellsOfOperation(info),
  };
}

/** A field of a selection, and its definition where there is one. */
interface SelectedField {
  readonly node: FieldNode;
  readonly definition: GraphQLField<unknown, unknown> | undefined;
}

/** The fields that are selected some levels below the one that is being resolved. @param path which levels lie between */
export function fieldsBelow(info: GraphQLResolveInfo, path: readonly string[] = []): SelectedField[] {
  let type: GraphQLNamedType | undefined = getNamedType(info.returnType);
  let selections = info.fieldNodes.map(({ selectionSet }) => selectionSet);
  for (const name of path) {
    const named: SelectedField[] = fieldsOfAll(info, selections, type).filter(({ node }) => node.name.value === name);
    selections = named.map(({ node }) => node.selectionSet);
    type = typeOf(named[0]?.definition);
  }
  return fieldsOfAll(info, selections, type);
}

/** Whether a field is selected of what is being resolved. */
export function selects(info: GraphQLResolveInfo, name: string): boolean {
  return fieldsBelow(info).some(({ node }) => node.name.value === name);
}

function fieldsOfAll(
  info: GraphQLResolveInfo,
  selections: readonly (SelectionSetNode | undefined)[],
  type: GraphQLNamedType | undefined,
): SelectedField[] {
  return isCompositeType(type) ? selections.flatMap((selection) => fieldsOf(info, selection, type)) : [];
}

/** Made anew for each execution, so that it stands for one. */
const knownOfOperation = new WeakMap<GraphQLResolveInfo["variableValues"], ReadonlySet<string>>();

/** Every cell that an operation selects by name, of whatever records. */
function cellsOfOperation(info: GraphQLResolveInfo): ReadonlySet<string> {
  const read = knownOfOperation.get(info.variableValues);
  if (read !== undefined) return read;
  const cells = new Set<string>();
  // Fragments share their selections: each is looked at once, however often it is spread.
  const seen = new Set<SelectionSetNode>();
  const look = (selection: SelectionSetNode | undefined, type: GraphQLNamedType | undefined) => {
    if (selection === undefined || seen.has(selection) || !isCompositeType(type)) return;
    seen.add(selection);
    for (const field of fieldsOf(info, selection, type)) {
      const key = cellOf(info, field);
      if (key !== undefined) cells.add(key);
      look(field.node.selectionSet, typeOf(field.definition));
    }
  };
  look(info.operation.selectionSet, info.schema.getRootType(info.operation.operation) ?? undefined);
  knownOfOperation.set(info.variableValues, cells);
  return cells;
}

function typeOf(definition: SelectedField["definition"]): GraphQLNamedType | undefined {
  return definition === undefined ? undefined : getNamedType(definition.type);
}

/**
 * The fields of a selection that will be resolved, those of fragments included, but for fragments on types that the record
 * can't be of.
 */
function fieldsOf(
  info: GraphQLResolveInfo,
  selectionSet: SelectionSetNode | undefined,
  type: GraphQLCompositeType,
  spread = new Set<string>(),
): SelectedField[] {
  return (selectionSet?.selections ?? []).flatMap((node): SelectedField[] => {
    if (!isIncluded(info, node)) return [];
    if (node.kind === Kind.FIELD) {
      return [{ node, definition: isUnionType(type) ? undefined : type.getFields()[node.name.value] }];
    }
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      // As in execution: a second spread of the same fragment adds nothing.
      if (spread.has(node.name.value)) return [];
      spread.add(node.name.value);
    }
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? info.fragments[node.name.value] : node;
    if (fragment === undefined) return [];
    const on = fragment.typeCondition === undefined ? type : info.schema.getType(fragment.typeCondition.name.value);
    if (!isCompositeType(on) || (on !== type && !doTypesOverlap(info.schema, on, type))) return [];
    return fieldsOf(info, fragment.selectionSet, on, spread);
  });
}

function isIncluded({ variableValues }: GraphQLResolveInfo, node: SelectionNode): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variableValues);
  return skip?.if !== true && include?.if !== false;
}

/** The key of the one cell that a field reads. */
function cellOf({ variableValues }: GraphQLResolveInfo, { node, definition }: SelectedField): string | undefined {
  if (definition === undefined) return undefined;
  const { cell } = definition.extensions;
  if (typeof cell === "string") return cell;
  if (!cellFields.has(node.name.value)) return undefined;
  const { field } = getArgumentValues(definition, node, variableValues);
  return typeof field === "string" ? field : undefined;
}
