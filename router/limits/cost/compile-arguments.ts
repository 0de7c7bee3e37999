import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  valueFromASTUntyped,
} from "graphql";
import { type Amount, sum } from "./amount.ts";
import { hasVariable } from "./compile-slice.ts";
import type { Costs } from "./read-costs.ts";

/** What the arguments of a field weigh: nothing, where no `@cost` speaks of them. */
export function compileArguments(options: {
  costs: Costs;
  type: GraphQLCompositeType;
  field: GraphQLField<unknown, unknown>;
  node: FieldNode;
}): Amount {
  const { costs, type, field, node } = options;
  const amounts: Amount[] = [];
  for (const { name, value } of node.arguments ?? []) {
    amounts.push(costs.argumentWeight(type.name, field.name, name.value) ?? 0);
    const argument = field.args.find((each) => each.name === name.value);
    if (argument === undefined || !costs.weighsInputs || !isInputObjectType(getNamedType(argument.type))) continue;
    const weigh = (variables: Readonly<Record<string, unknown>>) =>
      weighInput(costs, argument.type, valueFromASTUntyped(value, variables));
    amounts.push(hasVariable(value) ? weigh : weigh({}));
  }
  return sum(amounts);
}

function weighInput(costs: Costs, type: GraphQLInputType, value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((total, each) => total + weighInput(costs, type, each), 0);
  const named = getNamedType(type);
  if (!isInputObjectType(named) || typeof value !== "object" || value === null) return 0;
  const fields = named.getFields();
  let total = 0;
  for (const [name, inner] of Object.entries(value)) {
    const field = fields[name];
    if (field === undefined || inner === undefined) continue;
    total += (costs.inputFieldWeight(named.name, name) ?? 0) + weighInput(costs, field.type, inner);
  }
  return total;
}
