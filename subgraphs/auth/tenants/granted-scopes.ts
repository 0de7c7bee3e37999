import { z } from "zod";
import { type Scope, scopes } from "../../../kernel/identity/scopes.ts";

/** What can be given to a role of the tenant's own or an API key: owners are people whose role says so, nobody else. */
const grantable: readonly Scope[] = scopes.filter((scope) => scope !== "tenant:own");

/** What a role of the tenant's own or an API key permits, in the order of all scopes and each once. */
export const grantedScopes = z
  .array(z.string())
  // The value is not repeated, and the list of what there is helps more.
  .refine((given) => given.every((name) => grantable.some((scope) => scope === name)), {
    error: `must hold nothing but ${grantable.join(", ")}`,
  })
  .transform((given) => grantable.filter((scope) => given.includes(scope)));
