import { readFileSync } from "node:fs";
import { z } from "zod";
import { SayableError } from "../../kernel/process/sayable-error.ts";

/** A client's own documents by their ids, as the tools of clients write them down when they are built. */
export type Manifest = ReadonlyMap<string, string>;

/** `generate-persisted-query-manifest` of Apollo Client. */
const apolloManifest = z
  .object({
    format: z.literal("apollo-persisted-query-manifest"),
    version: z.literal(1),
    operations: z.array(z.object({ id: z.string().min(1), body: z.string().min(1) })),
  })
  .transform(({ operations }) => operations.map(({ id, body }) => [id, body] as const));

/** `persistedDocuments` of GraphQL Code Generator's client preset; Relay's compiler writes the same. */
const hashesAndBodies = z
  .record(z.string().min(1), z.string().min(1))
  .transform((documents) => Object.entries(documents));

const manifest = z.union([apolloManifest, hashesAndBodies]);

/** @throws SayableError for a file that can't be read, or is none of the two kinds */
export function readManifest(file: string): Manifest {
  const refuse = (what: string, cause: unknown) =>
    new SayableError(`The manifest of persisted documents, PERSISTED_DOCUMENTS=${file}, ${what}.`, { cause });
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw refuse(cause instanceof SyntaxError ? "is no JSON" : "can't be read", cause);
  }
  const parsed = manifest.safeParse(content);
  if (!parsed.success)
    throw refuse(
      'is neither an Apollo manifest ({"format":"apollo-persisted-query-manifest","version":1,"operations":[…]}) nor {"<hash>":"<document>"}',
      parsed.error,
    );
  return new Map(parsed.data);
}
