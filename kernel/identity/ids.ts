import { z } from "zod";

/** Branded so that a user's id can't be passed where a tenant's is meant. */
export const tenantId = z.uuid().brand<"TenantId">();
export const userId = z.uuid().brand<"UserId">();
export const runId = z.uuid().brand<"RunId">();
export const sagaId = z.uuid().brand<"SagaId">();
export const sessionId = z.uuid().brand<"SessionId">();
export const apiKeyId = z.uuid().brand<"ApiKeyId">();

export type TenantId = z.infer<typeof tenantId>;
export type UserId = z.infer<typeof userId>;
export type RunId = z.infer<typeof runId>;
export type SagaId = z.infer<typeof sagaId>;
export type SessionId = z.infer<typeof sessionId>;
export type ApiKeyId = z.infer<typeof apiKeyId>;
