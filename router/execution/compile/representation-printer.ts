import type { FetchDataRewrite, QueryPlanFieldNode, QueryPlanSelectionNode } from "@apollo/query-planner";
import type { GraphQLSchema } from "graphql";
import { type Data, isData, own, setOwn } from "../data.ts";
import { toJson } from "../json-text.ts";
import { mergeObject } from "../merge/merge-data.ts";
import { isSubtype, rewriteData } from "../merge/rewrite-data.ts";
import { generateFunction } from "./generate-function.ts";

/** Prints what a subgraph needs to know of an entity. */
export interface RepresentationPrinter {
  forType(typeName: string): TypePrinter;
}

export interface TypePrinter {
  /** The fields beside `__typename`, where they are all that is printed: they tell entities of this type apart. Empty otherwise. */
  readonly fields: readonly string[];
  /** @returns JSON; undefined when the object lacks something, so that it can't be asked for */
  print(object: Data): string | undefined;
}

/**
 * @param requires of the fetch
 * @param rewrites of what it sends
 * @param schema of the supergraph
 */
export function createRepresentationPrinter(
  requires: readonly QueryPlanSelectionNode[],
  rewrites: readonly FetchDataRewrite[],
  schema: GraphQLSchema,
): RepresentationPrinter {
  const printers = new Map<string, TypePrinter>();
  return {
    forType(typeName) {
      const known = printers.get(typeName);
      if (known !== undefined) return known;
      const printer =
        flatPrinter(typeName, requires, rewrites, schema) ??
        ({ fields: [], print: (object) => printAny(object, requires, rewrites, schema) } satisfies TypePrinter);
      printers.set(typeName, printer);
      return printer;
    },
  };
}

/** For objects of one type of which only fields without fields are needed, which is what most keys are. */
function flatPrinter(
  typeName: string,
  requires: readonly QueryPlanSelectionNode[],
  rewrites: readonly FetchDataRewrite[],
  schema: GraphQLSchema,
): TypePrinter | undefined {
  const fitting = requires.filter(
    (selection) => selection.kind === "Field" || isSubtype(schema, selection.typeCondition ?? typeName, typeName),
  );
  const [only] = fitting;
  if (fitting.length !== 1 || only?.kind !== "InlineFragment") return undefined;
  const names = only.selections.flatMap((field) =>
    field.kind === "Field" && field.selections === undefined ? [keyOf(field)] : [],
  );
  if (names.length !== only.selections.length || !names.includes("__typename")) return undefined;
  if (names.some((name) => name in Object.prototype) || new Set(names).size !== names.length) return undefined;
  const told = toldType(typeName, rewrites, schema);
  if (told === undefined) return undefined;

  const fields = names.filter((name) => name !== "__typename");
  const parts = fields.map((name) => {
    const key = JSON.stringify(name);
    return `value = object[${key}]; if (value === undefined) return undefined; text += ${JSON.stringify(`,${key}:`)} + toJson(value);`;
  });
  const begin = JSON.stringify(`{"__typename":${JSON.stringify(told)}`);
  const make = generateFunction<(json: typeof toJson) => TypePrinter["print"]>(
    ["toJson"],
    `return function (object) { let value, text = ${begin}; ${parts.join("\n")} return text + "}"; };`,
  );
  return { fields, print: make(toJson) };
}

/** What representations of a type are told to be; undefined when rewrites change more than that. */
function toldType(typeName: string, rewrites: readonly FetchDataRewrite[], schema: GraphQLSchema): string | undefined {
  let told = typeName;
  for (const { path, ...rewrite } of rewrites) {
    const [condition, key] = path.length === 1 ? [undefined, path[0]] : path;
    if (rewrite.kind !== "ValueSetter" || path.length > 2 || key !== "__typename") return undefined;
    if (condition !== undefined && !condition.startsWith("... on ")) return undefined;
    const applies = condition === undefined || isSubtype(schema, condition.slice("... on ".length), told);
    if (applies) told = String(rewrite.setValueTo);
  }
  return told;
}

function printAny(
  object: Data,
  requires: readonly QueryPlanSelectionNode[],
  rewrites: readonly FetchDataRewrite[],
  schema: GraphQLSchema,
): string | undefined {
  const selected = select(object, requires, schema);
  if (selected === null || typeof own(selected, "__typename") !== "string") return undefined;
  rewriteData(schema, rewrites, selected);
  return JSON.stringify(selected);
}

/** Null for an object that lacks a field. */
function select(object: Data, selections: readonly QueryPlanSelectionNode[], schema: GraphQLSchema): Data | null {
  const selected: Data = {};
  for (const selection of selections) {
    if (selection.kind === "Field") {
      const key = keyOf(selection);
      const value = own(object, key);
      if (value === undefined) return null;
      setOwn(selected, key, selectValue(value, selection, schema));
      continue;
    }
    const typeName = own(object, "__typename");
    const { typeCondition } = selection;
    if (typeCondition === undefined || typeof typeName !== "string") continue;
    if (!isSubtype(schema, typeCondition, typeName)) continue;
    const within = select(object, selection.selections, schema);
    if (within !== null) mergeObject(selected, within);
  }
  return selected;
}

function selectValue(value: unknown, field: QueryPlanFieldNode, schema: GraphQLSchema): unknown {
  if (field.selections === undefined) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => selectValue(item, field, schema));
  return isData(value) ? select(value, field.selections, schema) : null;
}

function keyOf({ alias, name }: QueryPlanFieldNode): string {
  return alias ?? name;
}
