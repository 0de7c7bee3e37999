import type { FetchDataRewrite } from "@apollo/query-planner";
import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from "graphql";
import { type Data, isData, own, setOwn } from "../data.ts";

const fragmentPrefix = "... on ";

/** What the planner says is to be renamed or set in what is sent to a subgraph, or in what it answered. */
export function rewriteData(schema: GraphQLSchema, rewrites: readonly FetchDataRewrite[], data: unknown): void {
  for (const rewrite of rewrites) {
    const key = rewrite.path.at(-1);
    if (key === undefined) continue;
    eachAt(schema, rewrite.path.slice(0, -1), data, (object) => {
      if (rewrite.kind === "ValueSetter") {
        setOwn(object, key, rewrite.setValueTo);
        return;
      }
      const value = own(object, key);
      if (value === undefined) return;
      setOwn(object, rewrite.renameKeyTo, value);
      setOwn(object, key, undefined);
    });
  }
}

function eachAt(schema: GraphQLSchema, path: readonly string[], value: unknown, change: (object: Data) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) eachAt(schema, path, item, change);
    return;
  }
  if (!isData(value)) return;
  const [first, ...rest] = path;
  if (first === undefined) change(value);
  else if (!first.startsWith(fragmentPrefix)) eachAt(schema, rest, own(value, first), change);
  else if (isOfType(schema, value, first.slice(fragmentPrefix.length))) eachAt(schema, rest, value, change);
}

/** An object that does not tell its type is taken for the one that the plan expects there. */
function isOfType(schema: GraphQLSchema, object: Data, condition: string): boolean {
  const typeName = own(object, "__typename");
  return typeof typeName !== "string" || isSubtype(schema, condition, typeName);
}

/** Whether an object of type `typeName` is one of `condition`, too. */
export function isSubtype(schema: GraphQLSchema, condition: string, typeName: string): boolean {
  if (condition === typeName) return true;
  const type = schema.getType(typeName);
  const wanted = schema.getType(condition);
  return isAbstractType(wanted) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(wanted, type);
}
