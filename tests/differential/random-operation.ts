import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  OperationTypeNode,
} from "graphql";
import { type Chooser, chooserOf, hash } from "./chooser.ts";

export interface RandomOperation {
  readonly source: string;
  readonly operationName: string;
  /** Each of them fits the operation. */
  readonly variables: readonly Readonly<Record<string, unknown>>[];
}

const oddNames: readonly [string, ...string[]] = [
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "_entities",
  "data",
];

/** Names that the planner fetches by itself, and takes for its own where a client gives them to something else. */
export const planNames = ["id", "code", "num", "region", "name", "label", "near", "link"];

/**
 * Writes an operation on any schema. It may fail validation, where two fields of one name can't be merged.
 *
 * @param moreNames names for fields, besides those that are odd
 */
export function writeOperation(
  schema: GraphQLSchema,
  seed: string,
  moreNames: readonly string[] = [],
): RandomOperation {
  const choose = chooserOf(`operation ${seed}`);
  const kind = schema.getMutationType() && choose.once(5) ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY;
  const root = schema.getRootType(kind);
  if (!root) throw new Error(`the schema has no ${kind}`);
  const fragments: string[] = [];
  const written: { readonly name: string; readonly type: string; readonly body: string }[] = [];
  const meanings = new Map<string, string>();
  const declared = new Map<string, { readonly type: string; readonly preset: string; readonly values: unknown[] }>();
  const size = 1 + choose.below(3);
  const body = selections(root, 0, size);
  const heads = [...declared].map(([name, { type, preset }]) => `$${name}: ${type}${preset}`);
  const head = heads.length === 0 ? "" : `(${heads.join(", ")})`;
  // Which of them is meant, the operation's name says.
  const other = choose.once(6) ? "query Other { __typename }" : "";
  return {
    source: [other, `${kind} Random${head} ${body}`, ...fragments].filter(Boolean).join("\n"),
    operationName: "Random",
    variables: [0, 1, 2].map((round) => Object.fromEntries(valuesOf(round))),
  };

  function valuesOf(round: number): [string, unknown][] {
    return [...declared].flatMap(([name, { values }]): [string, unknown][] => {
      const value = values[(round + name.length) % values.length];
      return value === undefined ? [] : [[name, value]];
    });
  }

  function selections(type: GraphQLCompositeType, depth: number, count: number): string {
    const all = Array.from({ length: count }, () => selection(type, depth));
    if (choose.once(3)) all.push(choose.one(["__typename", "__typename", "kind: __typename", "__proto__: __typename"]));
    return `{ ${all.join(" ")} }`;
  }

  function selection(type: GraphQLCompositeType, depth: number): string {
    const condition = conditions();
    const isNarrow = isAbstractType(type) ? choose.below(10) < 6 : choose.once(6);
    if (!isNarrow || depth > 5) return field(type, depth, condition);
    const same = written.filter((fragment) => fragment.type === type.name);
    const again = choose.any(same);
    if (again !== undefined && choose.once(3)) return `...${again.name} ${condition}`;
    const narrowed = narrow(type);
    const inner = selections(narrowed, depth + 1, 1 + choose.below(depth > 2 ? 2 : 3));
    switch (choose.below(4)) {
      case 0: {
        const name = `F${fragments.length}`;
        fragments.push(`fragment ${name} on ${narrowed.name} ${inner}`);
        written.push({ name, type: narrowed.name, body: inner });
        return `...${name} ${condition}`;
      }
      case 1:
        return narrowed === type ? `... ${condition} ${inner}` : `... on ${narrowed.name} ${condition} ${inner}`;
      default:
        return `... on ${narrowed.name} ${condition} ${inner}`;
    }
  }

  function field(type: GraphQLCompositeType, depth: number, condition: string): string {
    if (isUnionType(type)) return `__typename ${condition}`;
    const all = Object.values(type.getFields());
    const leaves = all.filter((candidate) => !isCompositeType(getNamedType(candidate.type)));
    const wide = all.filter((candidate) => isCompositeType(getNamedType(candidate.type)));
    const chosen =
      depth < 4 && (depth === 0 || choose.below(5) < 3) ? (choose.any(wide) ?? choose.any(leaves)) : choose.any(leaves);
    if (chosen === undefined) return `__typename ${condition}`;
    const named = getNamedType(chosen.type);
    const inner = isCompositeType(named) ? selections(named, depth + 1, 1 + choose.below(depth > 2 ? 2 : 3)) : "";
    const given = argumentsFor(chosen);
    return `${alias(chosen, given)}${chosen.name}${given} ${condition} ${inner}`;
  }

  /** A response name mostly means one thing in an operation: else nearly no operation would be valid. */
  function alias({ name, type }: GraphQLField<unknown, unknown>, given: string): string {
    const meaning = `${name}${given}: ${String(type)}`;
    const wanted = choose.once(7)
      ? choose.one([...oddNames, ...moreNames])
      : choose.once(8)
        ? `a${choose.below(9)}`
        : name;
    const known = meanings.get(wanted);
    const isFree = known === undefined || known === meaning || choose.once(25);
    const chosen = isFree ? wanted : `${name}_${hash(meaning) % 1_000}`;
    if (known === undefined) meanings.set(wanted, meaning);
    return chosen === name ? "" : `${chosen}: `;
  }

  function narrow(type: GraphQLCompositeType): GraphQLCompositeType {
    const types: GraphQLCompositeType[] = [type];
    if (isAbstractType(type)) {
      const possible = schema.getPossibleTypes(type);
      types.push(...possible, ...possible, ...possible.flatMap((found) => found.getInterfaces()));
    }
    if (isObjectType(type)) types.push(...type.getInterfaces());
    if (isInterfaceType(type)) types.push(...type.getInterfaces());
    return choose.any(types) ?? type;
  }

  function conditions(): string {
    if (choose.below(5) > 0) return "";
    const directives = [choose.one(["skip", "include"])];
    if (choose.once(5)) directives.push(directives[0] === "skip" ? "include" : "skip");
    return directives.map((name) => `@${name}(if: ${truth()})`).join(" ");
  }

  function truth(): string {
    switch (choose.below(6)) {
      case 0:
        return "true";
      case 1:
        return "false";
      case 2:
        declared.set("maybe", { type: "Boolean!", preset: " = true", values: [undefined, false, true] });
        return "$maybe";
      case 3:
        declared.set("no", { type: "Boolean!", preset: "", values: [false, false, true] });
        return "$no";
      default:
        declared.set("yes", { type: "Boolean!", preset: "", values: [true, true, false] });
        return "$yes";
    }
  }

  function argumentsFor({ args }: GraphQLField<unknown, unknown>): string {
    const given = args.filter((argument) => isNonNullType(argument.type) || choose.below(3) > 0);
    return given.length === 0
      ? ""
      : `(${given.map((argument) => `${argument.name}: ${valueFor(argument)}`).join(", ")})`;
  }

  function valueFor({ type }: GraphQLArgument): string {
    if (choose.once(2)) return literal(choose, type, 0);
    const isStrict = isNonNullType(type);
    const preset = !isStrict && choose.once(3) ? ` = ${literal(choose, type, 9)}` : "";
    const name = `v${declared.size}`;
    const values = [jsonValue(choose, type, 0), jsonValue(choose, type, 0)];
    declared.set(name, { type: String(type), preset, values: isStrict ? values : [...values, undefined] });
    return `$${name}`;
  }
}

