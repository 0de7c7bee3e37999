import { isDeepStrictEqual } from "node:util";
import { type LaneView, nextFreeSlot, takeSlot, windowMs } from "./free-slots.ts";
import { type CallKind, type Demand, type LaneState, longestBlockMs, type WaitingCalls } from "./lane.ts";
import { type Priority, priorities } from "./priority.ts";

/**
 * So far ahead slots are given away, so that neither the store's answers nor the change from one line to the next cost
 * any of Airtable's time. Longer, and urgent calls would come too late for slots that are gone.
 */
export const lookaheadMs = 200;
/** How long to let those ask who come first. */
const yieldMs = 25;
/** A line that has not asked by then, although it said it would, has died with its process. */
const lateMs = 1_000;
/** Changes of a demand's end smaller than this are not worth a write. */
const renewMs = 500;
/** Of tenants served longer ago it no longer matters who came first. */
const rememberedTurns = 300;
/** What a line, the calls of one process that wait for the same lanes, asks for. */
export interface LineRequest {
  readonly line: string;
  readonly calls: readonly WaitingCalls[];
  /** Slots of the line at which nothing was sent. */
  readonly returned: readonly number[];
  /** No slot before this is of use. */
  readonly earliest: number;
}

export interface Turn extends CallKind {
  /** When the call is to be sent: up to `lookaheadMs` from now. */
  readonly at: number;
}

export interface Decision {
  /** The lanes as they are now, in the order given. */
  readonly states: readonly LaneState[];
  /** False when the lanes need not be written. */
  readonly changed: boolean;
  readonly turns: readonly Turn[];
  /** When to ask for what got no turn; null when everything got one. */
  readonly askAgainAt: number | null;
}

/**
 * Gives a line every slot that is free in all its lanes and belongs to it: the best class of calls goes first, in it the
 * tenant that was served longest ago, then the line that was. A lower class has one turn in ten for itself. Calls wait in
 * one lane only, the one that holds them up, so nobody lets a line go first that could not go anyway.
 * @param now by the store's clock
 */
export function decideTurn(lanes: readonly LaneView[], request: LineRequest, now: number): Decision {
  const { line, returned, earliest } = request;
  const before = lanes.map(({ lane, state }) => ({ lane, state: tidy(state, now) }));
  let views = before.map(({ lane, state }) => ({ lane, state: withoutLine(state, line, returned) }));
  let calls = request.calls.filter(({ count }) => count > 0);
  const turns: Turn[] = [];
  let heldUp: HeldUp | undefined;

  while (calls.length > 0) {
    const outcome = nextTurn(views, line, calls, { now, earliest: Math.max(now, earliest) });
    if (outcome.kind === "held up") {
      heldUp = outcome;
      break;
    }
    const { turn } = outcome;
    turns.push(turn);
    calls = withoutOne(calls, turn);
    views = views.map(({ lane, state }) => ({ lane, state: serve(state, line, turn) }));
  }

  const states = views.map(({ state }, index) => {
    if (heldUp?.lane !== index) return state;
    const demand = { calls, next: heldUp.next, until: heldUp.askAgainAt + lateMs };
    return withDemand(state, line, demand, before[index]?.state.demands[line]);
  });
  const demandChanged = states.some(({ demands }, index) => demands[line] !== before[index]?.state.demands[line]);
  return {
    states,
    turns,
    changed: turns.length > 0 || returned.length > 0 || demandChanged,
    askAgainAt: heldUp?.askAgainAt ?? null,
  };
}

interface HeldUp {
  readonly kind: "held up";
  /** Index of the lane. */
  readonly lane: number;
  readonly next: CallKind | null;
  readonly askAgainAt: number;
}

