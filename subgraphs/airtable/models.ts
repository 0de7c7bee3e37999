import type { BaseId, ConnectionId, FieldId, RecordId, TableId, ViewId } from "./ids.ts";
import type { TableRights } from "./policies/table-rights.ts";

/** What the resolvers' parents are: Airtable's things, checked and with ids branded. */
export interface BaseModel {
  readonly id: BaseId;
  readonly name: string;
  readonly permissionLevel: string;
  /** The connection that it is reached by. */
  readonly connectionId: ConnectionId;
}

/** A tenant's connection to Airtable, without its token. */
export interface ConnectionModel {
  readonly id: ConnectionId;
  readonly name: string;
  readonly method: "PERSONAL_ACCESS_TOKEN" | "OAUTH";
  readonly status: "ACTIVE" | "REVOKED";
  readonly airtableUserId: string;
  readonly email: string | null;
  readonly scopes: readonly string[];
  readonly connectedAt: Date;
  readonly checkedAt: Date;
}

export interface FieldModel {
  readonly id: FieldId;
  readonly name: string;
  readonly type: string;
  readonly description: string | null;
  readonly options: Readonly<Record<string, unknown>> | null;
}

export interface TableModel {
  readonly baseId: BaseId;
  readonly id: TableId;
  readonly name: string;
  readonly description: string | null;
  /** In Airtable's order. */
  readonly fields: ReadonlyMap<string, FieldModel>;
  readonly primaryField: FieldModel;
  /** In Airtable's order. */
  readonly views: readonly ViewModel[];
  /** What data policies leave of it to who asks; undefined when they say nothing. */
  readonly rights: TableRights | undefined;
}

export interface ViewModel {
  readonly id: ViewId;
  readonly name: string;
  readonly type: string;
  /** Null where Airtable does not tell. */
  readonly visibleFields: readonly FieldModel[] | null;
}

/** What a read asks of the records of one table. */
export interface RecordNeeds {
  readonly fields: "all" | ReadonlySet<FieldId>;
  readonly commentCount: boolean;
}

export interface RecordModel {
  /** `app…/tbl…/rec…` */
  readonly id: string;
  readonly recordId: RecordId;
  readonly table: TableModel;
  readonly createdTime: Date;
  /** By field id, as Airtable printed them; empty cells are absent, and so are those that were not `read`. */
  readonly cells: Readonly<Record<string, unknown>>;
  /** Means something only when it was `read`. */
  readonly commentCount: number;
  /** What Airtable was asked for, so that an empty cell and one not asked for are not taken for each other. */
  readonly read: RecordNeeds;
}

export interface RecordPage {
  readonly nodes: RecordModel[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
