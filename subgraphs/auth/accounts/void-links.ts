import type { Database } from "../../../kernel/database/database.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import { deleteMailTokens } from "../store/mail-tokens.ts";
import { deleteEmailChanges } from "../store/outbox.ts";

/**
 * Makes worthless what was mailed, and is still to be mailed, before a person got another password or address. Not only
 * the links that set a password: whoever knew the former one may have asked for an address of their own, and have the link
 * to it in their mailbox.
 */
export async function voidLinks(transaction: Database, personId: UserId): Promise<void> {
  // First: what is being sent at this moment has its token stored before this goes on.
  await deleteEmailChanges(transaction, personId);
  await deleteMailTokens(transaction, personId, ["reset_password", "change_email"]);
}
