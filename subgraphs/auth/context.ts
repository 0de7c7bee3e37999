import type { AuditLog } from "../../kernel/audit-log/audit-log.ts";
import type { RequestScope } from "../../kernel/executor/local-executor.ts";
import type { TenantId } from "../../kernel/identity/ids.ts";
import type { Seal } from "../../kernel/secrets/seal.ts";
import type { AccountParts } from "./accounts/account-parts.ts";
import type { Audit } from "./audit/audit.ts";
import type { Background } from "./background.ts";
import type { ExternalSignInParts } from "./external-sign-in/external-sign-in-parts.ts";
import type { Loaders } from "./loaders.ts";
import type { SessionParts } from "./sessions/session-parts.ts";
import type { SigningKeys } from "./sessions/signing-keys.ts";

/** What resolvers get: who asks, and what use cases need. */
export interface Context extends RequestScope, SessionParts, AccountParts, ExternalSignInParts {
  readonly logger: RequestScope["logger"];
  readonly source: RequestScope["source"];
  readonly setCookies: RequestScope["setCookies"];
  readonly signingKeys: SigningKeys;
  readonly seal: Seal;
  /** How long a deleted account can be taken back. */
  readonly accountGraceDays: number;
  readonly loaders: Loaders;
  readonly auditLog: AuditLog;
  readonly audit: Audit;
  readonly background: Background;
  /** Tenants whose audit logs are being verified in this process. */
  readonly verifying: Set<TenantId>;
}
