import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { isDoubtful } from "./write-outcome.ts";

/** Deletes one thing. That it is gone after an attempt that may have taken effect is what was wanted. */
export async function deleteOnce(remove: () => Promise<void>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (error instanceof AirgraphError && error.code === "NOT_FOUND" && isDoubtful(error)) return;
    throw error;
  }
}