function literal(choose: Chooser, type: GraphQLInputType, depth: number): string {
  return write(jsonValue(choose, type, depth), getNamedType(type));
}

function write(value: unknown, type: GraphQLInputType): string {
  if (Array.isArray(value)) return `[${value.map((item) => write(item, type)).join(", ")}]`;
  if (typeof value === "object" && value !== null && isInputObjectType(type)) {
    const fields = type.getFields();
    const written = Object.entries(value).map(([name, inner]) => {
      const field = fields[name];
      return `${name}: ${field === undefined ? "null" : write(inner, getNamedType(field.type))}`;
    });
    return `{ ${written.join(", ")} }`;
  }
  return isEnumType(type) && typeof value === "string" ? value : JSON.stringify(value);
}

function jsonValue(choose: Chooser, type: GraphQLInputType, depth: number): unknown {
  if (isNonNullType(type)) return jsonValue(choose, type.ofType, depth);
  if (isListType(type)) return Array.from({ length: choose.below(3) }, () => jsonValue(choose, type.ofType, depth + 1));
  if (isEnumType(type)) return choose.any(type.getValues())?.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(() => depth < 3 && choose.once(2));
    return Object.fromEntries(fields.map((field) => [field.name, jsonValue(choose, field.type, depth + 1)]));
  }
  switch (type.name) {
    case "Int":
      return choose.below(5);
    case "Boolean":
      return choose.once(2);
    default:
      return choose.one(["x", 'a "quoted" \\ text', "ü🌲", ""]);
  }
}