/** The first lane chooses one of the calls; the others only say whether that one may go now. */
function nextTurn(
  views: readonly LaneView[],
  line: string,
  calls: readonly CallKind[],
  { now, earliest }: { now: number; earliest: number },
): { readonly kind: "turn"; readonly turn: Turn } | HeldUp {
  const free = views.map((view) => nextFreeSlot(view, earliest));
  const at = Math.max(...free);
  const soon = at <= now + lookaheadMs;
  const narrowest = free.indexOf(at);

  let chosen: CallKind | null = null;
  for (const [index, { state }] of views.entries()) {
    const mine = chosen === null ? calls : [chosen];
    const isNext = whoIsNext(state, line, mine).line === line;
    if (soon ? !isNext : index === narrowest) {
      const askAgainAt = (soon ? now : at - lookaheadMs) + (isNext ? 0 : yieldMs);
      return { kind: "held up", lane: index, next: chosen, askAgainAt };
    }
    const { priority, tenantId } = whoIsNext({ ...state, demands: {} }, line, mine);
    chosen = { priority, tenantId };
  }
  if (chosen === null) throw new Error("a call has at least one lane");
  return { kind: "turn", turn: { ...chosen, at } };
}

/** One turn in ten for each of the lower classes, so that they don't starve while better ones fill the lane. */
function classWithThisTurn(turns: number): Priority | undefined {
  switch (turns % 10) {
    case 4:
      return "workflow";
    case 9:
      return "background";
    default:
      return undefined;
  }
}

interface Candidate extends CallKind {
  readonly line: string;
}

function whoIsNext({ demands, turns, served }: LaneState, line: string, mine: readonly CallKind[]): Candidate {
  const others = Object.entries(demands).filter(([of]) => of !== line);
  const candidates: Candidate[] = [
    ...others.flatMap(([of, { calls, next }]) =>
      (next === null ? calls : [next]).map((kind) => ({ ...kind, line: of })),
    ),
    ...mine.map((kind) => ({ ...kind, line })),
  ];
  const favoured = classWithThisTurn(turns);
  const rank = ({ priority }: CallKind) => (priority === favoured ? -1 : priorities.indexOf(priority));
  const lastTurn = (key: string) => served[key] ?? 0;
  const [first] = candidates.sort(
    (one, other) =>
      rank(one) - rank(other) ||
      lastTurn(one.tenantId) - lastTurn(other.tenantId) ||
      one.tenantId.localeCompare(other.tenantId) ||
      lastTurn(one.line) - lastTurn(other.line) ||
      one.line.localeCompare(other.line),
  );
  if (first === undefined) throw new Error("asked for nothing");
  return first;
}

/** What no longer counts goes, and what can't be so, because the store's clock was set back. */
function tidy(state: LaneState, now: number): LaneState {
  return {
    slots: state.slots.filter((at) => at > now - windowMs).map((at) => Math.min(at, now + lookaheadMs)),
    blockedUntil: state.blockedUntil > now ? Math.min(state.blockedUntil, now + longestBlockMs) : 0,
    demands: keep(state.demands, ({ until }) => until > now),
    turns: state.turns,
    served: keep(state.served, (turn) => turn > state.turns - rememberedTurns),
  };
}

function withoutLine(state: LaneState, line: string, returned: readonly number[]): LaneState {
  const { [line]: _, ...demands } = state.demands;
  const slots = [...state.slots];
  for (const at of returned) {
    const index = slots.indexOf(at);
    if (index >= 0) slots.splice(index, 1);
  }
  return { ...state, slots, demands };
}

/** The demand of before stays the same object when it says the same. */
function withDemand(state: LaneState, line: string, demand: Demand, before: Demand | undefined): LaneState {
  const same =
    before !== undefined &&
    Math.abs(demand.until - before.until) < renewMs &&
    isDeepStrictEqual({ ...demand, until: 0 }, { ...before, until: 0 });
  return { ...state, demands: { ...state.demands, [line]: same ? before : demand } };
}

function serve(state: LaneState, line: string, { tenantId, at }: Turn): LaneState {
  const turns = state.turns + 1;
  return { ...takeSlot(state, at), turns, served: { ...state.served, [tenantId]: turns, [line]: turns } };
}

function withoutOne(calls: readonly WaitingCalls[], { priority, tenantId }: Turn): WaitingCalls[] {
  return calls
    .map((some) =>
      some.priority === priority && some.tenantId === tenantId ? { ...some, count: some.count - 1 } : some,
    )
    .filter(({ count }) => count > 0);
}

function keep<T>(all: Readonly<Record<string, T>>, worth: (value: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => worth(value)));
}
