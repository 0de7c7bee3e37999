import { z } from "zod";

/** What Airtable says of a refused call. */
export interface AirtableProblem {
  readonly type: string | undefined;
  readonly message: string | undefined;
}

const envelope = z.union([
  z
    .object({ error: z.object({ type: z.string(), message: z.string().optional() }) })
    .transform(({ error }): AirtableProblem => ({ type: error.type, message: error.message })),
  z.object({ error: z.string() }).transform(({ error }): AirtableProblem => ({ type: error, message: undefined })),
  z
    .object({ errors: z.tuple([z.object({ error: z.string(), message: z.string().optional() })], z.unknown()) })
    .transform(({ errors: [first] }): AirtableProblem => ({ type: first.error, message: first.message })),
]);

/** Reads all forms of emulator/airtable-api.md 3.1; bodies of another form, of proxies for instance, say nothing. */
export function parseProblem(body: unknown): AirtableProblem {
  const parsed = envelope.safeParse(body);
  return parsed.success ? parsed.data : { type: undefined, message: undefined };
}
