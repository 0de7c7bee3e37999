import type { RequestScope } from "../../kernel/executor/local-executor.ts";
import type { Seal } from "../../kernel/secrets/seal.ts";
import type { Audit } from "./audit.ts";
import type { ExternalSignInParts } from "./external-sign-in/external-sign-in-parts.ts";
import type { Loaders } from "./loaders.ts";
import type { Mailer } from "./mail/mailer.ts";
import type { SessionParts } from "./sessions/session-parts.ts";
import type { SigningKeys } from "./sessions/signing-keys.ts";

/** What resolvers get: who asks, and what use cases need. */
export interface Context extends RequestScope, SessionParts, ExternalSignInParts {
  readonly logger: RequestScope["logger"];
  readonly source: RequestScope["source"];
  readonly setCookies: RequestScope["setCookies"];
  readonly signingKeys: SigningKeys;
  readonly mailer: Mailer;
  readonly seal: Seal;
  readonly audit: Audit;
  /** Root of the pages that links in mails lead to. */
  readonly appUrl: string;
  readonly loaders: Loaders;
}
