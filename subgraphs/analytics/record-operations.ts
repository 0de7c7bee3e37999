import { z } from "zod";
import type { Database } from "../../kernel/database/database.ts";
import { parseInput } from "../../kernel/errors/parse-input.ts";
import { tenantId, userId } from "../../kernel/identity/ids.ts";
import { insertOperations } from "./store/operations.ts";
import { operationKinds } from "./store/tables.ts";

/** Keeps a report within the 65,535 parameters that one statement may have. */
const maximumOperations = 1_000;

const input = z.object({
  operations: z
    .array(
      z.object({
        tenantId,
        operationId: z.string().regex(/^[ -~]{1,200}$/, "must be 1 to 200 printable ASCII characters"),
        userId: userId.nullish().transform((id) => id ?? null),
        // Clients choose it, so a strange one must not cost the whole report.
        name: z
          .string()
          .regex(/^[_A-Za-z]\w{0,99}$/)
          .nullable()
          .catch(null),
        kind: z.enum(operationKinds),
        errors: z.int().min(0, "must not be negative"),
        durationMs: z.number().min(0, "must not be negative"),
        endedAt: z.date().min(new Date(0), "must not be before 1970"),
      }),
    )
    .max(maximumOperations, `must have at most ${maximumOperations} entries`),
});

export type OperationReport = z.input<typeof input>["operations"][number];

/**
 * Counts operations that the router has finished. A report may be sent again: each operation counts once.
 * @throws AirgraphError BAD_USER_INPUT naming the field; nothing is counted then
 */
export async function recordOperations({ db }: { db: Database }, reports: readonly OperationReport[]): Promise<void> {
  const { operations } = parseInput(input, { operations: reports });
  await insertOperations(db, operations);
}
