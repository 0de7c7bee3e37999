import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { excerpt } from "./parse-template.ts";

const plain = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d{1,9}\])*$/;
/** What looks like a name and is none, so that CEL has its say. */
const reserved = new Set(["true", "false", "null", "in", "__proto__", "prototype"]);
const namesOfCel = new Set(
  "cel optional google bool bytes double dyn int list map null_type string type uint".split(" "),
);

/** Keys and indexes of an expression that is a path and nothing else: `steps.find.output.records[0].id`. */
export function plainPath(expression: string): readonly (string | number)[] | undefined {
  if (expression.length > 1_000 || !plain.test(expression)) return undefined;
  const keys = [...expression.matchAll(/\w+/g)].map(([key]) => (/^\d/.test(key) ? Number(key) : key));
  const [root] = keys;
  if (typeof root !== "string" || namesOfCel.has(root) || keys.some((key) => reserved.has(String(key))))
    return undefined;
  return keys;
}

/**
 * Follows a path as CEL does.
 * @throws AirgraphError BAD_USER_INPUT when there is no such key
 */
export function follow(value: unknown, path: readonly (string | number)[], expression: string): unknown {
  let reached = value;
  for (const key of path) {
    const next = stepInto(reached, key);
    if (next === undefined) throw noSuchKey(reached, key, expression);
    reached = next;
  }
  return reached;
}

function stepInto(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return typeof key === "number" ? value[key] : undefined;
  return typeof key === "string" && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function noSuchKey(value: unknown, key: string | number, expression: string): AirgraphError {
  const why = whyMissing(value, key);
  return new AirgraphError("BAD_USER_INPUT", `\`${excerpt(expression)}\` can't be worked out: ${why}.`);
}

function whyMissing(value: unknown, key: string | number): string {
  if (value === null) return `${keyName(key)} is asked of null`;
  if (Array.isArray(value))
    return typeof key === "number"
      ? `the list has ${value.length} items, so none at ${key}`
      : `a list has no ${keyName(key)}`;
  return typeof value === "object" ? `there is no ${keyName(key)}` : `a ${typeof value} has no ${keyName(key)}`;
}

function keyName(key: string | number): string {
  return typeof key === "number" ? `item ${key}` : `\`${key}\``;
}
