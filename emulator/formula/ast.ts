/** Operators of one precedence level (reference 10.1), loosest first. */
export const operatorLevels = {
  compare: ["=", "!=", "<", "<=", ">", ">="],
  concat: ["&"],
  sum: ["+", "-"],
  product: ["*", "/"],
} as const;

export type Level = keyof typeof operatorLevels;
export type Operator = (typeof operatorLevels)[Level][number];

/** How tightly a level binds; a higher number binds tighter. */
export const precedence: Readonly<Record<Level, number>> = { compare: 1, concat: 2, sum: 3, product: 4 };

export interface ChainStep {
  readonly operator: Operator;
  readonly operand: Ast;
}

/**
 * A parsed formula.
 *
 * Operators of one level are one flat chain and not nested pairs: `a&b&c…` with thousands of terms would otherwise
 * cost a stack frame per term in everything that walks the tree.
 */
export type Ast =
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Ast[] }
  | { readonly kind: "negate"; readonly operand: Ast }
  | { readonly kind: "chain"; readonly level: Level; readonly first: Ast; readonly rest: readonly ChainStep[] };
