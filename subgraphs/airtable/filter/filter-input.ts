/** What RecordFilter can say of a field. */
export const operators = [
  "eq",
  "ne",
  "in",
  "notIn",
  "gt",
  "gte",
  "lt",
  "lte",
  "contains",
  "startsWith",
  "endsWith",
  "isEmpty",
  "hasAny",
  "hasAll",
  "hasNone",
  "isMe",
] as const;
export type Operator = (typeof operators)[number];

/** RecordFilter of the schema. A key with null was given, and given wrong; a key that is absent was not. */
export type FilterInput = {
  readonly and?: readonly FilterInput[] | null | undefined;
  readonly or?: readonly FilterInput[] | null | undefined;
  readonly not?: FilterInput | null | undefined;
  readonly field?: string | null | undefined;
} & { readonly [operator in Operator]?: unknown };
