import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { TenantId } from "../../../../kernel/identity/ids.ts";

/** Takes so many mails from what a tenant may send. @throws AirgraphError RATE_LIMITED */
export type TakeMails = (tenantId: TenantId, mails: number) => Promise<void>;

/** Each process counts for itself. */
export function createMailRate({ perHour }: { perHour: number }): TakeMails {
  const limiter = new RateLimiterMemory({ points: perHour, duration: 3_600 });
  return async (tenantId, mails) => {
    if (mails > perHour)
      throw new AirgraphError("BAD_USER_INPUT", `to must have at most ${perHour} addresses, got ${mails}.`, {
        field: "to",
      });
    try {
      await limiter.consume(tenantId, mails);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new AirgraphError("RATE_LIMITED", `A tenant's workflows send at most ${perHour} mails an hour.`, {
        retryAfterMs: refusal.msBeforeNext,
      });
    }
  };
}
