import type { NewEvent } from "../../kernel/event-log/event-log.ts";
import type { StoredFile } from "./store/files.ts";

/** The event stream of a tenant's files. */
export const fileStream = "files";

/** Ids only: what else there is to a file is read by who may. */
export function fileStored({ id }: Pick<StoredFile, "id">): NewEvent {
  return { type: "file.stored", data: { fileId: id } };
}
