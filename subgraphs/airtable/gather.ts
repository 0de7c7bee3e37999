/** Items on their way to Airtable, a few to a call. */
export interface Gatherer<Item> {
  /** Nothing may wait between the `add`s that are meant to share a call. */
  add(item: Item): void;
  /** Takes back an item whose call has not gone out. @returns whether that was in time */
  remove(item: Item): boolean;
  /** How many wait for their call's turn. */
  readonly size: number;
}

/**
 * Gathers items until the turn of a call comes, so that a call carries what has been asked for while it waited. There
 * are as many calls under way as it takes to carry all that waits.
 * @param options.most items of one call
 * @param options.send makes one call: waits for its turn, then takes the items; undefined means that none are left
 * @param options.fail is told why `send` rejected, and the items that it took or should have taken
 */
export function createGatherer<Item>(options: {
  most: number;
  send: (take: () => readonly Item[] | undefined) => Promise<void>;
  fail: (items: readonly Item[], reason: unknown) => void;
}): Gatherer<Item> {
  const { most, send, fail } = options;
  const waiting = new Set<Item>();
  /** Calls that have not had their turn. */
  let calls = 0;

  function take(): Item[] {
    const taken = [...waiting].slice(0, most);
    for (const item of taken) waiting.delete(item);
    return taken;
  }

  async function carry(): Promise<void> {
    let taken: Item[] | undefined;
    const turn = () => {
      calls -= 1;
      taken = take();
      return taken.length === 0 ? undefined : taken;
    };
    try {
      await send(turn);
    } catch (reason) {
      if (taken === undefined) turn();
      fail(taken ?? [], reason);
    }
  }

  return {
    add(item) {
      waiting.add(item);
      if (calls * most >= waiting.size) return;
      calls += 1;
      // Begun when the code that adds has come to its end, so that what it adds at once goes into as few calls as can be.
      queueMicrotask(() => void carry());
    },
    remove: (item) => waiting.delete(item),
    get size() {
      return waiting.size;
    },
  };
}
