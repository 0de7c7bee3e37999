import type { Context } from "../context.ts";

/** Whatever the request has read of records may have changed: links and computed cells do so with others' writes. */
export async function writing<T>({ loaders }: Context, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } finally {
    loaders.record.clearAll();
  }
}
