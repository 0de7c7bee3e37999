import { z } from "zod";
import { askAsPublisher } from "./ask-as-publisher.ts";
import type { PublishedOfKind } from "./published-trigger.ts";
import type { TriggerParts } from "./trigger-parts.ts";

const fileQuery = /* GraphQL */ `
  query FileOfTrigger($id: ID!) {
    file(id: $id) { id name contentType size createdAt record { id } }
  }
`;
const storedFile = z.object({ fileId: z.string() });
const fileAnswer = z.object({
  file: z
    .object({
      id: z.string(),
      name: z.string(),
      contentType: z.string(),
      size: z.number(),
      createdAt: z.string(),
      record: z.object({ id: z.string() }).nullable(),
    })
    .nullable(),
});

/** What a file that was stored brings, as the publisher may see it; undefined for one of another type, or that is gone. */
export async function readStoredFile(
  parts: TriggerParts,
  found: PublishedOfKind<"fileCreated">,
  happening: unknown,
): Promise<Record<string, unknown> | undefined> {
  const { fileId: id } = storedFile.parse(happening);
  const { file } = fileAnswer.parse(await askAsPublisher(parts, found, { query: fileQuery, variables: { id } }));
  if (file === null) return undefined;
  const { contentType } = found.trigger;
  if (contentType !== undefined && mediaType(file.contentType) !== mediaType(contentType)) return undefined;
  return { file };
}

/** Without parameters, which say how the same type is written: `text/csv; charset=utf-8`. */
function mediaType(contentType: string): string {
  return (contentType.split(";")[0] ?? "").trim().toLowerCase();
}

const runQuery = /* GraphQL */ `
  query RunOfTrigger($id: ID!) {
    run(id: $id) { id workflow version status input output error { code message } endedAt }
  }
`;
const endedRun = z.object({ runId: z.string(), status: z.string() });
const runAnswer = z.object({ run: z.looseObject({ id: z.string() }).nullable() });

/** What a run that has ended brings, as the publisher may see it; undefined for one that ended otherwise. */
export async function readEndedRun(
  parts: TriggerParts,
  found: PublishedOfKind<"runEnded">,
  happening: unknown,
): Promise<Record<string, unknown> | undefined> {
  const { runId: id, status } = endedRun.parse(happening);
  if (!found.trigger.status.some((wanted) => wanted === status)) return undefined;
  const { run } = runAnswer.parse(await askAsPublisher(parts, found, { query: runQuery, variables: { id } }));
  // It may have been tried again meanwhile.
  return run === null ? undefined : { run: { ...run, status } };
}
