import type { IdSource } from "../identifiers.ts";
import type { CellReader } from "../store/cell-reader.ts";

/** Where an edit is done. */
export interface EditedBase {
  /** Of the base as it is before the edit; what it compiled must be compiled anew afterwards. */
  readonly reader: CellReader;
  readonly newId: IdSource;
}
