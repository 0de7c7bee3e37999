import { z } from "zod";

/** Branded so that a user's id can't be passed where a tenant's is meant. */
export const tenantId = z.uuid().brand<"TenantId">();
export const userId = z.uuid().brand<"UserId">();
export const runId = z.uuid().brand<"RunId">();

export type TenantId = z.infer<typeof tenantId>;
export type UserId = z.infer<typeof userId>;
export type RunId = z.infer<typeof runId>;
