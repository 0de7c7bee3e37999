import type { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { createGatherer } from "../gather.ts";
import type { TableModel } from "../models.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";
import { maximumBatch } from "../upstream/calls/records.ts";
import { shareAccess } from "./share-access.ts";
import { notWritten, type WriteOutcome } from "./write-outcome.ts";

/** One call for at most 10 records, which `take` gives when the call's turn has come; undefined when it gave none. */
export type BatchCall<Write> = (
  access: AirtableAccess,
  take: () => readonly Write[] | undefined,
) => Promise<readonly WriteOutcome[] | undefined>;

/** Whatever was thrown, as it may be told to a client. @param sent whether the call may have gone out */
export type Told = (reason: unknown, sent: boolean) => AirgraphError;

export interface FailedBatch<Write> {
  readonly access: AirtableAccess;
  readonly table: TableModel;
  readonly writes: readonly Write[];
  readonly error: AirgraphError;
  readonly call: BatchCall<Write>;
  readonly told: Told;
}

export interface LineParts<Write> {
  readonly call: BatchCall<Write>;
  /** What became of records whose call failed; may call again. Outcomes in the order of `writes`. */
  readonly recover: (failed: FailedBatch<Write>) => Promise<readonly WriteOutcome[]>;
  readonly told: Told;
  /** Nothing is on its way any more, or nobody waits for it. */
  readonly onIdle: () => void;
}

/** A record on its way. */
export interface Pending<Write> {
  readonly write: Write;
  readonly access: AirtableAccess;
  readonly table: TableModel;
  readonly settle: (outcome: WriteOutcome) => void;
}

/** Writes that may share calls, on their way to Airtable. */
export interface Line<Write> {
  /** Nothing may wait between the `add`s that are meant to share a call. */
  add(pending: Pending<Write>): void;
  /** Takes back what has not been sent. @returns whether that was in time */
  remove(pending: Pending<Write>): boolean;
}

export function openLine<Write>({ call, recover, told, onIdle }: LineParts<Write>): Line<Write> {
  const waiting = new Set<AbortController>();
  /** In whose name the next call is made. */
  let latest: Pending<Write> | undefined;

  const gatherer = createGatherer<Pending<Write>>({
    most: maximumBatch,
    send,
    fail(items, reason) {
      const error = told(reason, false);
      for (const { settle } of items) settle(notWritten(error, false));
    },
  });

  async function send(take: () => readonly Pending<Write>[] | undefined): Promise<void> {
    if (latest === undefined) throw new Error("a call was begun before there was anything to write");
    const turn = new AbortController();
    const { access, madeFor } = shareAccess(latest.access, turn.signal);
    const { table } = latest;
    let taken: readonly Pending<Write>[] = [];
    waiting.add(turn);
    try {
      const outcomes = await call(access, () => {
        waiting.delete(turn);
        taken = take() ?? [];
        madeFor(taken.map((pending) => pending.access));
        return taken.length === 0 ? undefined : taken.map(({ write }) => write);
      });
      settleAll(taken, outcomes ?? []);
    } catch (reason) {
      // Nothing was sent: whom it should have carried, the gatherer tells.
      if (taken.length === 0) throw reason;
      settleAll(taken, await recovered(access, table, taken, reason));
    } finally {
      waiting.delete(turn);
      if (gatherer.size === 0) onIdle();
    }
  }

  async function recovered(
    access: AirtableAccess,
    table: TableModel,
    taken: readonly Pending<Write>[],
    reason: unknown,
  ): Promise<readonly WriteOutcome[]> {
    const writes = taken.map(({ write }) => write);
    try {
      return await recover({ access, table, writes, error: told(reason, true), call, told });
    } catch (again) {
      const error = told(again, true);
      return writes.map(() => notWritten(error, true));
    }
  }

  return {
    add(pending) {
      latest = pending;
      gatherer.add(pending);
    },
    remove(pending) {
      const inTime = gatherer.remove(pending);
      if (inTime && gatherer.size === 0) {
        onIdle();
        for (const turn of waiting) turn.abort();
      }
      return inTime;
    },
  };
}

function settleAll<Write>(taken: readonly Pending<Write>[], outcomes: readonly WriteOutcome[]): void {
  if (outcomes.length !== taken.length) {
    throw new Error(`${taken.length} records were written and ${outcomes.length} answered`);
  }
  for (const [index, outcome] of outcomes.entries()) taken[index]?.settle(outcome);
}
