import type { Logger } from "pino";
import type { Clock } from "../clock.ts";
import { type Attachment, attachmentsIn, type Base, type Row } from "../store/model.ts";
import type { WritePlan } from "../store/write-plan.ts";
import type { Switches } from "../switches.ts";
import type { ChangeFeed, Write } from "../webhooks/change-feed.ts";
import type { AttachmentFile, AttachmentStore } from "./attachment-store.ts";
import { fetchAttachment } from "./fetch-attachment.ts";

/** An attachment a write gave by URL, and the cell it was written to. */
interface WrittenAttachment extends Omit<Write, "now"> {
  readonly id: string;
  readonly url: string;
  readonly filename: string;
  readonly recordId: string;
  readonly fieldId: string;
}

/** What became of one: the file, or null when it could not be fetched. */
export interface Fetched {
  readonly attachmentId: string;
  /** Ms since 1970-01-01 UTC. */
  readonly at: number;
  readonly file: AttachmentFile | null;
}

interface Parts {
  readonly store: AttachmentStore;
  readonly changes: ChangeFeed;
  readonly clock: Clock;
  readonly switches: Pick<Switches, "fetchAttachments">;
  /** Told of each result before cells show it. */
  readonly onFetched: (fetched: Fetched) => void;
  readonly logger: Logger | undefined;
}

/** Completes attachments that were written by URL, with the switches of reference 14. */
export class WrittenAttachments {
  readonly #parts: Parts;
  readonly #stopping = new AbortController();
  readonly #underway = new Set<Promise<unknown>>();
  /** What is to be fetched later, by attachment id; null when fetching begins at once. */
  #held: Map<string, WrittenAttachment> | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Fetches the attachments a plan wrote by URL and completes their cells, which webhooks are told of as of a change by
   * the same author.
   *
   * @returns null when there is none; else resolves once all are there, with whether any could not be fetched. It never
   *   rejects.
   */
  start({ base, author }: Omit<Write, "now">, plan: WritePlan): Promise<{ readonly failed: boolean }> | null {
    const fetches: Promise<boolean>[] = [];
    for (const { id: recordId, cells } of plan.records) {
      for (const [field, cell] of cells) {
        if (typeof cell !== "object" || cell?.kind !== "attachments") continue;
        for (const { id, url, filename } of cell.items) {
          if (!plan.newAttachmentIds.has(id)) continue;
          const written = { base, author, recordId, fieldId: field.id, id, url, filename };
          if (this.#held === null) fetches.push(this.#fetch(written));
          else this.#held.set(id, written);
        }
      }
    }
    return fetches.length === 0 ? null : this.#track(fetches);
  }

  /** From here on nothing is fetched: results of an earlier run follow. */
  hold(): void {
    this.#held = new Map();
  }

  /** Puts a result of the earlier run into its cell. @returns whether anything waits for it */
  redo(fetched: Fetched): boolean {
    const written = this.#held?.get(fetched.attachmentId);
    if (written === undefined) return false;
    this.#held?.delete(fetched.attachmentId);
    this.#complete(written, fetched);
    return true;
  }

  /** Fetches, in the background, what was held and got no result; the earlier run ended before. */
  release(): void {
    const held = [...(this.#held?.values() ?? [])];
    this.#held = null;
    if (held.length > 0) void this.#track(held.map((written) => this.#fetch(written)));
  }

  /** Gives up what is under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#underway);
  }

  #track(fetches: readonly Promise<boolean>[]): Promise<{ readonly failed: boolean }> {
    const all = Promise.all(fetches).then((arrived) => ({ failed: arrived.includes(false) }));
    this.#underway.add(all);
    return all.finally(() => this.#underway.delete(all));
  }

  async #fetch(written: WrittenAttachment): Promise<boolean> {
    const { clock, onFetched, logger } = this.#parts;
    const file = await this.#tryFetch(written);
    // Given up because the emulator stops: the next run may find it as it was written.
    if (this.#stopping.signal.aborted) return false;
    const fetched = { attachmentId: written.id, at: clock.now(), file };
    try {
      onFetched(fetched);
    } catch (error) {
      // What cannot be kept is not shown either.
      logger?.error({ err: error }, "attachment not kept");
      return false;
    }
    this.#complete(written, fetched);
    return file !== null;
  }

  async #tryFetch({ url, filename }: WrittenAttachment): Promise<AttachmentFile | null> {
    const { switches, logger } = this.#parts;
    const reach = switches.fetchAttachments;
    if (reach === "none") return null;
    try {
      return await fetchAttachment(url, filename, reach, this.#stopping.signal);
    } catch (error) {
      // Whatever the reason, Airtable only empties the cell.
      logger?.debug({ err: error, url }, "attachment not fetched");
      return null;
    }
  }

  /** Puts a result into its cell; a failure takes the attachment out without a word (reference 9). */
  #complete({ base, author, id, recordId, fieldId }: WrittenAttachment, { at, file }: Fetched): void {
    const [row, field] = [base.rows.get(recordId), base.fields.get(fieldId)];
    const present = row === undefined ? [] : attachmentsIn(row, fieldId);
    // Deleted or overwritten since.
    if (row === undefined || field === undefined || !present.some((item) => item.id === id)) return;
    const complete = file === null ? [] : [this.#parts.store.keep(id, file)];
    const items = present.flatMap((item) => (item.id === id ? complete : [item]));
    this.#parts.changes.write(
      { base, author, now: at },
      () => ({ cells: [[row, field]], createdIds: [], deleted: [] }),
      () => setAttachments(base, row, fieldId, items),
    );
  }
}

/** In place: that a file arrived is not the record's last change. */
function setAttachments(base: Base, row: Row, fieldId: string, items: readonly Attachment[]): void {
  if (items.length === 0) row.cells.delete(fieldId);
  else row.cells.set(fieldId, { kind: "attachments", items });
  base.journal.push({ kind: "cell", row, fieldId });
}
