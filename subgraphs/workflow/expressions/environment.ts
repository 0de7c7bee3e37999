import { Environment } from "@marcbachmann/cel-js";
import { functions } from "./functions.ts";

/** An expression is at most so long; so is the work of reading it. */
export const longestExpression = 10_000;

const arithmetic: Readonly<Record<string, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
};

/**
 * What expressions are read and worked out by. JSON's numbers are CEL's doubles and numbers in an expression its ints, which
 * CEL does not mix: here both together make a double, so that `input.amount * 2` needs no conversion.
 *
 * @param unknownVariables whether names that are not registered may be anything
 */
export function createEnvironment(unknownVariables: boolean): Environment {
  const environment = new Environment({
    unlistedVariablesAreDyn: unknownVariables,
    homogeneousAggregateLiterals: false,
    enableOptionalTypes: true,
    limits: { maxAstNodes: 5_000, maxDepth: 100, maxListElements: 1_000, maxMapEntries: 1_000, maxCallArguments: 16 },
  });
  for (const [operator, apply] of Object.entries(arithmetic)) {
    const onNumbers = (left: number | bigint, right: number | bigint) => apply(Number(left), Number(right));
    for (const [left, right] of [
      ["int", "double"],
      ["double", "int"],
    ])
      environment.registerOperator(`${left} ${operator} ${right}: double`, onNumbers);
  }
  environment.registerOperator("double % double: double", (left: number, right: number) => left % right);
  for (const { signature, description, handler, isOfCel = false } of functions)
    for (const [place, overload] of overloadsOf(signature).entries())
      if (!isOfCel || place > 0) environment.registerFunction(overload, handler, { description, async: false });
  return environment;
}

/** A signature for ints and doubles in the place of its numbers: the one for ints alone comes first. */
function overloadsOf(signature: string): string[] {
  const [, before = "", parameters = "", behind = ""] = /^([^(]*\()([^)]*)(\).*)$/.exec(signature) ?? [];
  return parameters
    .split(", ")
    .map((type) => (type === "number" ? ["int", "double"] : [type]))
    .reduce<string[][]>((lists, types) => lists.flatMap((list) => types.map((type) => [...list, type])), [[]])
    .map((types) => `${before}${types.join(", ")}${behind}`);
}
