import type { FieldId, RecordId } from "../ids.ts";
import type { WrittenCells } from "../upstream/calls/records.ts";

/** A record to be written, with the cells to write; none when it is to be deleted. */
export interface RecordWrite {
  readonly id?: RecordId;
  readonly fields: WrittenCells;
  /** Linked records that are in its cells already and stay: that is nothing that the caller must be permitted. */
  readonly kept?: KeptLinks | undefined;
}

export type KeptLinks = ReadonlyMap<FieldId, ReadonlySet<RecordId>>;

/** A write of a record that exists. */
export interface WriteOfRecord extends RecordWrite {
  readonly id: RecordId;
}
