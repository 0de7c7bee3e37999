import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";

interface Wanted<Key, Answer> {
  readonly key: Key;
  resolve(answer: Answer): void;
  reject(cause: unknown): void;
}

/**
 * Gathers what is asked for in one turn of the event loop, and asks for all of it at once.
 * @param options.ask answers in the order of the keys
 * @param options.mostAtOnce larger batches are split
 * @param options.mostWaiting beyond it, RATE_LIMITED at once: for what strangers can ask for without end. One batch is
 * asked at a time then
 */
export function createBatches<Key, Answer>(options: {
  ask(keys: readonly Key[]): Promise<readonly Answer[]>;
  mostAtOnce: number;
  mostWaiting?: number;
}): (key: Key) => Promise<Answer> {
  const { ask, mostAtOnce, mostWaiting } = options;
  let waiting: Wanted<Key, Answer>[] = [];
  let scheduled = false;

  return async (key) => {
    if (mostWaiting !== undefined && waiting.length >= mostWaiting)
      throw new AirgraphError("RATE_LIMITED", "Too many credentials are to be verified at the moment.", {
        retryAfterMs: 1_000,
      });
    return new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (!scheduled) schedule();
    });
  };

  function schedule(): void {
    scheduled = true;
    setImmediate(() => void (mostWaiting === undefined ? askAll() : askInTurn()));
  }

  async function askAll(): Promise<void> {
    scheduled = false;
    const wanted = waiting;
    waiting = [];
    const batches = Array.from({ length: Math.ceil(wanted.length / mostAtOnce) }, (_, index) =>
      wanted.slice(index * mostAtOnce, (index + 1) * mostAtOnce),
    );
    await Promise.all(batches.map(askBatch));
  }

  async function askInTurn(): Promise<void> {
    const batch = waiting.slice(0, mostAtOnce);
    waiting = waiting.slice(mostAtOnce);
    await askBatch(batch);
    scheduled = false;
    if (waiting.length > 0) schedule();
  }

  async function askBatch(batch: readonly Wanted<Key, Answer>[]): Promise<void> {
    try {
      const answers = await ask(batch.map(({ key }) => key));
      if (answers.length !== batch.length) throw new Error(`${answers.length} answers to ${batch.length} keys`);
      answers.forEach((answer, index) => batch[index]?.resolve(answer));
    } catch (cause) {
      for (const { reject } of batch) reject(cause);
    }
  }
}
