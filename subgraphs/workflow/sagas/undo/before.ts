import { z } from "zod";

/** What was there before a step was done: what it is undone by. */
export const before = z.object({
  /** Records that are changed or deleted: the cells that the step writes, or all that can be written, by the field's id. */
  records: z.array(z.object({ id: z.string(), cells: z.record(z.string(), z.unknown()) })),
  /** Fields of these cells, as they were called, by table. */
  fields: z.record(z.string(), z.array(z.object({ id: z.string(), name: z.string(), type: z.string() }))),
});
export type Before = z.infer<typeof before>;
