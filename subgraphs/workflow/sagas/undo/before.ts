import { z } from "zod";

const shape = z.object({
  /** Records that are changed or deleted: the cells that the step writes, or all that can be written, by the field's id. */
  records: z.array(z.object({ id: z.string(), cells: z.record(z.string(), z.unknown()) })),
  /** Fields of these cells, as they were called, by table. */
  fields: z.record(z.string(), z.array(z.object({ id: z.string(), name: z.string(), type: z.string() }))),
});
export type Before = z.infer<typeof shape>;

/**
 * What was there before a step was done: what it is undone by. Stored as JSON's text, since cells may hold what Postgres
 * does not keep in JSON, and are to be as they were.
 */
export const before = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(shape);

export function toStoredBefore(given: Before): string {
  return JSON.stringify(given);
}
