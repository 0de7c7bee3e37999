import type { Logger } from "pino";
import type { Base, Cell } from "../store/model.ts";
import type { WritePlan } from "../store/write-plan.ts";
import type { Switches } from "../switches.ts";
import type { AttachmentFile, AttachmentStore } from "./attachment-store.ts";
import { fetchAttachment } from "./fetch-attachment.ts";

/** An attachment a write gave by URL, and the cell it was written to. */
export interface WrittenAttachment {
  readonly baseId: string;
  readonly recordId: string;
  readonly fieldId: string;
  readonly attachmentId: string;
}

/** What became of one: the file, or null when it could not be fetched. */
export type Fetched = WrittenAttachment & { readonly file: AttachmentFile | null };

/** Completes attachments that were written by URL, with the switches of reference 14. */
export class WrittenAttachments {
  readonly #store: AttachmentStore;
  readonly #switches: Pick<Switches, "fetchAttachments">;
  readonly #logger: Logger | undefined;
  readonly #stopping = new AbortController();
  readonly #underway = new Set<Promise<unknown>>();
  readonly #onFetched: (fetched: Fetched) => void;
  /** What is to be fetched later, by attachment id; null when fetching begins at once. */
  #held: Map<string, () => Promise<boolean>> | null = null;

  /** @param onFetched told of each result before cells show it */
  constructor(
    store: AttachmentStore,
    switches: Pick<Switches, "fetchAttachments">,
    onFetched: (fetched: Fetched) => void,
    logger: Logger | undefined,
  ) {
    this.#store = store;
    this.#switches = switches;
    this.#onFetched = onFetched;
    this.#logger = logger;
  }

  /**
   * Fetches the attachments a plan wrote by URL and completes their cells.
   *
   * @returns null when there is none; else resolves once all are there, with whether any could not be fetched. It never
   *   rejects.
   */
  start(base: Base, plan: WritePlan): Promise<{ readonly failed: boolean }> | null {
    const fetches: Promise<boolean>[] = [];
    for (const { id, cells } of plan.records) {
      for (const [field, cell] of cells) {
        if (typeof cell !== "object" || cell?.kind !== "attachments") continue;
        for (const item of cell.items) {
          if (!plan.newAttachmentIds.has(item.id)) continue;
          const written = { baseId: base.id, recordId: id, fieldId: field.id, attachmentId: item.id };
          const fetch = () => this.#fetch(base, written, item.url, item.filename);
          if (this.#held === null) fetches.push(fetch());
          else this.#held.set(item.id, fetch);
        }
      }
    }
    return fetches.length === 0 ? null : this.#track(fetches);
  }

  /** From here on nothing is fetched: results of an earlier run follow. */
  hold(): void {
    this.#held = new Map();
  }

  /** Fetches, in the background, what was held and got no result; the earlier run ended before. */
  release(): void {
    const held = [...(this.#held?.values() ?? [])];
    this.#held = null;
    if (held.length > 0) void this.#track(held.map((fetch) => fetch()));
  }

  /** Puts a result into its cell; a failure takes the attachment out without a word (reference 9). */
  complete(base: Base, { recordId, fieldId, attachmentId, file }: Fetched): void {
    this.#held?.delete(attachmentId);
    const row = base.rows.get(recordId);
    const cell = row?.cells.get(fieldId);
    // Deleted or overwritten since.
    if (row === undefined || typeof cell !== "object" || cell.kind !== "attachments") return;
    const complete = file === null ? [] : [this.#store.keep(attachmentId, file)];
    const items = cell.items.flatMap((item) => (item.id === attachmentId ? complete : [item]));
    const changed: Cell = { kind: "attachments", items };
    if (items.length === 0) row.cells.delete(fieldId);
    else row.cells.set(fieldId, changed);
    base.journal.push({ kind: "cell", row, fieldId });
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

  async #fetch(base: Base, written: WrittenAttachment, url: string, filename: string): Promise<boolean> {
    const fetched = { ...written, file: await this.#tryFetch(url, filename) };
    // Given up because the emulator stops: the next run may find it as it was written.
    if (this.#stopping.signal.aborted) return false;
    try {
      this.#onFetched(fetched);
    } catch (error) {
      // What cannot be kept is not shown either.
      this.#logger?.error({ err: error }, "attachment not kept");
      return false;
    }
    this.complete(base, fetched);
    return fetched.file !== null;
  }

  async #tryFetch(url: string, filename: string): Promise<AttachmentFile | null> {
    const reach = this.#switches.fetchAttachments;
    if (reach === "none") return null;
    try {
      return await fetchAttachment(url, filename, reach, this.#stopping.signal);
    } catch (error) {
      // Whatever the reason, Airtable only empties the cell.
      this.#logger?.debug({ err: error, url }, "attachment not fetched");
      return null;
    }
  }
}
