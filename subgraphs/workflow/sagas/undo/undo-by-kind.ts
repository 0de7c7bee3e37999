import type { ActionKind } from "../../definitions/action-steps.ts";
import { undoCreated } from "./undo-created.ts";
import { undoDeleted } from "./undo-deleted.ts";
import { undoAttached, undoCreatedFile } from "./undo-files.ts";
import { undoLinked } from "./undo-linked.ts";
import { undoUpdated } from "./undo-updated.ts";
import { undoUpserted } from "./undo-upserted.ts";
import type { Undo } from "./undoing.ts";

/** What undoes an action without being told how; there are some that nothing undoes. */
export const undoByKind: { readonly [Kind in ActionKind]?: Undo } = {
  createRecords: undoCreated,
  updateRecords: undoUpdated,
  upsertRecords: undoUpserted,
  deleteRecords: undoDeleted,
  linkRecords: undoLinked,
  createFile: undoCreatedFile,
  attachFile: undoAttached,
};
