import type { ContentBudget } from "./content-budget.ts";
import { type ContentEncoding, encodeContent } from "./content-encoding.ts";
import type { Loaders } from "./loaders.ts";
import type { StoredFile } from "./store/files.ts";

/**
 * The whole content of a file as text.
 * @throws AirgraphError BAD_USER_INPUT when it is no UTF-8 and UTF8 was asked for; COST_LIMIT_EXCEEDED when the
 *   request has read too much already
 */
export async function readContent(
  { loaders, contentBudget }: { loaders: Loaders; contentBudget: ContentBudget },
  file: StoredFile,
  encoding: ContentEncoding,
): Promise<string> {
  contentBudget.spend(file.size);
  const content = await loaders.content.load(file.id);
  if (content === null) throw new Error("a file without content");
  return encodeContent(content, encoding);
}
