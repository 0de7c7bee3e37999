/** Does works with the same key one after the other, in the order they came; works with another key, or none, don't wait. */
export type OneAtATime = <T>(key: string | undefined, work: () => Promise<T>) => Promise<T>;

/** Work that has nobody before it is begun at once, before the call returns. */
export function createOneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>();

  return async (key, work) => {
    if (key === undefined) return work();
    const before = last.get(key);
    const mine = before === undefined ? work() : before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
