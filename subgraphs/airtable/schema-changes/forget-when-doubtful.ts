import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Caches } from "../caches.ts";
import { isDoubtful } from "../writing/write-outcome.ts";

/**
 * Makes a change of a schema. When Airtable did not say whether it took effect, this process forgets all bases and
 * schemas: who looks what has become of it, as the error tells them to, must not be shown what was there before and make
 * the change twice. Other processes may still show that until theirs expire.
 */
export async function forgetWhenDoubtful<Result>(caches: Caches, change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof AirgraphError && isDoubtful(error)) {
      caches.bases.forget(() => true);
      caches.forgetSchemas("all");
    }
    throw error;
  }
}
