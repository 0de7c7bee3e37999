import { z } from "zod";
import { ApiError } from "../api-error.ts";
import { coerceCell, type WriteContext } from "../cells/coerce-cell.ts";
import type { Json } from "../json.ts";
import { parseSeed } from "../seed/parse-seed.ts";
import { type ParsedSeed, type Seed, SeedError } from "../seed/seed.ts";
import { resolveMentions } from "./comments.ts";
import { keepReferencesById } from "./keep-references-by-id.ts";
import { setLinks } from "./link-cells.ts";
import {
  type Attachment,
  type Base,
  type Cell,
  type Comment,
  type Field,
  findField,
  linkedIds,
  type Row,
  type Table,
  type UserDirectory,
  type Workspace,
} from "./model.ts";

type BaseDefinition = ParsedSeed["bases"][number];
type TableDefinition = BaseDefinition["tables"][number];
type RecordDefinition = TableDefinition["records"][number];

const json: z.ZodType<Json> = z.json();
const attachments = z.array(z.looseObject({ id: z.string(), url: z.string(), filename: z.string() }).catchall(json));

/**
 * Builds the emulator's state from a seed.
 *
 * @throws SeedError, with the place, for a seed that does not have the form of `seedSchema` or contradicts itself
 */
export function loadSeed(seed: Seed): Workspace {
  const parsed = parseSeed(seed);
  const users: UserDirectory = {
    byId: new Map(parsed.users.map((user) => [user.id, user])),
    byEmail: new Map(parsed.users.map((user) => [user.email, user])),
  };
  const bases = new Map(parsed.bases.map((definition) => [definition.id, loadBase(definition, users)]));
  for (const token of parsed.tokens) {
    if (!users.byId.has(token.userId)) throw new SeedError(`token of user ${token.userId}: no such user`);
    for (const { id } of token.bases) if (!bases.has(id)) throw new SeedError(`a token names base ${id}: no such base`);
  }
  return {
    users,
    tokens: new Map(parsed.tokens.map((token) => [token.token, token])),
    oauthClients: new Map(parsed.oauthClients.map((client) => [client.id, client])),
    bases,
  };
}

/** Builds one base. @throws SeedError when its definition contradicts itself */
export function loadBase(definition: BaseDefinition, users: UserDirectory): Base {
  const tables = new Map(definition.tables.map((table) => [table.id, loadTable(table)]));
  const fields = new Map([...tables.values()].flatMap((table) => [...table.fields]));
  const base: Base = {
    id: definition.id,
    name: definition.name,
    workspaceId: definition.workspaceId,
    createdTime: Date.parse(definition.createdTime),
    tables,
    fields,
    rows: new Map(),
    backlinks: new Map(),
    users,
    webhooks: { byId: new Map(), transactions: 0 },
    journal: [],
  };
  for (const field of fields.values()) checkLinkField(base, field);
  const written: { table: Table; row: Row; definition: RecordDefinition }[] = [];
  for (const tableDefinition of definition.tables) {
    const table = tables.get(tableDefinition.id);
    for (const record of tableDefinition.records) {
      if (table !== undefined) written.push({ table, row: loadRow(base, table, record), definition: record });
    }
  }
  // Cells come after all rows exist: links may point forward.
  const context = seedContext(base);
  for (const { table, row, definition: record } of written) loadCells(base, table, row, record, context);
  for (const table of tables.values()) numberRows(table);
  return base;
}

/** Builds a table without its records. @throws SeedError when its definition contradicts itself */
export function loadTable(definition: TableDefinition): Table {
  const fields = new Map(
    definition.fields.map((field): [string, Field] => [field.id, { ...field, tableId: definition.id }]),
  );
  const primaryField = fields.get(definition.primaryFieldId);
  if (primaryField === undefined)
    throw new SeedError(`table ${definition.name}: no field ${definition.primaryFieldId}`);
  if (fields.size < definition.fields.length) throw new SeedError(`table ${definition.name}: a field id is used twice`);
  const table: Table = {
    id: definition.id,
    name: definition.name,
    description: definition.description,
    dateDependencySettings: definition.dateDependencySettings,
    primaryField,
    fields,
    fieldsByName: new Map([...fields.values()].map((field) => [field.name, field])),
    views: [],
    ...(definition.apiEndpointSyncId === undefined ? {} : { syncId: definition.apiEndpointSyncId }),
    rows: new Map(),
    nextAutoNumber: 1,
    nextPosition: 0,
  };
  return keepReferencesById(table, definition.views);
}

function checkLinkField(base: Base, field: Field): void {
  if (field.type !== "multipleRecordLinks") return;
  const { linkedTableId, inverseLinkFieldId } = field.options;
  if (!base.tables.has(linkedTableId)) throw new SeedError(`field ${field.name}: no table ${linkedTableId}`);
  if (inverseLinkFieldId === undefined) return;
  const inverse = base.fields.get(inverseLinkFieldId);
  const pointsBack =
    inverse?.type === "multipleRecordLinks" &&
    inverse.tableId === linkedTableId &&
    inverse.options.linkedTableId === field.tableId &&
    inverse.options.inverseLinkFieldId === field.id;
  if (!pointsBack) throw new SeedError(`field ${field.name}: ${inverseLinkFieldId} is not its inverse`);
}

