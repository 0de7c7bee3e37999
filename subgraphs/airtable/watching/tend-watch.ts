import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { reachBase } from "../reach-base.ts";
import { beginEnd, deleteWatch } from "../store/watches.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";
import { keepWebhook, makeWebhook, notificationUrlOf, removeWebhook, type WebhookParts } from "./keep-webhook.ts";
import { readPayloads } from "./read-payloads.ts";
import type { Watch } from "./watch.ts";

export interface TendParts extends WebhookParts {
  /** A tenant's Airtable, for work that nobody waits for. */
  readonly airtableOf: (tenantId: TenantId) => TenantAirtable;
}

/** Codes of a base that a tenant can't reach any more. */
const unreachable: ReadonlySet<string> = new Set(["NOT_FOUND", "FORBIDDEN", "UPSTREAM_REJECTED"]);
/** How often Airtable is asked how a webhook is. */
const checkMs = 300_000;

/**
 * Looks after a watch once: what its webhook has to tell becomes events, a webhook that is missing is made, and one that
 * nobody wants any more is deleted.
 * @throws AirgraphError when it can't: FORBIDDEN when the connection may not watch the base, UPSTREAM_REJECTED when the
 * base has too many webhooks, others as `reachBase` and `callAirtable` do
 */
export async function tendWatch(parts: TendParts, watch: Watch): Promise<void> {
  const airtable = parts.airtableOf(watch.tenantId);
  if (watch.wanted === "no longer") {
    await endWatch(parts, airtable, watch);
    return;
  }
  const { access } = await reachBase(airtable, watch.baseId);
  try {
    if (!(await followWebhook(parts, access, watch))) await makeWebhook(parts, access, watch);
  } catch (cause) {
    throw explained(cause);
  }
}

/** @returns whether there is a webhook that goes on telling of changes */
async function followWebhook(parts: TendParts, access: AirtableAccess, watch: Watch): Promise<boolean> {
  const { webhook } = watch;
  if (webhook === null) return false;
  const rightAddress = webhook.notificationUrl === notificationUrlOf(parts, watch.id);
  const checked = parts.clock.now() - webhook.checkedAt.getTime() < checkMs;
  const goesOn = rightAddress && (checked || (await keepWebhook(parts, access, watch, webhook)));

  // Also of one that has ended: what it told before is still there.
  const outcome = await readPayloads(parts, access, watch, webhook);
  switch (outcome) {
    case "all read":
      return goesOn;
    case "ended":
      return false;
    case "overtaken":
      return true;
    case "not found":
      if (!goesOn || !(await keepWebhook(parts, access, watch, webhook))) return false;
      throw new AirgraphError("NOT_FOUND", "Airtable lists a webhook whose payloads it does not show.");
  }
}

async function endWatch(parts: TendParts, airtable: TenantAirtable, watch: Watch): Promise<void> {
  if (!(await beginEnd(parts.db, watch.id))) return; // Wanted again.
  try {
    const { access } = await reachBase(airtable, watch.baseId);
    if (watch.webhook !== null) await removeWebhook(parts, access, watch, watch.webhook.id);
  } catch (error) {
    // Without a connection that works nothing can be deleted at Airtable, which does so itself after a week.
    if (!(error instanceof AirgraphError && unreachable.has(error.code))) throw error;
  }
  await deleteWatch(parts.db, watch.id);
}

/** Airtable's refusals say little of what an admin can do. */
function explained(cause: unknown): unknown {
  if (!(cause instanceof AirgraphError)) return cause;
  const { code, ...details } = cause.extensions;
  if (details["airtableType"] === "TOO_MANY_WEBHOOKS_IN_BASE") {
    return new AirgraphError(
      "UPSTREAM_REJECTED",
      "The base has 10 webhooks already, all that Airtable permits, so its changes can't be watched: delete one of them.",
      details,
      { cause },
    );
  }
  if (code !== "NOT_FOUND" && code !== "FORBIDDEN") return cause;
  return new AirgraphError(
    "FORBIDDEN",
    "The tenant's connection to Airtable may not watch this base: its token needs the scopes webhook:manage, data.records:read and schema.bases:read, and its owner the permission level create.",
    details,
    { cause },
  );
}
