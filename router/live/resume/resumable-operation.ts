import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  valueFromASTUntyped,
  visit,
} from "graphql";
import type { ExecutionResult } from "../../../kernel/executor/executor.ts";

/** A subgraph's subscription, as it is sent so that it can be resumed. */
export interface ResumableOperation {
  /** Asks for the cursor of each event too. */
  readonly query: string;
  /** The same, with the variable `afterVariable` for `after`. */
  readonly resumed: string;
  readonly afterVariable: string;
  /** The cursor that the client began with itself. */
  begunAfter(variables: Readonly<Record<string, unknown>> | undefined): string | undefined;
  /** The cursor of an event, and the event as it was asked for. */
  read(event: ExecutionResult): { readonly cursor: string | undefined; readonly event: ExecutionResult };
}

/**
 * @param query of one subgraph, as the planner prints it
 * @param fields the subgraph's fields that can be resumed, with the type of `after`
 * @returns undefined for what can't be resumed
 */
export function toResumable(
  query: string,
  operationName: string | undefined,
  fields: ReadonlyMap<string, string>,
): ResumableOperation | undefined {
  const document = parse(query, { noLocation: true });
  const operation = getOperationAST(document, operationName);
  const [root, ...others] = operation?.selectionSet.selections ?? [];
  if (!operation || root?.kind !== Kind.FIELD || root.selectionSet === undefined || others.length > 0) return undefined;
  const afterType = fields.get(root.name.value);
  if (afterType === undefined) return undefined;

  const selections = root.selectionSet.selections;
  const asked = selections.find(isCursor);
  const hidden = asked === undefined ? unusedName("airgraphCursor", namesIn(selections)) : undefined;
  const withCursor: FieldNode =
    hidden === undefined
      ? root
      : { ...root, selectionSet: { ...root.selectionSet, selections: [...selections, cursorAs(hidden)] } };
  const cursorName = hidden ?? asked?.alias?.value ?? "cursor";
  const rootName = root.alias?.value ?? root.name.value;

  const variableNames = new Set(operation.variableDefinitions?.map(({ variable }) => variable.name.value));
  const afterVariable = unusedName("airgraphAfter", variableNames);
  const rest = (root.arguments ?? []).filter(({ name }) => name.value !== "after");
  const resumedRoot: FieldNode = { ...withCursor, arguments: [...rest, afterArgument(afterVariable)] };

  return {
    query: print(withRoot(document, operation, withCursor)),
    resumed: print(withAfter(withRoot(document, operation, resumedRoot), afterVariable, afterType)),
    afterVariable,
    begunAfter(variables) {
      const value = root.arguments?.find(({ name }) => name.value === "after")?.value;
      if (value === undefined) return undefined;
      const name = value.kind === Kind.VARIABLE ? value.name.value : undefined;
      const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
      const given = valueFromASTUntyped(value, variables) ?? undefined;
      const fallback =
        definition?.defaultValue === undefined ? undefined : valueFromASTUntyped(definition.defaultValue);
      const isGiven = name !== undefined && variables !== undefined && Object.hasOwn(variables, name);
      return toCursor(isGiven ? given : (given ?? fallback));
    },
    read(event) {
      const value = event.data?.[rootName];
      if (!isRecord(value)) return { cursor: undefined, event };
      const cursor = toCursor(value[cursorName]);
      if (hidden === undefined) return { cursor, event };
      const { [hidden]: _hidden, ...left } = value;
      return { cursor, event: { ...event, data: { ...event.data, [rootName]: left } } };
    },
  };
}

/** Always there, under one name. */
function isCursor(selection: SelectionNode): selection is FieldNode {
  return (
    selection.kind === Kind.FIELD && selection.name.value === "cursor" && (selection.directives ?? []).length === 0
  );
}

function cursorAs(alias: string): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: "cursor" },
    alias: { kind: Kind.NAME, value: alias },
  };
}

function afterArgument(variable: string): ArgumentNode {
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: "after" },
    value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } },
  };
}

function withRoot(document: DocumentNode, operation: OperationDefinitionNode, root: FieldNode): DocumentNode {
  const changed = { ...operation, selectionSet: { ...operation.selectionSet, selections: [root] } };
  return {
    ...document,
    definitions: document.definitions.map((definition) => (definition === operation ? changed : definition)),
  };
}

/** With one variable more, and without those that nothing uses now, which a subgraph would refuse. */
function withAfter(document: DocumentNode, variable: string, type: string): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    Variable(node, key) {
      if (key !== "variable") used.add(node.name.value);
    },
  });
  return visit(document, {
    OperationDefinition: (operation) => ({
      ...operation,
      variableDefinitions: [
        ...(operation.variableDefinitions ?? []).filter((definition) => used.has(definition.variable.name.value)),
        {
          kind: Kind.VARIABLE_DEFINITION,
          variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } },
          type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
        },
      ],
    }),
  });
}

/** Names in fragments are not looked at: what we add has one that nobody chooses. */
function namesIn(selections: readonly SelectionNode[]): ReadonlySet<string> {
  return new Set(
    selections.flatMap((selection) =>
      selection.kind === Kind.FIELD ? [selection.alias?.value ?? selection.name.value] : [],
    ),
  );
}

function unusedName(wanted: string, used: ReadonlySet<string>): string {
  let name = wanted;
  while (used.has(name)) name += "_";
  return name;
}

function toCursor(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
