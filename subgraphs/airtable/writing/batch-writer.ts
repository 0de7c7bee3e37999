import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { TableModel } from "../models.ts";
import { createOneAtATime } from "../one-at-a-time.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";
import { type BatchCall, type Line, type LineParts, openLine } from "./batch-line.ts";
import { notWritten, type WriteOutcome } from "./write-outcome.ts";

export interface BatchParts<Write, Options> extends Pick<LineParts<Write>, "recover" | "told"> {
  readonly call: (table: TableModel, options: Options) => BatchCall<Write>;
  /** Writes with the same key are made one after the other; undefined for those in nobody's way. */
  readonly orderKey: (write: Write, options: Options) => string | undefined;
}

export type BatchWriter<Write, Options> = (
  access: AirtableAccess,
  table: TableModel,
  options: Options,
  writes: readonly Write[],
) => Promise<WriteOutcome[]>;

/**
 * Writes records ten to a call, whichever mutations of a connection they come from, each with an outcome of its own.
 * Never rejects. A caller that gives up takes back what has not been sent.
 */
export function createBatchWriter<Write, Options>(parts: BatchParts<Write, Options>): BatchWriter<Write, Options> {
  const { recover, told } = parts;
  const lines = new Map<string, Line<Write>>();
  const oneAtATime = createOneAtATime();

  function lineOf(key: string, table: TableModel, options: Options): Line<Write> {
    const known = lines.get(key);
    if (known !== undefined) return known;
    const onIdle = () => {
      if (lines.get(key) === line) lines.delete(key);
    };
    const line = openLine({ call: parts.call(table, options), recover, told, onIdle });
    lines.set(key, line);
    return line;
  }

  return async (access, table, options, writes) => {
    const { cacheKey, priority, signal } = access;
    // Priority is part of it, so that nobody's work waits for the turn of something less urgent.
    const key = JSON.stringify([cacheKey, priority, table.baseId, table.id, options]);
    const takeBacks = new Set<() => void>();
    const giveUp = () => {
      for (const takeBack of takeBacks) takeBack();
    };

    async function send(write: Write): Promise<WriteOutcome> {
      if (signal?.aborted) return givenUp();
      return new Promise((resolve) => {
        const line = lineOf(key, table, options);
        const settle = (outcome: WriteOutcome) => {
          takeBacks.delete(takeBack);
          resolve(outcome);
        };
        const pending = { write, access, table, settle };
        const takeBack = () => {
          if (line.remove(pending)) settle(givenUp());
        };
        takeBacks.add(takeBack);
        line.add(pending);
      });
    }

    signal?.addEventListener("abort", giveUp, { once: true });
    try {
      return await Promise.all(
        writes.map(async (write) => {
          const order = parts.orderKey(write, options);
          return oneAtATime(order === undefined ? undefined : `${key} ${order}`, async () => send(write));
        }),
      );
    } finally {
      signal?.removeEventListener("abort", giveUp);
    }
  };
}

function givenUp(): WriteOutcome {
  return notWritten(new AirgraphError("TIMEOUT", "Nobody waits for the answer any more; it was not sent."), false);
}
