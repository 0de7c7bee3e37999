import type { FetchDataRewrite } from "@apollo/query-planner";
import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from "graphql";
import { isRecord } from "./world.ts";

/** Does to a fetch's data what its plan says. */
export function applyRewrites(schema: GraphQLSchema, rewrites: readonly FetchDataRewrite[] = [], data: unknown): void {
  for (const rewrite of rewrites) {
    const last = rewrite.path.at(-1);
    if (last === undefined) continue;
    for (const object of objectsAt(schema, data, rewrite.path.slice(0, -1))) {
      if (rewrite.kind === "ValueSetter") object[last] = rewrite.setValueTo;
      else if (Object.hasOwn(object, last)) {
        const value = object[last];
        delete object[last];
        Object.defineProperty(object, rewrite.renameKeyTo, {
          value,
          configurable: true,
          enumerable: true,
          writable: true,
        });
      }
    }
  }
}

function objectsAt(schema: GraphQLSchema, value: unknown, path: readonly string[]): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap((item) => objectsAt(schema, item, path));
  if (!isRecord(value)) return [];
  const [head, ...rest] = path;
  if (head === undefined) return [value];
  const condition = /^\.\.\. on (.*)$/.exec(head)?.[1];
  if (condition === undefined) return Object.hasOwn(value, head) ? objectsAt(schema, value[head], rest) : [];
  return !value["__typename"] || isOfType(schema, value, condition) ? objectsAt(schema, value, rest) : [];
}

/** Whether an object is of a type, by its `__typename`; not if it has none. */
export function isOfType(schema: GraphQLSchema, object: Record<string, unknown>, condition: string): boolean {
  const name = object["__typename"];
  if (typeof name !== "string" || name === "") return false;
  if (name === condition) return true;
  const type = schema.getType(name);
  const wanted = schema.getType(condition);
  return (isObjectType(type) || isInterfaceType(type)) && isAbstractType(wanted) && schema.isSubType(wanted, type);
}
