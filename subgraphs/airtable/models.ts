import type { PageInfo } from "../../kernel/pagination/page.ts";
import type { BaseId, ConnectionId, FieldId, RecordId, TableId, ViewId } from "./ids.ts";
import type { Operation, StoredPolicy } from "./policies/data-policy.ts";

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

/** Which records of a table. `some`: those that one of `allow` names (whatever the record when null) and none of `deny`. */
export type RowRule =
  | { readonly kind: "all" }
  | { readonly kind: "none" }
  | { readonly kind: "some"; readonly allow: readonly StoredPolicy[] | null; readonly deny: readonly StoredPolicy[] };

/** What may be done of one operation on one table. */
export interface Right {
  readonly rows: RowRule;
  /** Fields that it must not touch. */
  readonly denied: ReadonlySet<FieldId>;
}

/** What data policies leave of a table to a caller. There are none where they leave everything. */
export interface TableRights {
  /** The table as the schema has it, for what is decided beyond the caller's rights. */
  readonly whole: TableModel;
  readonly on: Readonly<Record<Operation, Right>>;
  /** Fields whose cells may be read, but not as the text that formulas see: it holds names of records that may not be read. */
  readonly namesDenied: ReadonlySet<FieldId>;
  /** Link fields to tables in which not everything may be read or created. */
  readonly guardedLinks: ReadonlySet<FieldId>;
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
  readonly pageInfo: PageInfo;
}

/** A page of a table. */
export interface ListedPage extends RecordPage {
  readonly edges: readonly RecordEdge[];
  /** How many records there are in all, or why that is not known; absent when it was not asked for and did not turn out. */
  readonly totalCount?: number | Error | null;
}

export interface RecordEdge {
  readonly node: RecordModel;
  /** Where the record stands in its list; made when it is asked for. */
  readonly cursor: () => string;
}
