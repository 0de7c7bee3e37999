import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { createGatherer, type Gatherer } from "../gather.ts";
import { type Priority, priorities } from "../scheduler/priority.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";

/** One thing to be read, for all who asked for it. */
export interface Wanted<Key, Needs> {
  readonly key: Key;
  readonly needs: Needs;
}

/** Reads of one connection, shared by all requests of this process. */
export interface SharedCalls<Key, Needs, Answer> {
  /**
   * @returns for each key the answer, or why there is none; a key without either has no answer
   * @throws AirgraphError TIMEOUT when nobody waits any more (the access's signal); the calls go on for the others
   */
  read(access: AirtableAccess, keys: readonly Key[], needs: Needs): Promise<ReadonlyMap<Key, Answer | Error>>;
  /** Whether nothing waits and nothing is under way. */
  readonly idle: boolean;
}

export interface SharedCallParts<Key, Needs, Answer> {
  /** Keys that one call carries. */
  readonly most: number;
  /** Grows with each write: an answer of before is no answer to who asks after it. */
  readonly generation: () => number;
  readonly union: (a: Needs, b: Needs) => Needs;
  readonly covers: (read: Needs, needed: Needs) => boolean;
  /** Makes one call: waits for its turn, then takes what is wanted; undefined means that nothing is. */
  readonly call: (
    access: AirtableAccess,
    take: () => readonly Wanted<Key, Needs>[] | undefined,
  ) => Promise<ReadonlyMap<Key, Answer>>;
}

/** A call that has gone out. */
interface Sent<Needs> {
  readonly abort: () => void;
  readonly generation: number;
  readonly needs: Needs;
  /** Keys that somebody still waits for. */
  wanted: number;
}

interface Ask<Key, Needs, Answer> {
  readonly key: Key;
  needs: Needs;
  readonly readers: Set<Reader<Key, Answer>>;
  /** Undefined while it waits for a call's turn. */
  sent: Sent<Needs> | undefined;
  line: Line<Key, Needs, Answer>;
}

/** One request's share. */
interface Reader<Key, Answer> {
  readonly access: AirtableAccess;
  readonly tell: (key: Key, answer: Answer | Error | undefined) => void;
}

/** Asks of one priority that wait for a turn. */
interface Line<Key, Needs, Answer> {
  readonly gatherer: Gatherer<Ask<Key, Needs, Answer>>;
  /** Give up the calls that have not had their turn. */
  readonly abandon: Set<() => void>;
  readonly priority: Priority;
  /** In whose name the next call begins. */
  lead: AirtableAccess;
}

/**
 * What different requests want at the same time shares calls: it waits for a turn together, what is wanted twice is read
 * once, and what is under way is joined, unless it was sent before a write that has ended since. A call goes by the most
 * urgent of those who wait for it, and is given up when all of them have gone.
 */
