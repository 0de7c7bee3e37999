import { createHash } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput, plainText } from "../../../kernel/errors/parse-input.ts";
import { appendEvents, readEvents } from "../../../kernel/event-log/event-log.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { toStorable } from "../actions/storable.ts";
import type { StoredRun } from "../store/runs.ts";
import { lastSeen } from "../store/waits.ts";
import { settleWaitsFor } from "./settle-waits.ts";

/** What is waited for and sent under the same name and key has the same topic. */
export function signalTopic({ event, key }: { event: string; key: string }): string {
  return createHash("sha256")
    .update(JSON.stringify([event, key]))
    .digest("base64url");
}

const stream = (topic: string) => `signal:${topic}`;

const signal = z.object({
  event: plainText.min(1, "must not be empty").max(200),
  key: plainText.max(200).default(""),
  payload: z.json().default(null),
});
const longestPayload = 100_000;

/**
 * Sends an event to the runs that wait for it, and to those that will have come to wait for it, as long as they were
 * asked for before it was sent.
 * @returns how many were waiting
 * @throws AirgraphError BAD_USER_INPUT, PAYLOAD_TOO_LARGE
 */
export async function sendSignal(
  { db, clock }: { db: Database; clock: Clock },
  tenantId: TenantId,
  given: unknown,
): Promise<number> {
  const { event, key, payload } = parseInput(signal, toStorable(given));
  if (JSON.stringify(payload).length > longestPayload) {
    throw new AirgraphError("PAYLOAD_TOO_LARGE", `The payload may have at most ${longestPayload} characters.`);
  }
  const topic = signalTopic({ event, key });
  const at = new Date(clock.now());
  // Committed before anybody is looked for: who begins to wait meanwhile looks for it afterwards.
  const sequence = await db.transaction((transaction) =>
    appendEvents(transaction, tenantId, stream(topic), [{ type: "signal", data: { payload } }]),
  );
  return db.transaction((transaction) =>
    settleWaitsFor(transaction, tenantId, { kind: "event", topic }, { outcome: { sequence, payload }, at }),
  );
}

const sent = z.object({ payload: z.unknown() });

/** The first event of this topic that was sent since the run was asked for and that it has not waited for before. */
export async function findSignal(
  db: Database,
  run: StoredRun,
  topic: string,
): Promise<{ sequence: number; payload: unknown } | undefined> {
  const after = await lastSeen(db, run, topic);
  const [found] = await readEvents(db, run.tenantId, { stream: stream(topic), after, since: run.createdAt, limit: 1 });
  return found === undefined ? undefined : { sequence: found.sequence, payload: sent.parse(found.data).payload };
}
