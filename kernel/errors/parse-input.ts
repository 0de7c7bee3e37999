import { z } from "zod";
import { AirgraphError } from "./airgraph-error.ts";

/**
 * Checks what a client sent beyond what GraphQL's types can say.
 * @throws AirgraphError BAD_USER_INPUT that names the first offending field; the value itself is never repeated
 */
export function parseInput<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw new AirgraphError(
    "BAD_USER_INPUT",
    `${field === "" ? "The input" : field} ${issue?.message ?? "is not acceptable"}.`,
    { field },
  );
}

/** Text that people write and read: no control characters, no halves of characters, which Postgres could not store. */
export const plainText = z.string().regex(/^[^\p{Cc}\p{Cs}]*$/u, "must not hold control characters");
