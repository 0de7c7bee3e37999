import type { Json, JsonObject } from "../json.ts";
import type { FieldDefinition } from "../seed/field-schema.ts";
import type { OAuthClient, ParsedSeed, Token, User } from "../seed/seed.ts";
import type { BaseWebhooks } from "../webhooks/webhook.ts";

/**
 * What a writable cell holds. Empty cells are absent from the row.
 *
 * Plain values: text as string, numbers as number, a ticked checkbox as true, dates as ISO text, a single select as its
 * choice id, a single collaborator as the user id. Selects keep ids so that a renamed choice renames everywhere.
 */
export type Cell =
  | string
  | number
  | true
  | { readonly kind: "links"; readonly ids: string[] }
  | { readonly kind: "choices"; readonly ids: readonly string[] }
  | { readonly kind: "users"; readonly ids: readonly string[] }
  | { readonly kind: "attachments"; readonly items: readonly Attachment[] }
  | { readonly kind: "json"; readonly value: Json };

export interface Attachment extends JsonObject {
  readonly id: string;
  /** Absolute, or a path on this emulator that starts with `/`. */
  readonly url: string;
  readonly filename: string;
}

export type Field = FieldDefinition & { readonly tableId: string };
export type LinkField = Extract<Field, { type: "multipleRecordLinks" }>;
export type SelectField = Extract<Field, { type: "singleSelect" | "multipleSelects" }>;

/** Who changed something, and when (ms). */
export interface Change {
  readonly time: number;
  readonly userId: string;
}

export interface Row {
  readonly id: string;
  readonly tableId: string;
  /** Place in the row order of the table; grows with every new row. */
  readonly position: number;
  readonly autoNumber: number;
  readonly created: Change;
  modified: Change;
  readonly cells: Map<string, Cell>;
  /** Last change by field id, of fields changed since the seed. */
  readonly cellChanges: Map<string, Change>;
  /** Oldest first. */
  readonly comments: Comment[];
  /** True once it is deleted, for lists that still hold it. */
  removed: boolean;
}

/** A comment on a record (reference 5). */
export interface Comment {
  readonly id: string;
  readonly authorId: string;
  /** Mentions are `@[usr…]`. */
  text: string;
  /** Ms since 1970-01-01 UTC. */
  readonly created: number;
  /** Ms; null until edited. */
  updated: number | null;
  readonly parentId: string | null;
}

/** Something that happened to records, for whoever keeps values computed from them. */
export type Happening =
  | { readonly kind: "cell"; readonly row: Row; readonly fieldId: string }
  | { readonly kind: "added" | "removed"; readonly row: Row };

export type View = ParsedSeed["bases"][number]["tables"][number]["views"][number];

export interface Table {
  readonly id: string;
  /** Name, description, primary field, fields and views change by `change-schema.ts` only. */
  name: string;
  description: string | undefined;
  dateDependencySettings: JsonObject | undefined;
  primaryField: Field;
  readonly fields: Map<string, Field>;
  readonly fieldsByName: Map<string, Field>;
  views: readonly View[];
  /** The `apiEndpointSyncId` under which the table takes CSV (reference 4.8). */
  readonly syncId?: string;
  /** In row order. */
  readonly rows: Map<string, Row>;
  nextAutoNumber: number;
  nextPosition: number;
}

export interface Base {
  readonly id: string;
  readonly name: string;
  readonly workspaceId: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly createdTime: number;
  readonly tables: Map<string, Table>;
  /** Fields of all tables. */
  readonly fields: Map<string, Field>;
  /** Rows of all tables. */
  readonly rows: Map<string, Row>;
  /** For link fields without an inverse: by field id and target, who links there. */
  readonly backlinks: Map<string, Map<string, Set<string>>>;
  readonly users: UserDirectory;
  readonly webhooks: BaseWebhooks;
  /** What was written since the base's reader last looked; the reader empties it. */
  readonly journal: Happening[];
}

export interface UserDirectory {
  readonly byId: ReadonlyMap<string, User>;
  readonly byEmail: ReadonlyMap<string, User>;
}

export interface Workspace {
  readonly users: UserDirectory;
  /** By what comes after `Bearer `; OAuth adds to them, revoking takes away. */
  readonly tokens: Map<string, Token>;
  readonly oauthClients: ReadonlyMap<string, OAuthClient>;
  readonly bases: Map<string, Base>;
}

/** A table by id, else by exact name. */
export function findTable(base: Base, key: string): Table | null {
  const byId = base.tables.get(key);
  if (byId !== undefined) return byId;
  for (const table of base.tables.values()) if (table.name === key) return table;
  return null;
}

/** A field by id, else by exact name. */
export function findField(table: Table, key: string): Field | null {
  return table.fields.get(key) ?? table.fieldsByName.get(key) ?? null;
}

/** The table of a row; every row has one. */
export function tableOf(base: Base, tableId: string): Table {
  const table = base.tables.get(tableId);
  if (table === undefined) throw new Error(`base ${base.id} has no table ${tableId}`);
  return table;
}

/** The attachments in a cell, in cell order. */
export function attachmentsIn(row: Row, fieldId: string): readonly Attachment[] {
  const cell = row.cells.get(fieldId);
  return typeof cell === "object" && cell.kind === "attachments" ? cell.items : [];
}

/** The records a link cell points to, in cell order. */
export function linkedIds(row: Row, fieldId: string): readonly string[] {
  const cell = row.cells.get(fieldId);
  return typeof cell === "object" && cell.kind === "links" ? cell.ids : [];
}
