import { z } from "zod";
import { parseInput } from "../../../../kernel/errors/parse-input.ts";
import type { AskSupergraph } from "../../ask-supergraph.ts";
import type { Action } from "../action.ts";
import { listOf, nonEmptyText, recordId, text } from "../worked-out.ts";
import { printCsv } from "./csv.ts";

const mutation = /* GraphQL */ `
  mutation CreateFileOfAction($input: CreateFileInput!) {
    createFile(input: $input) { file { id size } }
  }
`;

const settingsShape = z.object({
  fileName: nonEmptyText,
  contentType: nonEmptyText,
  content: z.json(),
  format: z.enum(["text", "csv", "json"]),
  recordId: recordId.nullish(),
});
type Settings = z.infer<typeof settingsShape>;

const answer = z.object({ createFile: z.object({ file: z.object({ id: z.string(), size: z.number() }) }) });
const objects = z.object({ content: listOf(z.record(z.string(), z.unknown(), "must be an object")) });
const texts = z.object({ content: text });

/** Stores a file; whatever the number of attempts, one. The file subgraph says how large it may be. */
export function createCreateFile(ask: AskSupergraph): Action<"createFile"> {
  return async (given, scope) => {
    const settings = parseInput(settingsShape, given);
    const input = {
      name: settings.fileName,
      contentType: settings.contentType,
      content: printed(settings),
      recordId: settings.recordId ?? null,
      idempotencyKey: scope.effectKey,
    };
    const { createFile } = answer.parse(await ask(scope, { query: mutation, variables: { input } }));
    return { fileId: createFile.file.id, size: createFile.file.size };
  };
}

function printed(settings: Settings): string {
  switch (settings.format) {
    case "text":
      return parseInput(texts, settings).content;
    case "csv":
      return printCsv(parseInput(objects, settings).content);
    case "json":
      return JSON.stringify(settings.content, null, 2);
  }
}
