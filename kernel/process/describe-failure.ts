import { SayableError } from "./sayable-error.ts";

/** What a program says where it fails: a sentence if a person can mend it, otherwise the stack. */
export function describeFailure(error: unknown): string {
  if (error instanceof SayableError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
