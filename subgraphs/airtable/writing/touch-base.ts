import type { BaseId } from "../ids.ts";

/** Told of a base before and after something in it is written, so that nobody is answered with what was read before. */
export type TouchBase = (baseId: BaseId) => void;

/** Everything that Airgraph writes into a base is written in here. */
export async function touching<T>(touchBase: TouchBase, baseId: BaseId, write: () => Promise<T>): Promise<T> {
  touchBase(baseId);
  try {
    return await write();
  } finally {
    touchBase(baseId);
  }
}
