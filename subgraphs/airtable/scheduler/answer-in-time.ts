import type { LaneStore } from "./lane-store.ts";

/** Far longer than a store that is well takes, and short enough for callers to be told. */
const longestMs = 3_000;

/** A store whose calls reject when no answer comes: a network that swallows packets says nothing. */
export function answerInTime(store: LaneStore): LaneStore {
  return {
    read: async (keys) => inTime(store.read(keys)),
    write: async (changes) => inTime(store.write(changes)),
  };
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer from the store of lanes in ${longestMs} ms`)), longestMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
