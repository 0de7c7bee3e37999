import {
  type ConstDirectiveNode,
  type DocumentNode,
  type InputValueDefinitionNode,
  Kind,
  valueFromASTUntyped,
} from "graphql";
import { z } from "zod";

/** What `@listSize` says of a field: how long its list is, or the lists of its fields. */
export interface ListSize {
  readonly assumedSize: number | undefined;
  /** Arguments that say how many; `input.first` is a field of an argument. */
  readonly slicingArguments: readonly string[];
  /** Fields of the field's type that are the lists which this is about; none: the field itself is one. */
  readonly sizedFields: readonly string[];
  readonly requireOneSlicingArgument: boolean;
}

/** What a supergraph says of costs: the directives of https://specs.apollo.dev/cost/v0.1. */
export interface Costs {
  /** Of objects, scalars and enums. */
  typeWeight(type: string): number | undefined;
  fieldWeight(type: string, field: string): number | undefined;
  argumentWeight(type: string, field: string, argument: string): number | undefined;
  inputFieldWeight(type: string, field: string): number | undefined;
  readonly weighsInputs: boolean;
  listSize(type: string, field: string): ListSize | undefined;
}

const weightArguments = z.object({ weight: z.number() });
const listSizeArguments = z
  .object({
    assumedSize: z.number().nullish(),
    slicingArguments: z.array(z.string()).nullish(),
    sizedFields: z.array(z.string()).nullish(),
    requireOneSlicingArgument: z.boolean().nullish(),
  })
  .transform(
    ({ assumedSize, slicingArguments, sizedFields, requireOneSlicingArgument }): ListSize => ({
      assumedSize: assumedSize ?? undefined,
      slicingArguments: slicingArguments ?? [],
      sizedFields: sizedFields ?? [],
      requireOneSlicingArgument: requireOneSlicingArgument ?? true,
    }),
  );

const linkArguments = z.object({
  url: z.string(),
  as: z.string().nullish(),
  import: z
    .array(z.union([z.string(), z.object({ name: z.string(), as: z.string() })]))
    .nullish()
    .transform((list) => (list ?? []).map((each) => (typeof each === "string" ? { name: each, as: each } : each))),
});
const costSpec = /\/cost\/v\d+\.\d+$/;

/** @throws ZodError for directives that composition would not have let pass */
export function readCosts(supergraph: DocumentNode): Costs {
  const weights = new Map<string, number>();
  const sizes = new Map<string, ListSize>();
  const names = directiveNames(supergraph);
  let weighsInputs = false;

  const read = (coordinate: string, directives: readonly ConstDirectiveNode[] = []): void => {
    for (const directive of directives) {
      if (directive.name.value === names?.cost)
        weights.set(coordinate, weightArguments.parse(argumentsOf(directive)).weight);
      if (directive.name.value === names?.listSize)
        sizes.set(coordinate, listSizeArguments.parse(argumentsOf(directive)));
    }
  };
  const readInputs = (coordinate: string, inputs: readonly InputValueDefinitionNode[] = []): void => {
    for (const { name, directives } of inputs) read(`${coordinate}.${name.value}`, directives);
  };

  for (const node of names === undefined ? [] : supergraph.definitions) {
    switch (node.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_DEFINITION:
        read(node.name.value, node.directives);
        for (const field of node.fields ?? []) {
          const coordinate = `${node.name.value}.${field.name.value}`;
          read(coordinate, field.directives);
          readInputs(coordinate, field.arguments);
        }
        break;
      case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
        const before = weights.size;
        readInputs(node.name.value, node.fields);
        weighsInputs ||= weights.size > before;
        break;
      }
      case Kind.SCALAR_TYPE_DEFINITION:
      case Kind.ENUM_TYPE_DEFINITION:
      case Kind.UNION_TYPE_DEFINITION:
        read(node.name.value, node.directives);
        break;
      default:
    }
  }

  return {
    typeWeight: (type) => weights.get(type),
    fieldWeight: (type, field) => weights.get(`${type}.${field}`),
    argumentWeight: (type, field, argument) => weights.get(`${type}.${field}.${argument}`),
    inputFieldWeight: (type, field) => weights.get(`${type}.${field}`),
    weighsInputs,
    listSize: (type, field) => sizes.get(`${type}.${field}`),
  };
}

/** What the directives are called here (link v1.0: imported, prefixed by the spec's name, or the spec's own name). */
function directiveNames(supergraph: DocumentNode): { cost: string; listSize: string } | undefined {
  for (const node of supergraph.definitions) {
    if (node.kind !== Kind.SCHEMA_DEFINITION && node.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const directive of node.directives ?? []) {
      if (directive.name.value !== "link") continue;
      const link = linkArguments.safeParse(argumentsOf(directive)).data;
      if (link === undefined || !costSpec.test(link.url)) continue;
      const prefix = link.as ?? "cost";
      const imported = (name: string) => link.import.find((each) => each.name === `@${name}`)?.as.slice(1);
      return { cost: imported("cost") ?? prefix, listSize: imported("listSize") ?? `${prefix}__listSize` };
    }
  }
  return undefined;
}

function argumentsOf(directive: ConstDirectiveNode): unknown {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}
