import { unreachable } from "../unreachable.ts";
import type { Ast, ChainStep, Level, Operator } from "./ast.ts";
import { toNumber, toText } from "./coerce.ts";
import { type Comparison, compareValues } from "./compare.ts";
import { functionTable } from "./function-table.ts";
import type { Evaluate, FormulaFunction, FormulaScope } from "./functions/formula-function.ts";
import { InvalidFormulaError } from "./invalid-formula-error.ts";
import { type FormulaValue, isFailure } from "./value.ts";

/** Turns a field reference (a name as written, or a field id) into a field id; null when there is none. */
export type FieldResolver = (reference: string) => string | null;

export interface CompiledFormula {
  readonly evaluate: Evaluate;
  /** Ids of the fields it reads, each once, in the order of first use. */
  readonly fieldIds: readonly string[];
  /** True when it asks for the time, so that its value changes without any write. */
  readonly volatile: boolean;
  /** True when it asks when the record was last changed at all: LAST_MODIFIED_TIME() without fields. */
  readonly readsLastChange: boolean;
}

interface CompileOptions {
  readonly resolveField: FieldResolver;
  /** True in rollups, where the bare word `values` stands for the linked values. */
  readonly hasValues?: boolean;
}

interface Compilation extends CompileOptions {
  /** Places in `CompiledFormula.fieldIds`, by field id. */
  readonly fieldIndexes: Map<string, number>;
  readonly unknownFields: Set<string>;
  readonly unknownFunctions: Set<string>;
  volatile: boolean;
  readsLastChange: boolean;
}

/**
 * Compiles a formula tree into one closure that runs per record.
 *
 * @throws InvalidFormulaError naming all unknown fields, else all unknown functions, else for a wrong argument count
 */
export function compileFormula(ast: Ast, options: CompileOptions): CompiledFormula {
  const compilation: Compilation = {
    ...options,
    fieldIndexes: new Map(),
    unknownFields: new Set(),
    unknownFunctions: new Set(),
    volatile: false,
    readsLastChange: false,
  };
  const evaluate = compile(ast, compilation);
  if (compilation.unknownFields.size > 0) throw InvalidFormulaError.unknownFields([...compilation.unknownFields]);
  if (compilation.unknownFunctions.size > 0) {
    throw InvalidFormulaError.unknownFunctions([...compilation.unknownFunctions]);
  }
  const { fieldIndexes, volatile, readsLastChange } = compilation;
  return { evaluate, fieldIds: [...fieldIndexes.keys()], volatile, readsLastChange };
}

function compile(ast: Ast, compilation: Compilation): Evaluate {
  switch (ast.kind) {
    case "number": {
      const value = Number(ast.text);
      return () => value;
    }
    case "string": {
      const { value } = ast;
      return () => value;
    }
    case "field":
      return compileField(ast.name, compilation);
    case "call":
      return compileCall(ast.name, ast.args, compilation);
    case "negate":
      return compileNegation(compile(ast.operand, compilation));
    case "chain":
      return compileChain(ast.level, ast.first, ast.rest, compilation);
  }
  return unreachable(ast);
}

function compileField(name: string, compilation: Compilation): Evaluate {
  if (compilation.hasValues === true && name.toLowerCase() === "values") return (scope) => scope.values();
  const fieldId = compilation.resolveField(name);
  if (fieldId === null) {
    compilation.unknownFields.add(name);
    return () => null;
  }
  const index = indexOf(fieldId, compilation);
  return (scope) => scope.cell(index);
}

function indexOf(fieldId: string, { fieldIndexes }: Compilation): number {
  const index = fieldIndexes.get(fieldId) ?? fieldIndexes.size;
  fieldIndexes.set(fieldId, index);
  return index;
}

function compileCall(name: string, args: readonly Ast[], compilation: Compilation): Evaluate {
  const spec = functionTable.get(name);
  if (spec === undefined) {
    compilation.unknownFunctions.add(name);
    // The arguments are still looked at: all unknown names are told at once.
    for (const arg of args) compile(arg, compilation);
    return () => null;
  }
  if (args.length < spec.fewest || args.length > spec.most) throw InvalidFormulaError.syntax();
  if (spec.volatile === true) compilation.volatile = true;
  switch (spec.kind) {
    case "plain":
      return callPlain(
        spec,
        args.map((arg) => compile(arg, compilation)),
      );
    case "lazy": {
      const compiled = args.map((arg) => compile(arg, compilation));
      return (scope) => spec.call(compiled, scope);
    }
    case "fields": {
      const fieldIds = args.map((arg) => referencedField(arg, compilation));
      if (fieldIds.length === 0) compilation.readsLastChange = true;
      return (scope) => spec.call(fieldIds, scope);
    }
  }
  return unreachable(spec);
}

function callPlain(spec: FormulaFunction & { readonly kind: "plain" }, args: readonly Evaluate[]): Evaluate {
  return (scope) => {
    const values: FormulaValue[] = [];
    let failed: FormulaValue = null;
    // Every argument is evaluated and the first failure wins (reference 10.2, "errors").
    for (const arg of args) {
      const value = arg(scope);
      if (failed === null && isFailure(value)) failed = value;
      values.push(value);
    }
    return failed ?? spec.call(values, scope);
  };
}

function referencedField(arg: Ast, compilation: Compilation): string {
  if (arg.kind !== "field") throw InvalidFormulaError.syntax();
  const fieldId = compilation.resolveField(arg.name);
  if (fieldId === null) compilation.unknownFields.add(arg.name);
  else indexOf(fieldId, compilation);
  return fieldId ?? "";
}

function compileNegation(operand: Evaluate): Evaluate {
  return (scope) => {
    const value = operand(scope);
    if (isFailure(value)) return value;
    const number = toNumber(value);
    return typeof number === "number" ? 0 - number : number;
  };
}

type Combine = (left: FormulaValue, right: FormulaValue) => FormulaValue;

function compileChain(level: Level, first: Ast, rest: readonly ChainStep[], compilation: Compilation): Evaluate {
  const start = compile(first, compilation);
  const steps = rest.map((step) => ({
    combine: combinerOf(step.operator),
    operand: compile(step.operand, compilation),
  }));
  if (level === "concat") return concatenate([start, ...steps.map((step) => step.operand)]);
  return (scope) => {
    let value = start(scope);
    for (const { combine, operand } of steps) {
      const right = operand(scope);
      if (isFailure(value)) continue;
      value = isFailure(right) ? right : combine(value, right);
    }
    return value;
  };
}

/** One join for the whole chain: pairwise joining would copy a long text once per term. */
function concatenate(operands: readonly Evaluate[]): Evaluate {
  return (scope: FormulaScope) => {
    const values = operands.map((operand) => operand(scope));
    return values.find(isFailure) ?? values.map(toText).join("");
  };
}

function combinerOf(operator: Operator): Combine {
  switch (operator) {
    case "+":
      return arithmetic((a, b) => a + b);
    case "-":
      return arithmetic((a, b) => a - b);
    case "*":
      return arithmetic((a, b) => a * b);
    case "/":
      return arithmetic((a, b) => a / b);
    case "&":
      return (left, right) => toText(left) + toText(right);
    case "=":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return comparison(operator);
  }
  return unreachable(operator);
}

function comparison(operator: Comparison): Combine {
  return (left, right) => (compareValues(operator, left, right) ? 1 : 0);
}

function arithmetic(compute: (a: number, b: number) => number): Combine {
  return (left, right) => {
    const a = toNumber(left);
    if (typeof a !== "number") return a;
    const b = toNumber(right);
    return typeof b === "number" ? compute(a, b) : b;
  };
}
