import { type LaneView, slotBehind } from "./free-slots.ts";
import type { CallKind, LaneState, WaitingCalls } from "./lane.ts";
import { priorities } from "./priority.ts";

/** All that waits in a lane, with a line's own calls as they are now. */
function waitingIn({ demands }: LaneState, line: string, own: readonly WaitingCalls[]): WaitingCalls[] {
  const others = Object.entries(demands).filter(([of]) => of !== line);
  return [...others.flatMap(([, { calls }]) => calls), ...own];
}

export function queueLength(state: LaneState, line: string, own: readonly WaitingCalls[]): number {
  return waitingIn(state, line, own).reduce((sum, { count }) => sum + count, 0);
}

/**
 * How long one more call would wait as things are, in ms: behind all better classes, and in its own class behind its own
 * tenant's calls and as many of each other tenant's.
 * @param own what waits in the call's own line before it
 */
export function expectedWait(
  lanes: readonly LaneView[],
  line: string,
  own: readonly WaitingCalls[],
  call: CallKind,
  now: number,
): number {
  const waits = lanes.map((view) => slotBehind(view, callsAhead(waitingIn(view.state, line, own), call), now) - now);
  return Math.max(...waits);
}

function callsAhead(waiting: readonly WaitingCalls[], call: CallKind): number {
  const rank = priorities.indexOf(call.priority);
  const byTenant = new Map<string, number>();
  let better = 0;
  for (const { priority, tenantId, count } of waiting) {
    if (priorities.indexOf(priority) < rank) better += count;
    else if (priority === call.priority) byTenant.set(tenantId, (byTenant.get(tenantId) ?? 0) + count);
  }
  const mine = byTenant.get(call.tenantId) ?? 0;
  byTenant.delete(call.tenantId);
  return [...byTenant.values()].reduce((sum, count) => sum + Math.min(count, mine + 1), better + mine);
}
