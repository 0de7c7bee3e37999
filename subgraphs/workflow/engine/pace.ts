import type { TenantId } from "../../../kernel/identity/ids.ts";

/** What a turn is taken to cost, ms: a tenant's turns stand so far from each other in the queue. */
const turnMs = 20;
/** The unit of places in the queue, ms. They are 32-bit numbers, and last for six years. */
const unitMs = 100;
const origin = Date.UTC(2026, 0, 1);
/** A run's priority moves its place by so much for each step up or down, ms. */
const priorityMs = 1_000;
const usualPriority = 100;
const mostTenants = 10_000;

export interface Pace {
  /** The place of a turn that may be taken now. */
  now(tenantId: TenantId, at: number, priority?: number): number;
  /** The place of a turn that may be taken at a later instant: as if it had been given then. */
  later(at: number): number;
}

/**
 * Places of turns in the queue that all tenants share, the lowest of which is taken next. Turns of one tenant are spaced out,
 * as if each had to wait until those before have been worked off: whoever starts ten thousand runs at once stands behind
 * everybody who comes with a few. Each process spaces out what it gives itself.
 */
export function createPace(): Pace {
  /** Where each tenant's next turn stands at the earliest; those that are behind the present are forgotten now and then. */
  const next = new Map<TenantId, number>();
  return {
    now(tenantId, at, priority = usualPriority) {
      const earliest = Math.max(at, next.get(tenantId) ?? 0);
      next.set(tenantId, earliest + turnMs);
      if (next.size > mostTenants) for (const [tenant, due] of next) if (due <= at) next.delete(tenant);
      return placeOf(earliest + (priority - usualPriority) * priorityMs);
    },
    later: placeOf,
  };
}

function placeOf(instant: number): number {
  return Math.max(0, Math.min(Math.floor((instant - origin) / unitMs), 2 ** 31 - 1));
}
