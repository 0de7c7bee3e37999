import { z } from "zod";
import type { BaseId } from "../ids.ts";
import { type Priority, priorities } from "./priority.ts";

/** Airtable blocks a base for 30 s after a 429, and asking sooner is wasted; later by chance, so that not all come back at once. */
export const shortestBlockMs = 30_000;
export const longestBlockMs = 31_000;

/** Something whose calls Airtable counts: a base, or all tokens of one person. */
export interface Lane {
  readonly key: string;
  /** Calls that Airtable takes in any one second. */
  readonly callsPerSecond: number;
}

/** Calls that Airtable takes in any one second; 0 for no limit. */
export interface CallLimits {
  /** To one base, whoever makes them. */
  readonly perBase: number;
  /** With any token of one person at Airtable. */
  readonly perOwner: number;
}

/** What Airtable takes from everybody (emulator/airtable-api.md 2). */
export const airtableLimits: CallLimits = { perBase: 5, perOwner: 50 };

function laneOfBase(id: BaseId, { perBase }: CallLimits): Lane {
  return { key: `base:${id}`, callsPerSecond: perBase };
}

function laneOfOwner(owner: string, { perOwner }: CallLimits): Lane {
  return { key: `owner:${owner}`, callsPerSecond: perOwner };
}

/** What a call is for: a base, or null, with a token of somebody at Airtable. */
export interface CallTarget {
  readonly baseId: BaseId | null;
  readonly owner: string;
}

/** The lane that Airtable blocks after a burst of such calls. */
export function laneOfCall({ baseId, owner }: CallTarget, limits: CallLimits): Lane {
  return baseId === null ? laneOfOwner(owner, limits) : laneOfBase(baseId, limits);
}

/** All lanes with a limit that a call counts for, the narrow one first: in this order it is decided whose turn it is. */
export function lanesOfCall(target: CallTarget, limits: CallLimits): Lane[] {
  const narrow = laneOfCall(target, limits);
  const lanes = target.baseId === null ? [narrow] : [narrow, laneOfOwner(target.owner, limits)];
  return lanes.filter(({ callsPerSecond }) => callsPerSecond > 0);
}

/** Calls of a kind are all the same to whoever decides. */
export interface CallKind {
  readonly priority: Priority;
  readonly tenantId: string;
}

/** Calls of one kind that wait in one line. */
export interface WaitingCalls extends CallKind {
  readonly count: number;
}

/** What a line waits for because of one lane. */
export interface Demand {
  readonly calls: readonly WaitingCalls[];
  /** The one that its other lane lets it send next; null when any of them can be. */
  readonly next: CallKind | null;
  /** Has the line not asked again by then, its process has died. */
  readonly until: number;
}

/**
 * What all processes know of a lane. Times are milliseconds since the epoch by the store's clock, the only one that
 * counts. A line is what waits for the same lanes in one process.
 */
export interface LaneState {
  /** When calls were sent, or will be: those that still count, in order. */
  readonly slots: readonly number[];
  /** Airtable refuses every call until then. */
  readonly blockedUntil: number;
  /** By line. */
  readonly demands: Readonly<Record<string, Demand>>;
  /** Turns given since the lane began. */
  readonly turns: number;
  /** By tenant and by line: the number of the turn that was its last. */
  readonly served: Readonly<Record<string, number>>;
}

export const emptyLane: LaneState = { slots: [], blockedUntil: 0, demands: {}, turns: 0, served: {} };

const callKind = z.object({ priority: z.enum(priorities), tenantId: z.string() });
const demand = z.object({
  calls: z.array(callKind.extend({ count: z.number() })),
  next: callKind.nullable(),
  until: z.number(),
});

/** As the store gives it back. */
export const laneState: z.ZodType<LaneState> = z.object({
  slots: z.array(z.number()),
  blockedUntil: z.number(),
  demands: z.record(z.string(), demand),
  turns: z.number(),
  served: z.record(z.string(), z.number()),
});
