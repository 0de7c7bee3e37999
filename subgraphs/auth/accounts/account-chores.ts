import type { AuditLog } from "../../../kernel/audit-log/audit-log.ts";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { Chore } from "../../../kernel/process/do-chores.ts";
import type { Outbox } from "../mail/outbox.ts";
import { deleteExpiredMailTokens } from "../store/mail-tokens.ts";
import { deleteExpiredRateLimits } from "../store/rate-limits.ts";
import { deleteExpiredRegistrations } from "../store/registrations.ts";
import { purgeAccounts } from "./purge-accounts.ts";

/** What accounts leave to be cleared away. */
export function accountChores(parts: {
  db: Database;
  clock: Clock;
  outbox: Outbox;
  auditLog: AuditLog;
  logger: Logger;
}): Chore[] {
  const { db, clock } = parts;
  const now = () => new Date(clock.now());
  return [
    { name: "purge accounts", do: async () => purgeAccounts(parts) },
    { name: "delete expired registrations", do: async () => deleteExpiredRegistrations(db, now()) },
    { name: "delete expired mail tokens", do: async () => deleteExpiredMailTokens(db, now()) },
    { name: "delete expired rate limits", do: async () => deleteExpiredRateLimits(db, now()) },
  ];
}
