import { isId } from "../identifiers.ts";
import { isJsonList, isJsonObject, type Json, type JsonObject } from "../json.ts";

/** An attachment with printed URLs, those of thumbnails too: every read shows new ones (reference 9). */
export function printUrls(attachment: JsonObject, print: (url: string) => string): JsonObject {
  const printed: Record<string, Json> = {};
  for (const [key, value] of Object.entries(attachment)) {
    if (key === "url" && typeof value === "string") printed[key] = print(value);
    else printed[key] = isJsonObject(value) ? printUrls(value, print) : value;
  }
  return printed;
}

/** A value with the URLs of all attachments in it printed, wherever they are. */
export function printAllUrls(value: Json, print: (url: string) => string): Json {
  if (isJsonList(value)) return value.map((member) => printAllUrls(member, print));
  if (!isJsonObject(value)) return value;
  if (typeof value.id === "string" && isId(value.id, "att")) return printUrls(value, print);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, printAllUrls(member, print)]));
}
