import {
  doTypesOverlap,
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLInterfaceType,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  isCompositeType,
  isInterfaceType,
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
 * Which cells an operation selects of the records below the field that is being resolved.
 * @param path fields between that field and the records, for example `nodes` of a connection
 */
export function selectedCells(info: GraphQLResolveInfo, path: readonly string[] = []): CellSelection {
  const read = known.get(info.fieldNodes);
  if (read !== undefined) return read;
  const selection = readSelection(info, path);
  known.set(info.fieldNodes, selection);
  return selection;
}

function readSelection(info: GraphQLResolveInfo, path: readonly string[]): CellSelection {
  const recordType = info.schema.getType("AirtableRecord");
  if (!isInterfaceType(recordType)) throw new Error("the schema has no interface AirtableRecord");
  let nodes: readonly FieldNode[] = info.fieldNodes;
  for (const name of path) nodes = nodes.flatMap((node) => fieldsOf(info, node.selectionSet).filter(isNamed(name)));

  const selected = nodes.flatMap((node) => fieldsOf(info, node.selectionSet, recordType));
  return {
    keys: selected.some(isNamed("cells"))
      ? "all"
      : new Set(selected.flatMap((node) => argumentField(info, recordType, node) ?? [])),
    commentCount: selected.some(isNamed("commentCount")),
    elsewhere: cellsOfOperation(info, recordType),
  };
}

/** Made anew for each execution, so that it stands for one. */
const knownOfOperation = new WeakMap<GraphQLResolveInfo["variableValues"], ReadonlySet<string>>();

/** Every cell that an operation selects by name, of whatever records. */
function cellsOfOperation(info: GraphQLResolveInfo, recordType: GraphQLInterfaceType): ReadonlySet<string> {
  const read = knownOfOperation.get(info.variableValues);
  if (read !== undefined) return read;
  const cells = new Set<string>();
  // Fragments share their selections: each is looked at once, however often it is spread.
  const seen = new Set<SelectionSetNode>();
  const look = (selectionSet: SelectionSetNode | undefined) => {
    if (selectionSet === undefined || seen.has(selectionSet)) return;
    seen.add(selectionSet);
    for (const node of fieldsOf(info, selectionSet)) {
      const key = argumentField(info, recordType, node);
      if (key !== undefined) cells.add(key);
      look(node.selectionSet);
    }
  };
  look(info.operation.selectionSet);
  knownOfOperation.set(info.variableValues, cells);
  return cells;
}

const isNamed = (name: string) => (node: FieldNode) => node.name.value === name;

/** The fields of a selection that will be resolved, those of fragments included. @param on leaves out fragments on types that are none of it */
function fieldsOf(
  info: GraphQLResolveInfo,
  selectionSet: SelectionSetNode | undefined,
  on?: GraphQLInterfaceType,
  spread = new Set<string>(),
): FieldNode[] {
  return (selectionSet?.selections ?? []).flatMap((node) => {
    if (!isIncluded(info, node)) return [];
    if (node.kind === Kind.FIELD) return [node];
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      // As in execution: a second spread of the same fragment adds nothing.
      if (spread.has(node.name.value)) return [];
      spread.add(node.name.value);
    }
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? info.fragments[node.name.value] : node;
    if (fragment === undefined || !mayBe(info, fragment.typeCondition?.name.value, on)) return [];
    return fieldsOf(info, fragment.selectionSet, on, spread);
  });
}

function isIncluded({ variableValues }: GraphQLResolveInfo, node: SelectionNode): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variableValues);
  return skip?.if !== true && include?.if !== false;
}

function mayBe({ schema }: GraphQLResolveInfo, condition: string | undefined, on: GraphQLInterfaceType | undefined) {
  if (condition === undefined || on === undefined) return true;
  const type = schema.getType(condition);
  return isCompositeType(type) && doTypesOverlap(schema, type, on);
}

/** The key of the one cell that a field reads. */
function argumentField(
  { variableValues }: GraphQLResolveInfo,
  recordType: GraphQLInterfaceType,
  node: FieldNode,
): string | undefined {
  const definition = recordType.getFields()[node.name.value];
  if (definition === undefined || !cellFields.has(node.name.value)) return undefined;
  const { field } = getArgumentValues(definition, node, variableValues);
  return typeof field === "string" ? field : undefined;
}
