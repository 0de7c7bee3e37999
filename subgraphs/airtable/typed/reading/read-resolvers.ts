import { requireScope } from "../../../../kernel/authorization/rules.ts";
import { findBase } from "../../find-base.ts";
import { aggregateField, aggregateTypeFields, keyTypeFields } from "../aggregates/aggregate-fields.ts";
import { queryNamesOf, typeNamesOfTable } from "../naming/derived-names.ts";
import type { TypedBase, TypedGraph } from "../typed-graph.ts";
import type { TypedFieldConfig, TypedResolvers } from "../typed-resolvers.ts";
import { listField, oneField } from "./list-fields.ts";
import { typedRecordFields } from "./record-fields.ts";

/** How what a typed graph lets one read is answered. Records are `RecordModel`s, whichever table they are of. */
export function readResolvers({ bases }: TypedGraph): TypedResolvers {
  return Object.fromEntries([
    ["Query", Object.fromEntries(bases.map((base) => [base.name, root]))],
    ...bases.flatMap(ofBase),
  ]);
}

/** What is below it knows by itself which base it is of. */
const root: TypedFieldConfig = {
  resolve(_parent, _args, context) {
    requireScope(context, "data:read");
    return {};
  },
};

type TypeFields = readonly [typeName: string, fields: Readonly<Record<string, TypedFieldConfig>>];

function ofBase(base: TypedBase): TypeFields[] {
  const lists = base.tables.flatMap((table) => [
    [table.many, listField({ base, table })] as const,
    [table.one, oneField({ base, table })] as const,
    [queryNamesOf(table).aggregate, aggregateField({ base, table })] as const,
  ]);
  const baseField: TypedFieldConfig = {
    async resolve(_parent, _args, context) {
      requireScope(context, "data:read");
      return findBase(context, base.id);
    },
  };
  return [
    [base.typeName, Object.fromEntries([["base", baseField], ...lists])],
    ...base.tables.flatMap((table): TypeFields[] => {
      const names = typeNamesOfTable(base, table);
      return [
        [names.record, typedRecordFields(table)],
        [names.aggregate, aggregateTypeFields(table)],
        [names.key, keyTypeFields(table)],
      ];
    }),
  ];
}
