import { z } from "zod";
import { ControlError } from "../control-error.ts";
import { applyEdit } from "../edits/apply-edit.ts";
import { baseEditSchema, type ParsedEdit } from "../edits/base-edit.ts";
import { reaches } from "../seed/seed.ts";
import { collaboratorsOf } from "../store/collaborators.ts";
import type { Workspace } from "../store/model.ts";
import type { Author } from "../webhooks/author.ts";
import { announceSchema } from "./carry-out.ts";
import { notedService } from "./noted-service.ts";
import type { Service } from "./service.ts";

const editsSchema = z.array(baseEditSchema);

/**
 * Edits a base as people do in Airtable's own window, one edit after the other; each is a change of its own.
 *
 * @param edits a list of `BaseEdit`
 * @throws ZodError for what is no such list, before anything is done; ControlError for an edit that cannot be done, when
 *   those before it are
 */
export function editBase(service: Service, baseId: string, edits: unknown): void {
  for (const [index, edit] of editsSchema.parse(edits).entries()) {
    const { noted, at, ids } = notedService(service);
    try {
      carryOutEdit(noted, baseId, edit);
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      throw new ControlError(`edit ${index} (${edit.kind}): ${error.message}`, { cause: error });
    }
    service.dataFile?.append({ kind: "edit", at, ids, baseId, edit });
  }
}

/** Does one edit and lets the webhooks of the base know. @throws ControlError, before anything is changed */
export function carryOutEdit(service: Service, baseId: string, edit: ParsedEdit): void {
  const { workspace, readers, newId, clock } = service;
  const base = workspace.bases.get(baseId);
  if (base === undefined) throw new ControlError(`there is no base ${baseId}`);
  const now = clock.now();
  const reader = readers.of(base);
  reader.startRequest(now);
  const changes = applyEdit({ reader, newId }, edit);
  announceSchema({ service, base, reader, author: editorOf(workspace, baseId), now }, changes);
}

/** Who sits at the window: the first of those who may do the most in the base, if they may change its schema. */
function editorOf(workspace: Workspace, baseId: string): Author {
  let editor: Author = { source: "unknown" };
  for (const { user, permissionLevel } of collaboratorsOf(workspace, baseId).values()) {
    const most = editor.source === "client" ? editor.permissionLevel : "edit";
    if (!reaches(most, permissionLevel)) editor = { source: "client", user, permissionLevel };
  }
  return editor;
}
