import { CellReader } from "./cell-reader.ts";
import type { Base } from "./model.ts";

/** The reader of each base, made when first asked for. */
export class Readers {
  readonly #origin: string;
  readonly #byBaseId = new Map<string, CellReader>();

  /** @param origin `http://host:port` of this emulator, where its attachments are served */
  constructor(origin: string) {
    this.#origin = origin;
  }

  of(base: Base): CellReader {
    const known = this.#byBaseId.get(base.id);
    if (known !== undefined) return known;
    const reader = new CellReader(base, this.#origin);
    this.#byBaseId.set(base.id, reader);
    return reader;
  }

  /** To be called when a base is deleted. */
  forget(baseId: string): void {
    this.#byBaseId.delete(baseId);
  }
}
