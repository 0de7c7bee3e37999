/** What waits for one of several to be served, who take turns: however much one of them wants, the others wait for one of it. */
export interface FairQueue<Item> {
  add(owner: string, item: Item): void;
  waitingFor(owner: string): number;
  isEmpty(): boolean;
  take(): Item | undefined;
}

export function createFairQueue<Item>(): FairQueue<Item> {
  // In the order of their turns.
  const items = new Map<string, Item[]>();
  return {
    add(owner, item) {
      const own = items.get(owner);
      if (own === undefined) items.set(owner, [item]);
      else own.push(item);
    },
    isEmpty: () => items.size === 0,
    waitingFor: (owner) => items.get(owner)?.length ?? 0,
    take() {
      for (const [owner, own] of items) {
        items.delete(owner);
        const item = own.shift();
        if (own.length > 0) items.set(owner, own);
        if (item !== undefined) return item;
      }
      return undefined;
    },
  };
}
