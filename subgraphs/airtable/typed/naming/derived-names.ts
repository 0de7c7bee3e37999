import { capital } from "./words.ts";

/** Types of a base, by what its own type is called. */
export function typeNamesOfBase({ typeName }: { readonly typeName: string }) {
  return { queries: typeName, mutations: `${typeName}Mutation` } as const;
}

/** Types of a table, by what the type of its records and several records are called. */
export function typeNamesOfTable(
  base: { readonly typeName: string },
  { typeName, many }: { readonly typeName: string; readonly many: string },
) {
  return {
    record: typeName,
    connection: `${typeName}Connection`,
    edge: `${typeName}Edge`,
    filter: `${typeName}Filter`,
    listFilter: `${typeName}ListFilter`,
    sort: `${typeName}Sort`,
    field: `${typeName}Field`,
    groupField: `${typeName}GroupField`,
    keyField: `${typeName}KeyField`,
    aggregate: `${typeName}Aggregate`,
    key: `${typeName}Key`,
    written: `${typeName}Written`,
    allWritten: `${base.typeName}${capital(many)}Written`,
    createInput: `${typeName}CreateInput`,
    updateInput: `${typeName}UpdateInput`,
    linkOne: `${typeName}LinkOne`,
    linkMany: `${typeName}LinkMany`,
    change: `${typeName}Change`,
  } as const;
}

/** Types of a field whose values are choices, by what its own type is called. */
export function typeNamesOfChoices(typeName: string) {
  return {
    choices: typeName,
    filter: `${typeName}Filter`,
    listFilter: `${typeName}ListFilter`,
    lookupFilter: `${typeName}LookupFilter`,
  } as const;
}

/** Fields of the type of a base, by what one record and several are called. */
export function queryNamesOf({ one, many }: { readonly one: string; readonly many: string }) {
  return { one, many, aggregate: `${many}Aggregate` } as const;
}

/** Fields of the type of a base's mutations. */
export function mutationNamesOf({ many }: { readonly many: string }) {
  const records = capital(many);
  return {
    create: `create${records}`,
    update: `update${records}`,
    replace: `replace${records}`,
    upsert: `upsert${records}`,
    delete: `delete${records}`,
  } as const;
}

/** The root field of subscriptions to a table's records. */
export function subscriptionNameOf(base: { readonly name: string }, { many }: { readonly many: string }): string {
  return `${base.name}${capital(many)}Changed`;
}

/** What aggregates have besides one field for each field of the table. */
export const aggregateFields = ["key", "count"] as const;

/** What a field of a table is called in its aggregates. */
export function aggregateNameOf({ name }: { readonly name: string }): string {
  return name === "key" || name === "count" ? `${name}Field` : name;
}
