import type { BaseId, FieldId, TableId } from "../ids.ts";

/**
 * What a tenant's typed graph is made of: the connected bases with the names that their parts were given once (naming/).
 * Plain JSON, since versions of it are stored; all that is derived of it (SDL, resolvers) is a pure function of it. What an
 * admin has hidden is not in it.
 */
export interface TypedGraph {
  readonly bases: readonly TypedBase[];
}

export interface TypedBase {
  readonly id: BaseId;
  /** As Airtable shows it. */
  readonly label: string;
  /** The root field of queries and of mutations, as `salesCrm`. */
  readonly name: string;
  /** What the names of all its types begin with, as `SalesCrm`. */
  readonly typeName: string;
  readonly tables: readonly TypedTable[];
}

export interface TypedTable {
  readonly id: TableId;
  readonly label: string;
  readonly description: string | null;
  /** Of a record, as `SalesCrmDeal`. */
  readonly typeName: string;
  /** One record in names of fields, as `deal`. */
  readonly one: string;
  /** Several records in names of fields, as `deals`. */
  readonly many: string;
  readonly primaryFieldId: FieldId;
  /** In Airtable's order; removed ones last. */
  readonly fields: readonly TypedField[];
  /** Whether Airtable has it no longer: it answers null, deprecated, until an admin drops it. */
  readonly removed: boolean;
}

export interface TypedField {
  readonly id: FieldId;
  readonly label: string;
  readonly description: string | null;
  /** As `closeDate`. */
  readonly name: string;
  /** Airtable's field type. */
  readonly type: string;
  readonly value: ValueType;
  /** Whether Airtable computes it, or takes no values for it through its API. */
  readonly readOnly: boolean;
  /** Whether Airtable has it no longer: it answers null, deprecated, until an admin drops it. */
  readonly removed: boolean;
}

/** What a cell's value is in GraphQL. Every one may be null. */
export type ValueType = ItemType | ListType | LinkType;

export type ItemType = ScalarType | EnumType | ObjectType;

export const scalarNames = [
  "String",
  "Float",
  "Int",
  "Boolean",
  "Date",
  "DateTime",
  "URL",
  "EmailAddress",
  "PhoneNumber",
  // Of records (`rec…`), where a computed field found links.
  "ID",
  "JSON",
] as const;
export type ScalarName = (typeof scalarNames)[number];

export interface ScalarType {
  readonly kind: "scalar";
  readonly scalar: ScalarName;
}

/** Names of choices. Cells hold labels, which people change; clients know names, which stay. */
export interface EnumType {
  readonly kind: "enum";
  readonly typeName: string;
  readonly choices: readonly TypedChoice[];
}

export interface TypedChoice {
  /** Airtable's id (`sel…`). */
  readonly id: string;
  readonly label: string;
  /** As `NEGOTIATION`. */
  readonly name: string;
  readonly removed: boolean;
}

/** A type of the airtable subgraph's own schema. */
export interface ObjectType {
  readonly kind: "object";
  readonly type: "Collaborator" | "Barcode" | "Button" | "AiText" | "Attachment";
}

/** Several choices, people, files, or what a lookup found. */
export interface ListType {
  readonly kind: "list";
  readonly of: ItemType;
}

/** Records of a table of the same base. */
export interface LinkType {
  readonly kind: "link";
  readonly tableId: TableId;
  /** Whether the cell is to hold one record at most: decides whether it is a record or a connection. */
  readonly single: boolean;
  /** The field of the other table that holds the same links, if Airtable tells. */
  readonly inverseFieldId: FieldId | null;
}

/** Something of a new version that breaks clients of the former one. */
export interface GraphBreak {
  /** Where, as `SalesCrmDeal.amount`. */
  readonly path: string;
  readonly message: string;
}
