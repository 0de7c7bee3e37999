/**
 * Does works with the same key one after the other, in the order they came; works with another key, or none, don't wait.
 * One with several keys waits for all of them at once, so that no two wait for each other.
 */
export type OneAtATime = <T>(key: string | readonly string[] | undefined, work: () => Promise<T>) => Promise<T>;

/** Work that has nobody before it is begun at once, before the call returns. */
export function createOneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>();

  return async (key, work) => {
    if (key === undefined) return work();
    const keys = typeof key === "string" ? [key] : key;
    const before = new Set(keys.flatMap((one) => last.get(one) ?? []));
    const mine = before.size === 0 ? work() : Promise.allSettled(before).then(work);
    for (const one of keys) last.set(one, mine);
    try {
      return await mine;
    } finally {
      for (const one of keys) if (last.get(one) === mine) last.delete(one);
    }
  };
}
