import type { CellReader } from "../store/cell-reader.ts";
import { collaboratorsOf } from "../store/collaborators.ts";
import type { Base, Workspace } from "../store/model.ts";
import type { Readers } from "../store/readers.ts";
import { viewMembership } from "../store/select-records.ts";
import type { Author } from "./author.ts";
import type { CellContext } from "./cell-value.ts";
import type { Notifier } from "./notifier.ts";
import { type ErrorCode, errorPayload, payloadOf, type Transaction } from "./payload.ts";
import { observe, type RecordChange, type Watched } from "./record-changes.ts";
import { filtersNameWhatIsGone } from "./require-fitting.ts";
import type { SchemaChange } from "./schema-change.ts";
import { addPayload, isActive, type Webhook } from "./webhook.ts";
import type { WrittenCells } from "./written-cells.ts";

/** More records than this are told in several payloads of one transaction (reference 7). */
const mostRecordsPerPayload = 1000;

/** Who changes something, where and when. */
export interface Write {
  readonly base: Base;
  readonly author: Author;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
}

interface Parts {
  readonly workspace: Workspace;
  readonly readers: Readers;
  readonly notifier: Notifier;
}

/**
 * Where writes become payloads of webhooks. Without a webhook that watches records a write costs nothing more; with
 * one it costs a look at the cells it writes and at those computed from them, before and after.
 */
export class ChangeFeed {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Runs a write of records.
   *
   * @param written called only when some webhook watches records, before `apply`
   * @param apply does the write
   * @returns what `apply` returns
   */
  write<Result>(write: Write, written: () => WrittenCells, apply: () => Result): Result {
    const { base, now } = write;
    base.webhooks.transactions += 1;
    const webhooks = active(base, now).filter(({ specification }) =>
      specification.options.filters.dataTypes.includes("tableData"),
    );
    if (webhooks.length === 0) return apply();
    const context = this.#context(base);
    context.reader.startRequest(now);
    const watched = watchedRecords(context.reader, webhooks);
    const { changes, result } = observe(context, watched, written(), apply);
    this.#publish(write, webhooks, changes, []);
    return result;
  }

  /**
   * Tells of changes of the schema that were made, and that the reader of the base knows. A webhook whose filters name
   * what is gone ends with that.
   */
  announce(write: Write, changes: readonly SchemaChange[]): void {
    const { base, now } = write;
    base.webhooks.transactions += 1;
    const webhooks = active(base, now);
    if (webhooks.length > 0) this.#publish(write, webhooks, [], changes);
    for (const webhook of webhooks) {
      if (filtersNameWhatIsGone(webhook.specification, base)) this.fail(write, webhook, "INVALID_FILTERS");
    }
  }

  /** Ends a webhook for good, with a payload that says why: what Airtable does when its specification is void. */
  fail({ base, now }: Pick<Write, "base" | "now">, webhook: Webhook, code: ErrorCode): void {
    if (!isActive(webhook, now)) return;
    addPayload(webhook, errorPayload(code, now, base.webhooks.transactions), now);
    webhook.isHookEnabled = false;
    this.#parts.notifier.notify(base.id, webhook, now);
  }

  #publish(
    { base, author, now }: Write,
    webhooks: readonly Webhook[],
    records: readonly RecordChange[],
    schema: readonly SchemaChange[],
  ): void {
    const context = this.#context(base);
    const write = { author, time: now, number: base.webhooks.transactions };
    for (const webhook of webhooks) {
      for (const part of partsOf(write, records, schema)) {
        const payload = payloadOf(webhook.specification, part, context);
        if (payload === null) continue;
        addPayload(webhook, payload, now);
        this.#parts.notifier.notify(base.id, webhook, now);
      }
    }
  }

  #context(base: Base): CellContext {
    const { workspace, readers } = this.#parts;
    const collaborators = collaboratorsOf(workspace, base.id);
    return {
      reader: readers.of(base),
      levelOf: (userId) => collaborators.get(userId)?.permissionLevel ?? "none",
    };
  }
}

function active(base: Base, now: number): Webhook[] {
  return [...base.webhooks.byId.values()].filter((webhook) => isActive(webhook, now));
}

function watchedRecords(reader: CellReader, webhooks: readonly Webhook[]): Watched {
  const scopes = new Set(webhooks.map(({ specification }) => specification.options.filters.recordChangeScope));
  const views = [...reader.base.tables.values()].flatMap((table) =>
    table.views
      .filter(({ id }) => scopes.has(id))
      .map((view) => ({ id: view.id, tableId: table.id, holds: viewMembership(reader, table, view) })),
  );
  if (scopes.has(undefined)) return { tableIds: null, views };
  const tableIds = [...reader.base.tables.keys()].filter((id) => scopes.has(id));
  return { tableIds: new Set([...tableIds, ...views.map(({ tableId }) => tableId)]), views };
}

function partsOf(
  write: Omit<Transaction, "records" | "schema">,
  records: readonly RecordChange[],
  schema: readonly SchemaChange[],
): Transaction[] {
  if (records.length <= mostRecordsPerPayload) return [{ ...write, records, schema }];
  const parts: Transaction[] = [];
  for (let from = 0; from < records.length; from += mostRecordsPerPayload) {
    parts.push({ ...write, records: records.slice(from, from + mostRecordsPerPayload), schema: [] });
  }
  return parts;
}
