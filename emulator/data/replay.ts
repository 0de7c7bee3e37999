import type { Logger } from "pino";
import { isMovable } from "../clock.ts";
import { ControlError } from "../control-error.ts";
import { CallWindow } from "../limits/call-window.ts";
import { MonthlyQuota } from "../limits/monthly-quota.ts";
import { RateLimiter } from "../limits/rate-limiter.ts";
import { defaultSwitches, switchesSchema } from "../switches.ts";
import type { Answer } from "../wire/answer.ts";
import { answerCall } from "../wire/answer-call.ts";
import { isOAuthPath } from "../wire/answer-oauth.ts";
import { carryOutEdit } from "../wire/edit-base.ts";
import { setGrant } from "../wire/grant-base.ts";
import { type Incoming, incomingOf } from "../wire/incoming.ts";
import { pastService } from "../wire/noted-service.ts";
import { findRoute } from "../wire/routes.ts";
import type { Service } from "../wire/service.ts";
import { DataFileError } from "./data-file.ts";
import type { Entry } from "./entry.ts";

/**
 * Makes all changes again that a data file tells of, each with the time, the ids and the switches it had.
 *
 * @throws DataFileError when one that was done is refused now, which takes a file of another version
 */
export function replay(service: Service, entries: readonly Entry[], logger: Logger | undefined): void {
  service.writtenAttachments.hold();
  service.notifier.hold();
  for (const [index, entry] of entries.entries()) {
    const problem = redo(service, entry, logger);
    if (problem !== null) throw new DataFileError(`the data file, line ${index + 2}: ${problem}`);
  }
  service.writtenAttachments.release();
  service.notifier.release(service.workspace.bases.values());
}

/** @returns what is wrong; null when it went well */
function redo(service: Service, entry: Entry, logger: Logger | undefined): string | null {
  switch (entry.kind) {
    case "call":
      return redoCall(service, entry, logger);
    case "attachment": {
      const { file } = entry;
      const bytes = Buffer.from(file?.base64 ?? "", "base64");
      const isKnown = service.writtenAttachments.redo({ ...entry, file: file === null ? null : { ...file, bytes } });
      return isKnown ? null : `nothing wrote attachment ${entry.attachmentId}`;
    }
    case "ping": {
      const webhook = service.workspace.bases.get(entry.baseId)?.webhooks.byId.get(entry.webhookId);
      if (webhook === undefined) return `there is no webhook ${entry.webhookId}`;
      service.notifier.end(webhook, entry);
      return null;
    }
    case "clock":
      if (isMovable(service.clock)) service.clock.advance(entry.ms);
      return null;
    case "revoke":
      service.oauth.revoke(entry.token);
      return null;
    case "edit":
      return redoControl(() => carryOutEdit(pastService(service, entry), entry.baseId, entry.edit));
    case "grant":
      return redoControl(() => setGrant(service, entry));
  }
}

function redoControl(change: () => void): string | null {
  try {
    change();
    return null;
  } catch (error) {
    if (error instanceof ControlError) return error.message;
    throw error;
  }
}

function redoCall(
  service: Service,
  entry: Extract<Entry, { kind: "call" }>,
  logger: Logger | undefined,
): string | null {
  const past: Service = {
    ...pastService(service, entry),
    limiter: new RateLimiter("off", service.clock),
    quota: new MonthlyQuota(service.clock),
    syncCalls: new CallWindow(Number.POSITIVE_INFINITY, 0, service.clock),
    switches: switchesSchema.parse({ ...defaultSwitches, ...entry.switches }),
  };
  const incoming = incomingOf({ ...entry, origin: "http://localhost" });
  const answer = answerCall(past, incoming, logger);
  // What waits for attachments was not refused; OAuth changes things by refusing them, too.
  if (answer instanceof Promise || answer.status === 200 || isOAuthPath(incoming.path)) return null;
  return `${entry.method} ${entry.url} was done once and is refused now: ${String(answer.body)}`;
}

/** Whether a call may have changed something that must outlive the process. */
export function changesState({ method, path }: Incoming, answer: Answer | Promise<Answer>): boolean {
  const status = answer instanceof Promise ? 200 : answer.status;
  // Refusing a code that was used before revokes tokens; what comes from a foreign page changes nothing.
  if (isOAuthPath(path)) return method === "POST" ? status !== 403 : status === 302;
  const endpoint = findRoute(method, path)?.endpoint;
  return status === 200 && (endpoint?.changesState ?? method !== "GET");
}
