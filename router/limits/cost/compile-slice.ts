import { type FieldNode, type GraphQLField, Kind, type ValueNode, valueFromASTUntyped, visit } from "graphql";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Amount, Variables } from "./amount.ts";
import type { ListSize } from "./read-costs.ts";

/** How long a list is by the arguments that say so; as long as is assumed, when none does. */
export function compileSlice(options: {
  field: GraphQLField<unknown, unknown>;
  node: FieldNode;
  listSize: ListSize;
  assumedListSize: number;
  coordinate: string;
}): Amount {
  const { field, node, listSize, coordinate } = options;
  const { slicingArguments, requireOneSlicingArgument } = listSize;
  const assumed = listSize.assumedSize ?? options.assumedListSize;
  if (slicingArguments.length === 0) return assumed;
  const given = slicingArguments.map((path) => compileArgument(field, node, path));
  const defaults = slicingArguments.flatMap((path) => defaultOf(field, path));

  const sizeFor = (variables: Variables): number => {
    const told = given.map(({ read }) => read(variables)).filter((value) => typeof value === "number");
    const sizes = told.length > 0 ? told : defaults;
    if (requireOneSlicingArgument && sizes.length !== 1)
      throw new AirgraphError(
        "BAD_USER_INPUT",
        `${coordinate} needs one of the arguments ${slicingArguments.join(", ")}, to know how much is asked for.`,
        { field: coordinate },
      );
    return sizes.length === 0 ? assumed : Math.max(0, ...sizes);
  };
  return given.some(({ isVariable }) => isVariable) ? sizeFor : sizeFor({});
}

interface CompiledArgument {
  readonly isVariable: boolean;
  read(variables: Variables): unknown;
}

function compileArgument(field: GraphQLField<unknown, unknown>, node: FieldNode, path: string): CompiledArgument {
  const [name = "", ...inner] = path.split(".");
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value === undefined || !field.args.some((argument) => argument.name === name))
    return { isVariable: false, read: () => undefined };
  if (value.kind === Kind.VARIABLE && inner.length === 0) {
    const variable = value.name.value;
    return { isVariable: true, read: (variables) => variables[variable] };
  }
  return { isVariable: hasVariable(value), read: (variables) => within(valueFromASTUntyped(value, variables), inner) };
}

function defaultOf(field: GraphQLField<unknown, unknown>, path: string): number[] {
  const [name, ...inner] = path.split(".");
  const value = within(field.args.find((argument) => argument.name === name)?.defaultValue, inner);
  return typeof value === "number" ? [value] : [];
}

function within(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (outer, key) => (typeof outer === "object" && outer !== null ? new Map(Object.entries(outer)).get(key) : undefined),
    value,
  );
}

/** Whether a value hangs on variables. */
export function hasVariable(value: ValueNode): boolean {
  let found = false;
  visit(value, {
    Variable() {
      found = true;
    },
  });
  return found;
}
