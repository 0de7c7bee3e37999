import { unreachable } from "../unreachable.ts";
import type { Ast } from "./ast.ts";
import { toNumber } from "./coerce.ts";
import { compileChain } from "./compile-chain.ts";
import type { Expression, Outcome } from "./expression.ts";
import { functionTable } from "./function-table.ts";
import type { Bind, Evaluate, FormulaFunction, FormulaScope } from "./functions/formula-function.ts";
import { InvalidFormulaError } from "./invalid-formula-error.ts";
import { type FormulaValue, isFailure } from "./value.ts";

/** Turns a field reference (a name as written, or a field id) into a field id; null when there is none. */
export type FieldResolver = (reference: string) => string | null;

export interface CompiledFormula {
  /** Makes the closure that runs per record. */
  readonly bind: Bind;
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
  /** What a field may hold; anything when absent. */
  readonly outcomeOf?: (fieldId: string) => Outcome;
}

interface Compilation extends CompileOptions {
  readonly fieldIds: Set<string>;
  readonly unknownFields: Set<string>;
  readonly unknownFunctions: Set<string>;
  volatile: boolean;
  readsLastChange: boolean;
  wrongArity: boolean;
}

/**
 * Compiles a formula tree.
 *
 * @throws InvalidFormulaError naming all unknown fields, else all unknown functions, else for a wrong argument count
 */
export function compileFormula(ast: Ast, options: CompileOptions): CompiledFormula {
  const compilation: Compilation = {
    ...options,
    fieldIds: new Set(),
    unknownFields: new Set(),
    unknownFunctions: new Set(),
    volatile: false,
    readsLastChange: false,
    wrongArity: false,
  };
  const { bind } = compile(ast, compilation);
  if (compilation.unknownFields.size > 0) throw InvalidFormulaError.unknownFields([...compilation.unknownFields]);
  if (compilation.unknownFunctions.size > 0) {
    throw InvalidFormulaError.unknownFunctions([...compilation.unknownFunctions]);
  }
  if (compilation.wrongArity) throw InvalidFormulaError.syntax();
  const { fieldIds, volatile, readsLastChange } = compilation;
  return { bind, fieldIds: [...fieldIds], volatile, readsLastChange };
}

function compile(ast: Ast, compilation: Compilation): Expression {
  switch (ast.kind) {
    case "number":
      return constantly(Number(ast.text), "number");
    case "string":
      return constantly(ast.value, "safe");
    case "field":
      return compileField(ast.name, compilation);
    case "call":
      return compileCall(ast.name, ast.args, compilation);
    case "negate":
      return compileNegation(compile(ast.operand, compilation));
    case "chain":
      return compileChain(
        ast.level,
        compile(ast.first, compilation),
        ast.rest.map(({ operator, operand }) => ({ operator, operand: compile(operand, compilation) })),
      );
  }
  return unreachable(ast);
}

function constantly(value: string | number, outcome: Outcome): Expression {
  return { bind: () => () => value, outcome, constant: value };
}

const nothing: Expression = { bind: () => () => null, outcome: "safe" };

function compileField(name: string, compilation: Compilation): Expression {
  if (compilation.hasValues === true && name.toLowerCase() === "values") {
    return { bind: (scope) => () => scope.values(), outcome: "fallible" };
  }
  const fieldId = compilation.resolveField(name);
  if (fieldId === null) {
    compilation.unknownFields.add(name.toLowerCase());
    return nothing;
  }
  compilation.fieldIds.add(fieldId);
  return { bind: (scope) => scope.cell(fieldId), outcome: compilation.outcomeOf?.(fieldId) ?? "fallible" };
}

function compileCall(name: string, args: readonly Ast[], compilation: Compilation): Expression {
  const spec = functionTable.get(name);
  if (spec === undefined) compilation.unknownFunctions.add(name);
  else if (spec.kind === "fields") return compileFieldsCall(spec, args, compilation);
  // The arguments are looked at in any case: all unknown names are told at once.
  const compiled = args.map((arg) => compile(arg, compilation));
  if (spec === undefined) return nothing;
  if (args.length < spec.fewest || args.length > spec.most) compilation.wrongArity = true;
  if (spec.volatile === true) compilation.volatile = true;
  const binds = compiled.map(({ bind }) => bind);
  const mayFail = compiled.some(({ outcome }) => outcome === "fallible");
  switch (spec.kind) {
    case "plain":
      return { bind: bindPlain(spec, binds), outcome: "fallible" };
    case "lazy": {
      const outcome = spec.yields === "number" && !mayFail ? "number" : "fallible";
      return { bind: (scope) => spec.bind(bindAll(binds, scope), mayFail), outcome };
    }
    case "steady":
      return { bind: (scope) => () => spec.call(scope), outcome: "safe" };
  }
  return unreachable(spec);
}

function bindAll(binds: readonly Bind[], scope: FormulaScope): Evaluate[] {
  return binds.map((bind) => bind(scope));
}

function bindPlain(spec: FormulaFunction & { readonly kind: "plain" }, binds: readonly Bind[]): Bind {
  return (scope) => {
    const args = bindAll(binds, scope);
    return () => {
      const values: FormulaValue[] = [];
      let failed: FormulaValue = null;
      // Every argument is evaluated and the first failure wins (reference 10.2, "errors").
      for (const arg of args) {
        const value = arg();
        if (failed === null && isFailure(value)) failed = value;
        values.push(value);
      }
      return failed ?? spec.call(values, scope);
    };
  };
}

function compileFieldsCall(
  spec: FormulaFunction & { readonly kind: "fields" },
  args: readonly Ast[],
  compilation: Compilation,
): Expression {
  const fieldIds = args.map((arg) => referencedField(arg, compilation));
  if (fieldIds.length === 0) compilation.readsLastChange = true;
  return { bind: (scope) => () => spec.call(fieldIds, scope), outcome: "safe" };
}

function referencedField(arg: Ast, compilation: Compilation): string {
  if (arg.kind !== "field") throw InvalidFormulaError.syntax();
  const fieldId = compilation.resolveField(arg.name);
  if (fieldId === null) compilation.unknownFields.add(arg.name.toLowerCase());
  else compilation.fieldIds.add(fieldId);
  return fieldId ?? "";
}

function compileNegation({ bind, outcome }: Expression): Expression {
  return {
    bind: (scope) => {
      const operand = bind(scope);
      return () => {
        const value = operand();
        if (isFailure(value)) return value;
        const number = toNumber(value);
        return typeof number === "number" ? 0 - number : number;
      };
    },
    outcome: outcome === "number" ? "number" : "fallible",
  };
}
