import { prettyFormatQueryPlan, type QueryPlan } from "@apollo/query-planner";
import { type ASTNode, Kind, parse, print, visit } from "graphql";

const emptyList = { kind: Kind.LIST, values: [] } as const;
const emptyObject = { kind: Kind.OBJECT, fields: [] } as const;

/**
 * A document as it may be logged: what was written into it as text, number, list or object is left out. Names of enum values,
 * booleans and null are the schema's.
 */
export function printWithoutLiterals(document: ASTNode): string {
  return print(
    visit(document, {
      IntValue: (node) => ({ ...node, value: "0" }),
      FloatValue: (node) => ({ ...node, value: "0" }),
      StringValue: (node) => ({ ...node, value: "", block: false }),
      ListValue: (node) => ({ ...node, ...emptyList }),
      ObjectValue: (node) => ({ ...node, ...emptyObject }),
    }),
  );
}

/** A plan as it may be logged: the operations in it repeat the literals of the client's. */
export function printPlanWithoutLiterals(plan: QueryPlan): string {
  return prettyFormatQueryPlan(mapOperations(plan, (operation) => printWithoutLiterals(parse(operation))));
}

/** Plans are data; their fetches are the nodes that have the text of an operation. */
function mapOperations<Value>(value: Value, map: (operation: string) => string): Value;
function mapOperations(value: unknown, map: (operation: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => mapOperations(each, map));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      key === "operation" && typeof each === "string" ? map(each) : mapOperations(each, map),
    ]),
  );
}
