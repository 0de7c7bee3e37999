import {
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type { Data } from "../data.ts";
import { quote } from "../json-text.ts";
import { generateFunction } from "./generate-function.ts";
import type { ObjectShape, ShapeField } from "./response-shape.ts";

/**
 * Writes an answer as JSON, as long as all is as it should be. Functions are made for one operation: what they read and in
 * which order is known to the compiler, which is several times as fast as a loop over fields.
 */
export interface ResponseWriter {
  /**
   * @param memo keeps what objects that stand in several places were written as; undefined when there are none
   * @returns undefined when something is missing, null or of another type where it must not be: the general way deals with that
   */
  write(data: Data, memo: Memo | undefined): string | undefined;
}

/** By place in the operation, then by object. */
export type Memo = Map<object, string>[];

type WriteObject = (value: Data, memo: Memo | undefined) => string;

/** Thrown by what is written here, and caught here: unwinding by hand would cost a check for each field. */
const unusual = new Error("an answer that is not as it should be");

function refuseUnusual(): never {
  throw unusual;
}

/** @param isPlain whether no string of the data needs to be escaped */
export function compileWriter(
  shape: ObjectShape,
  type: GraphQLCompositeType,
  schema: GraphQLSchema,
  isPlain: boolean,
): ResponseWriter {
  const write = createWriterCompiler(schema, isPlain).objectWriter(shape, type);
  return {
    write(data, memo) {
      try {
        return write(data, memo);
      } catch (error) {
        if (error === unusual) return undefined;
        throw error;
      }
    },
  };
}

function createWriterCompiler(schema: GraphQLSchema, isPlain: boolean) {
  let sites = 0;
  return { objectWriter };

  /** Objects of one type. Names become code only as JSON. */
  function objectWriter(shape: ObjectShape, type: GraphQLCompositeType): WriteObject {
    const below: WriteObject[] = [];
    const lines: string[] = [];
    let literal = "{";
    shape.fieldsOf(type).forEach((field, index) => {
      literal += `${index === 0 ? "" : ","}${JSON.stringify(field.key)}:`;
      if (field.kind === "typename") {
        literal += JSON.stringify(type.name);
        return;
      }
      lines.push(`text += ${JSON.stringify(literal)};`, fieldCode(field, below));
      literal = "";
    });
    lines.push(`return text + ${JSON.stringify(`${literal}}`)};`);
    // An object of another type than the schema says, or of which nobody knows the type.
    const check = `const typeName = object.__typename; if (typeName !== undefined && typeName !== ${JSON.stringify(type.name)}) unusual();`;
    const names = below.map((_, index) => `write${index}`);
    const source = `return function (object, memo) { ${check} let text = ""; let value; ${lines.join("\n")} };`;
    const make = generateFunction<(...known: unknown[]) => WriteObject>(
      ["unusual", "quote", "isFinite", ...names],
      source,
    );
    return make(refuseUnusual, quote, Number.isFinite, ...below);
  }

  function fieldCode(field: Exclude<ShapeField, { kind: "typename" }>, below: WriteObject[]): string {
    // Every object inherits these.
    if (field.kind === "introspection" || field.dataKey in Object.prototype) return "unusual();";
    const load = `value = object[${JSON.stringify(field.dataKey)}];`;
    return `${load} ${valueCode(field, field.type, "value", 0, below)}`;
  }

  function valueCode(
    field: Extract<ShapeField, { kind: "leaf" | "composite" }>,
    type: GraphQLOutputType,
    value: string,
    depth: number,
    below: WriteObject[],
  ): string {
    const nullable = isNonNullType(type) ? type.ofType : type;
    const onNull = isNonNullType(type) ? "unusual();" : `text += "null";`;
    const isNull = `${value} === null || ${value} === undefined`;
    if (isListType(nullable)) {
      const [list, index, item] = [`list${depth}`, `index${depth}`, `item${depth}`];
      return `if (${isNull}) { ${onNull} } else {
        const ${list} = ${value};
        if (!Array.isArray(${list})) unusual();
        text += "[";
        for (let ${index} = 0; ${index} < ${list}.length; ${index} += 1) {
          if (${index} !== 0) text += ",";
          const ${item} = ${list}[${index}];
          ${valueCode(field, nullable.ofType, item, depth + 1, below)}
        }
        text += "]";
      }`;
    }
    if (field.kind === "leaf") return leafCode(field.leaf, value, isNull, onNull);
    const write = `write${below.push(writerOf(field.shape)) - 1}`;
    const site = sites;
    sites += 1;
    return `if (${isNull}) { ${onNull} } else {
      if (typeof ${value} !== "object" || Array.isArray(${value})) unusual();
      if (memo === undefined) text += ${write}(${value}, memo);
      else {
        const written = memo[${site}] ??= new Map();
        let known = written.get(${value});
        if (known === undefined) written.set(${value}, known = ${write}(${value}, memo));
        text += known;
      }
    }`;
  }

  /** Compiled when the first object comes: of a type with many implementations most never do. */
  function writerOf(shape: ObjectShape): WriteObject {
    const { declared } = shape;
    const writers = new Map<string, WriteObject>();
    const writerFor = (typeName: string): WriteObject => {
      const known = writers.get(typeName);
      if (known !== undefined) return known;
      const type = schema.getType(typeName);
      if (!isObjectType(type) || (isAbstractType(declared) && !schema.isSubType(declared, type))) throw unusual;
      const writer = objectWriter(shape, type);
      writers.set(typeName, writer);
      return writer;
    };
    if (!isObjectType(declared)) {
      return (value, memo) => {
        const typeName = value["__typename"];
        if (typeof typeName !== "string") throw unusual;
        return writerFor(typeName)(value, memo);
      };
    }
    let writer: WriteObject | undefined;
    return (value, memo) => (writer ??= writerFor(declared.name))(value, memo);
  }

  function leafCode(leaf: GraphQLLeafType, value: string, isNull: string, onNull: string): string {
    const otherwise = `else if (${isNull}) { ${onNull} } else unusual();`;
    const text = isPlain ? `text += '"' + ${value} + '"';` : `text += quote(${value});`;
    const string = `if (typeof ${value} === "string") { ${text} }`;
    const integer = `if (Number.isInteger(${value}) && Math.abs(${value}) < 1e21) text += ${value};`;
    if (isEnumType(leaf)) {
      const cases = leaf.getValues().map(({ name }) => `case ${JSON.stringify(name)}:`);
      return `if (typeof ${value} === "string") { switch (${value}) { ${cases.join(" ")} text += '"' + ${value} + '"'; break; default: unusual(); } } ${otherwise}`;
    }
    switch (leaf.name) {
      case "String":
        return `${string} ${otherwise}`;
      case "ID":
        return `${string} else ${integer} ${otherwise}`;
      case "Int":
        return `if ((${value} | 0) === ${value}) text += ${value}; ${otherwise}`;
      case "Float":
        return `if (typeof ${value} === "number" && isFinite(${value})) text += ${value}; ${otherwise}`;
      case "Boolean":
        return `if (${value} === true) text += "true"; else if (${value} === false) text += "false"; ${otherwise}`;
      default:
        return `if (${isNull}) { ${onNull} } else text += JSON.stringify(${value});`;
    }
  }
}
