import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../../kernel/errors/parse-input.ts";
import type { AskSupergraph } from "../../ask-supergraph.ts";
import type { Action } from "../action.ts";
import { nonEmptyText } from "../worked-out.ts";
import { parseCsv } from "./csv.ts";

const query = /* GraphQL */ `
  query ParseFileOfAction($id: ID!) {
    file(id: $id) { content }
  }
`;

const settingsShape = z.object({ fileId: nonEmptyText, format: z.enum(["csv", "json", "text"]) });
const answer = z.object({ file: z.object({ content: z.string() }).nullable() });

/** What a file holds. @throws AirgraphError NOT_FOUND; BAD_USER_INPUT when it is not in this format */
export function createParseFile(ask: AskSupergraph): Action<"parseFile"> {
  return async (settings, scope) => {
    const { fileId, format } = parseInput(settingsShape, settings);
    const { file } = answer.parse(await ask(scope, { query, variables: { id: fileId } }));
    if (file === null) throw new AirgraphError("NOT_FOUND", `There is no file ${fileId}.`, { field: "fileId" });
    return { content: contentOf(file.content, format) };
  };
}

function contentOf(text: string, format: "csv" | "json" | "text"): unknown {
  switch (format) {
    case "text":
      return text;
    case "csv":
      return parseCsv(text);
    case "json":
      try {
        return JSON.parse(text);
      } catch (cause) {
        throw new AirgraphError("BAD_USER_INPUT", "The file is no JSON.", { field: "fileId" }, { cause });
      }
  }
}
