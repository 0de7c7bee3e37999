import type { Lane, LaneState } from "./lane.ts";

/** Airtable counts over one second; the rest is room for turns that are used late and calls that travel unevenly. */
export const windowMs = 1_100;

/** A lane and what is known of it. */
export interface LaneView {
  readonly lane: Lane;
  readonly state: LaneState;
}

/**
 * The first moment, `from` or later, at which one more call keeps the lane's limit: fewer than `callsPerSecond` slots
 * lie after the beginning of its window. Slots of the near future are counted too, so no window around it has more.
 */
export function nextFreeSlot(view: LaneView, from: number): number {
  return slotBehind(view, 0, from);
}

/** When the call will be sent that has `ahead` others before it. */
export function slotBehind({ lane, state }: LaneView, ahead: number, from: number): number {
  const { slots, blockedUntil } = state;
  const makesRoom = slots[slots.length - lane.callsPerSecond + (ahead % lane.callsPerSecond)];
  const first = Math.max(from, blockedUntil, makesRoom === undefined ? 0 : makesRoom + windowMs);
  return first + Math.floor(ahead / lane.callsPerSecond) * windowMs;
}

export function takeSlot(state: LaneState, at: number): LaneState {
  return { ...state, slots: [...state.slots, at].sort((one, other) => one - other) };
}