function loadRow(base: Base, table: Table, record: RecordDefinition): Row {
  if (base.rows.has(record.id)) throw new SeedError(`table ${table.name}: record ${record.id} exists already`);
  const [firstUser = ""] = base.users.byId.keys();
  const created = { time: Date.parse(record.createdTime), userId: record.createdBy ?? firstUser };
  const row: Row = {
    id: record.id,
    tableId: table.id,
    position: table.nextPosition,
    autoNumber: explicitAutoNumber(table, record) ?? table.nextAutoNumber,
    created,
    modified: {
      time: Date.parse(record.lastModifiedTime ?? record.createdTime),
      userId: record.lastModifiedBy ?? created.userId,
    },
    cells: new Map(),
    cellChanges: new Map(),
    comments: loadComments(base, record),
    removed: false,
  };
  table.nextPosition += 1;
  table.nextAutoNumber = Math.max(table.nextAutoNumber, row.autoNumber + 1);
  table.rows.set(row.id, row);
  base.rows.set(row.id, row);
  return row;
}

function loadComments(base: Base, record: RecordDefinition): Comment[] {
  const comments: Comment[] = [];
  for (const { id, author, text, createdTime, lastUpdatedTime, parentCommentId = null } of record.comments ?? []) {
    const known = (commentId: string) => comments.some((comment) => comment.id === commentId);
    if (!base.users.byId.has(author)) throw new SeedError(`comment ${id}: no user ${author}`);
    if (known(id)) throw new SeedError(`record ${record.id}: comment ${id} exists already`);
    if (parentCommentId !== null && !known(parentCommentId)) {
      throw new SeedError(`comment ${id}: no comment ${parentCommentId} before it`);
    }
    comments.push({
      id,
      authorId: author,
      text: resolveMentions(text, base.users),
      created: Date.parse(createdTime),
      updated: lastUpdatedTime === undefined ? null : Date.parse(lastUpdatedTime),
      parentId: parentCommentId,
    });
  }
  return comments;
}

function explicitAutoNumber(table: Table, record: RecordDefinition): number | null {
  for (const field of table.fields.values()) {
    if (field.type !== "autoNumber") continue;
    const value = record.fields[field.id] ?? record.fields[field.name];
    if (typeof value === "number") return value;
  }
  return null;
}

function numberRows(table: Table): void {
  const numbers = new Set([...table.rows.values()].map((row) => row.autoNumber));
  if (numbers.size < table.rows.size) throw new SeedError(`table ${table.name}: an auto number is used twice`);
}

function loadCells(base: Base, table: Table, row: Row, record: RecordDefinition, context: WriteContext): void {
  for (const [key, value] of Object.entries(record.fields)) {
    const field = findField(table, key);
    if (field === null) throw new SeedError(`${place(table, row, key)}: no such field`);
    if (field.type === "autoNumber") continue;
    try {
      loadCell(base, row, field, seedCell(field, value, context));
    } catch (error) {
      if (!(error instanceof ApiError || error instanceof SeedError || error instanceof z.ZodError)) throw error;
      throw new SeedError(`${place(table, row, key)}: ${error.message}`, { cause: error });
    }
  }
}

function place(table: Table, row: Row, fieldKey: string): string {
  return `table ${table.name}, record ${row.id}, field ${fieldKey}`;
}

function loadCell(base: Base, row: Row, field: Field, cell: Cell | null): void {
  if (cell === null) return;
  if (field.type === "multipleRecordLinks" && typeof cell === "object" && cell.kind === "links") {
    // Links written from the other side earlier stay; the order written here comes first.
    setLinks(base, row, field, [...new Set([...cell.ids, ...linkedIds(row, field.id)])], null);
  } else row.cells.set(field.id, cell);
}

const storedAsWritten = new Set<Field["type"]>(["button", "aiText", "externalSyncSource", "manualSort", "unknown"]);

/** A cell as the API shows it becomes a stored cell. */
function seedCell(field: Field, value: unknown, context: WriteContext): Cell | null {
  if (field.type === "multipleAttachments") {
    const items: readonly Attachment[] = attachments.parse(value);
    return items.length === 0 ? null : { kind: "attachments", items };
  }
  // Nothing here computes these; a seed says what they read as.
  if (storedAsWritten.has(field.type)) return { kind: "json", value: json.parse(value) };
  return coerceCell(field, value, context);
}

function seedContext(base: Base): WriteContext {
  const refuse = (): never => {
    throw new SeedError("typecast has no place in a seed");
  };
  return {
    base,
    typecast: false,
    row: null,
    choiceId: (field, name) => {
      const choice = field.options.choices.find((each) => each.name === name || each.id === name);
      if (choice === undefined) throw new SeedError(`no choice ${JSON.stringify(name)}`);
      return choice.id;
    },
    linkedRecordId: refuse,
    newAttachmentId: refuse,
  };
}
