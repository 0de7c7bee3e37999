import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../../kernel/errors/parse-input.ts";
import type { AskSupergraph } from "../../ask-supergraph.ts";
import type { Action } from "../action.ts";
import { mayHaveEffect, outcomeUnknown } from "../outcome.ts";
import { nonEmptyText, recordId } from "../worked-out.ts";

const query = /* GraphQL */ `
  query AttachedFileOfAction($id: ID!) {
    file(id: $id) { name contentType content(encoding: BASE64) }
  }
`;

const mutation = /* GraphQL */ `
  mutation AttachFileOfAction($input: UploadAttachmentInput!) {
    uploadAttachment(input: $input) { attachments { id } }
  }
`;

const settingsShape = z.object({ fileId: nonEmptyText, recordId, field: nonEmptyText });
const fileAnswer = z.object({
  file: z.object({ name: z.string(), contentType: z.string(), content: z.string() }).nullable(),
});
const uploadAnswer = z.object({
  uploadAttachment: z.object({ attachments: z.array(z.object({ id: z.string() })) }).nullable(),
});

/** Appends a file to an attachment cell. Airtable takes no key for it, so it is not done again when it may be done. */
export function createAttachFile(ask: AskSupergraph): Action<"attachFile"> {
  return async (settings, scope) => {
    const { fileId, ...where } = parseInput(settingsShape, settings);
    if (scope.maybeDone) throw outcomeUnknown("The upload of the file");
    const { file } = fileAnswer.parse(await ask(scope, { query, variables: { id: fileId } }));
    if (file === null) throw new AirgraphError("NOT_FOUND", `There is no file ${fileId}.`, { field: "fileId" });
    const { name: filename, contentType, content } = file;
    const variables = { input: { ...where, filename, contentType, content } };
    const data = await ask(scope, { query: mutation, variables, optional: ["attachments"] }).catch((error: unknown) => {
      if (error instanceof AirgraphError && mayHaveEffect(error))
        throw outcomeUnknown("The upload of the file", {}, error);
      throw error;
    });
    return { attachmentId: uploadAnswer.parse(data).uploadAttachment?.attachments.at(-1)?.id ?? null };
  };
}
