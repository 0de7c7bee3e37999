import { enumOf, isLinkField, tablesById } from "../field-uses.ts";
import { typeNamesOfTable } from "../naming/derived-names.ts";
import type { EnumType, TypedBase, TypedChoice, TypedField, TypedGraph, TypedTable } from "../typed-graph.ts";

/** How the values of an enum stand in cells: filters ask otherwise for each. */
export type Holding = "one" | "several" | "lookup";

export interface EnumPart {
  readonly typeName: string;
  readonly choices: readonly TypedChoice[];
  readonly holdings: ReadonlySet<Holding>;
}

/** What is printed of a table only where something refers to it. */
export interface TableNeeds {
  readonly listFilter: boolean;
  readonly linkOne: boolean;
  readonly linkMany: boolean;
}

/** A graph, with what its parts need to know of each other. */
export interface GraphParts {
  /** The table that a link field points at; undefined when it is not in the graph: it is hidden, or nobody knows it yet. */
  linkedTable(field: TypedField): TypedTable | undefined;
  /** What the types of a table are called. */
  namesOf(table: TypedTable): TableTypeNames;
  needsOf(table: TypedTable): TableNeeds;
  /** Those of a base's fields. Several fields may have the same, as a select and its lookups. */
  enumsOf(base: TypedBase): readonly EnumPart[];
}

type TableTypeNames = ReturnType<typeof typeNamesOfTable>;

const nothingNeeded: TableNeeds = { listFilter: false, linkOne: false, linkMany: false };

export function graphParts(graph: TypedGraph): GraphParts {
  const tables = tablesById(graph);
  const linkedTable = ({ value }: TypedField) => (value.kind === "link" ? tables.get(value.tableId) : undefined);

  const needs = new Map<TypedTable, TableNeeds>();
  for (const field of graph.bases.flatMap((base) => base.tables.flatMap(({ fields }) => fields))) {
    const linked = linkedTable(field);
    if (linked === undefined || field.value.kind !== "link" || !isLinkField(field)) continue;
    const { single } = field.value;
    const before = needs.get(linked) ?? nothingNeeded;
    needs.set(linked, {
      listFilter: before.listFilter || !single,
      linkOne: before.linkOne || (single && !field.readOnly),
      linkMany: before.linkMany || (!single && !field.readOnly),
    });
  }
  const names = new Map(
    graph.bases.flatMap((base) => base.tables.map((table) => [table, typeNamesOfTable(base, table)] as const)),
  );
  const namesOf = (table: TypedTable): TableTypeNames => {
    const found = names.get(table);
    if (found === undefined) throw new Error(`the table ${table.id} is not in the graph`);
    return found;
  };
  return { linkedTable, namesOf, needsOf: (table) => needs.get(table) ?? nothingNeeded, enumsOf };
}

function enumsOf({ tables }: TypedBase): EnumPart[] {
  const parts = new Map<string, { choices: Map<string, TypedChoice>; holdings: Set<Holding> }>();
  for (const field of tables.flatMap(({ fields }) => fields)) {
    const type: EnumType | undefined = enumOf(field.value);
    if (type === undefined) continue;
    const part = parts.get(type.typeName) ?? { choices: new Map(), holdings: new Set() };
    parts.set(type.typeName, part);
    for (const choice of type.choices) {
      // What one of the fields still has, has not been removed.
      if (part.choices.get(choice.name)?.removed !== false) part.choices.set(choice.name, choice);
    }
    part.holdings.add(holdingOf(field));
  }
  return [...parts].map(([typeName, { choices, holdings }]) => ({
    typeName,
    choices: [...choices.values()],
    holdings,
  }));
}

function holdingOf({ type, value }: TypedField): Holding {
  if (value.kind !== "list") return "one";
  return type === "multipleLookupValues" ? "lookup" : "several";
}
