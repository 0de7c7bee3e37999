import type { Environment } from "@marcbachmann/cel-js";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { createEnvironment } from "./environment.ts";
import { notWorkedOut, parseExpression, reasonOf } from "./parse-expression.ts";
import { plainPath } from "./plain-path.ts";
import type { ReferencePath } from "./reference-paths.ts";
import { boolean, describeType, dynamic, listOf, mapOf, number, type StaticType, string } from "./static-type.ts";

/** Types of what an expression may read, by name. */
export type Scope = Readonly<Record<string, StaticType>>;

const environment = createEnvironment(false);
const celNames = { string: "string", number: "double", boolean: "bool", dynamic: "dyn", null: "null_type" } as const;
const objectPrefix = "Object_";

/**
 * The type of what an expression comes to, by those of what it reads.
 * @throws AirgraphError BAD_USER_INPUT, which says what does not fit, and where
 */
export function checkExpression(source: string, scope: Scope): StaticType {
  const path = plainPath(source);
  const [root, ...keys] = path ?? [];
  if (typeof root !== "string") return checkByCel(source, scope);
  const type = Object.hasOwn(scope, root) ? scope[root] : undefined;
  if (type === undefined) throw unknownName(source, root, scope);
  return keys.reduce((inner: StaticType, key) => typeOfKey(inner, key, source), type);
}

function typeOfKey(type: StaticType, key: string | number, source: string): StaticType {
  switch (type.kind) {
    case "dynamic":
      return dynamic;
    case "list":
      if (typeof key === "number") return type.of;
      throw notWorkedOut(source, `a list has no \`${key}\`; it has items, as in [0]`);
    case "map":
      return type.of;
    case "object": {
      const field = typeof key === "string" && Object.hasOwn(type.fields, key) ? type.fields[key] : undefined;
      if (field !== undefined) return field;
      const known = Object.keys(type.fields);
      throw notWorkedOut(
        source,
        `there is no \`${key}\`; ${known.length === 0 ? "nothing is there" : `what there is: ${known.slice(0, 20).join(", ")}`}`,
      );
    }
    case "string":
    case "number":
    case "boolean":
    case "null":
      throw notWorkedOut(source, `${describeType(type)} has no \`${key}\``);
  }
}

function checkByCel(source: string, scope: Scope): StaticType {
  const { references, evaluate } = parseExpression(source);
  for (const [root] of references) if (!Object.hasOwn(scope, root)) throw unknownName(source, root, scope);
  const types = new Map<string, StaticType>();
  const { valid, type, error } = references.every((path) => isDynamic(path, scope))
    ? evaluate.check()
    : withTypes(scope, references, types).check(source);
  if (valid) return typeByName(type ?? "dyn", types);
  const reason = reasonOf(error);
  // An object with known keys is to CEL no map, although it can be used as one.
  if (reason.includes(objectPrefix)) return dynamic;
  throw new AirgraphError("BAD_USER_INPUT", notWorkedOut(source, reason).message, {}, { cause: error });
}

/** Whether all that is known of what a path leads to is that it may be anything; then no types need to be made for it. */
function isDynamic([root, ...keys]: ReferencePath, scope: Scope): boolean {
  let type = scope[root];
  for (const key of keys) {
    if (type?.kind !== "object") break;
    type = Object.hasOwn(type.fields, key) ? type.fields[key] : undefined;
  }
  return type?.kind === "dynamic";
}

function withTypes(scope: Scope, references: readonly ReferencePath[], types: Map<string, StaticType>): Environment {
  const checked = environment.clone();
  for (const root of new Set(references.map(([name]) => name))) {
    const type = scope[root];
    if (type !== undefined) checked.registerVariable(root, register(checked, type, types));
  }
  return checked;
}

/** CEL's name of a type, registered with those inside of it. */
function register(checked: Environment, type: StaticType, types: Map<string, StaticType>): string {
  switch (type.kind) {
    case "list":
      return `list<${register(checked, type.of, types)}>`;
    case "map":
      return `map<string, ${register(checked, type.of, types)}>`;
    case "object": {
      const fields = Object.entries(type.fields).map(([key, inner]) => [key, register(checked, inner, types)]);
      const name = `${objectPrefix}${types.size}`;
      types.set(name, type);
      checked.registerType(name, { fields: Object.fromEntries(fields) });
      return name;
    }
    case "dynamic":
    case "string":
    case "number":
    case "boolean":
    case "null":
      return celNames[type.kind];
  }
}

function typeByName(name: string, types: ReadonlyMap<string, StaticType>): StaticType {
  const known = types.get(name);
  if (known !== undefined) return known;
  if (name.startsWith("list<")) return listOf(typeByName(name.slice("list<".length, -1), types));
  switch (name) {
    case "string":
    case "google.protobuf.Timestamp":
    case "google.protobuf.Duration":
    case "type":
      return string;
    case "int":
    case "uint":
    case "double":
      return number;
    case "bool":
      return boolean;
    case "null":
      return { kind: "null" };
    case "list":
      return listOf(dynamic);
    case "map":
      return mapOf(dynamic);
    default:
      return name.startsWith("map<") ? mapOf(dynamic) : dynamic;
  }
}

function unknownName(source: string, name: string, scope: Scope): AirgraphError {
  return notWorkedOut(source, `\`${name}\` is not known here; what is: ${Object.keys(scope).join(", ")}`);
}