export function createSharedCalls<Key, Needs, Answer>(
  parts: SharedCallParts<Key, Needs, Answer>,
): SharedCalls<Key, Needs, Answer> {
  type ThisAsk = Ask<Key, Needs, Answer>;
  type ThisLine = Line<Key, Needs, Answer>;
  const { most, generation, union, covers, call } = parts;
  /** The newest of each key. */
  const asks = new Map<Key, ThisAsk>();
  const lines = new Map<Priority, ThisLine>();

  function lineOf(access: AirtableAccess): ThisLine {
    const { priority } = access;
    const known = lines.get(priority);
    if (known !== undefined) {
      known.lead = access;
      return known;
    }
    const line: ThisLine = {
      gatherer: createGatherer<ThisAsk>({
        most,
        send: async (take) => send(line, take),
        fail(failed, reason) {
          for (const ask of failed) settle(ask, asError(reason));
        },
      }),
      abandon: new Set(),
      priority,
      lead: access,
    };
    lines.set(priority, line);
    return line;
  }

  async function send(line: ThisLine, take: () => readonly ThisAsk[] | undefined): Promise<void> {
    const controller = new AbortController();
    const abort = () => controller.abort();
    line.abandon.add(abort);
    let taken: readonly ThisAsk[] = [];
    let waitedMs = 0;
    const tellTurn = (ms: number) => {
      for (const access of accessesOf(taken)) access.onTurn(ms);
    };
    const access: AirtableAccess = {
      ...line.lead,
      signal: controller.signal,
      onTurn(ms) {
        // Who waits for this turn shows when the call is composed.
        if (taken.length === 0) waitedMs = ms;
        else tellTurn(ms);
      },
    };
    try {
      const answers = await call(access, () => {
        line.abandon.delete(abort);
        const [first, ...others] = take() ?? [];
        if (first === undefined) return undefined;
        taken = [first, ...others];
        const needs = others.reduce((sum, ask) => union(sum, ask.needs), first.needs);
        const sent = { abort, generation: generation(), needs, wanted: taken.length };
        for (const ask of taken) ask.sent = sent;
        tellTurn(waitedMs);
        return taken.map(({ key }) => ({ key, needs }));
      });
      for (const ask of taken) settle(ask, answers.get(ask.key));
    } catch (error) {
      if (!controller.signal.aborted) throw error;
      // Given up while nobody wanted anything; who came since gets a call of their own.
      if (taken.length === 0) for (const ask of take() ?? []) line.gatherer.add(ask);
    } finally {
      line.abandon.delete(abort);
    }
  }

  function settle(ask: ThisAsk, answer: Answer | Error | undefined): void {
    forget(ask);
    for (const reader of ask.readers) reader.tell(ask.key, answer);
  }

  function forget(ask: ThisAsk): void {
    if (asks.get(ask.key) === ask) asks.delete(ask.key);
  }

  /** Adds a reader to what is asked already, where that will answer it, or asks. */
  function want(key: Key, needs: Needs, reader: Reader<Key, Answer>): ThisAsk {
    const known = asks.get(key);
    if (known?.sent !== undefined && known.sent.generation === generation() && covers(known.sent.needs, needs)) {
      known.readers.add(reader);
      return known;
    }
    const line = lineOf(reader.access);
    if (known !== undefined && known.sent === undefined) {
      known.needs = union(known.needs, needs);
      known.readers.add(reader);
      if (priorities.indexOf(line.priority) < priorities.indexOf(known.line.priority)) {
        leaveLine(known);
        known.line = line;
        line.gatherer.add(known);
      }
      return known;
    }
    const fresh: ThisAsk = { key, needs, readers: new Set([reader]), sent: undefined, line };
    asks.set(key, fresh);
    line.gatherer.add(fresh);
    return fresh;
  }

  function leaveLine(asked: ThisAsk): void {
    const { line } = asked;
    line.gatherer.remove(asked);
    if (line.gatherer.size === 0) for (const abandon of line.abandon) abandon();
  }

  /** A reader has gone. */
  function leave(asked: ThisAsk, reader: Reader<Key, Answer>): void {
    if (!asked.readers.delete(reader) || asked.readers.size > 0) return;
    forget(asked);
    if (asked.sent === undefined) {
      leaveLine(asked);
      return;
    }
    asked.sent.wanted -= 1;
    if (asked.sent.wanted === 0) asked.sent.abort();
  }

  return {
    read: async (access, keys, needs) =>
      new Promise((resolve, reject) => {
        const { signal } = access;
        const answers = new Map<Key, Answer | Error>();
        let left = new Set(keys).size;
        const asked: ThisAsk[] = [];
        const reader: Reader<Key, Answer> = {
          access,
          tell(key, answer) {
            if (answer !== undefined) answers.set(key, answer);
            left -= 1;
            if (left > 0) return;
            signal?.removeEventListener("abort", go);
            resolve(answers);
          },
        };
        function go(): void {
          reject(new AirgraphError("TIMEOUT", "Nobody waits for the answer any more.", {}, { cause: signal?.reason }));
          for (const one of asked) leave(one, reader);
        }
        if (left === 0) {
          resolve(answers);
          return;
        }
        if (signal?.aborted) {
          go();
          return;
        }
        signal?.addEventListener("abort", go, { once: true });
        for (const key of new Set(keys)) asked.push(want(key, needs, reader));
      }),
    get idle() {
      return asks.size === 0 && [...lines.values()].every(({ abandon }) => abandon.size === 0);
    },
  };
}

function accessesOf(asks: readonly { readonly readers: ReadonlySet<{ readonly access: AirtableAccess }> }[]) {
  return new Set(asks.flatMap(({ readers }) => [...readers].map(({ access }) => access)));
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error("reading from Airtable failed", { cause: reason });
}
