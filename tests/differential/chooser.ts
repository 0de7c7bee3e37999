/** Chooses one of so many by a seed: the same choices on every machine. */
export interface Chooser {
  /** A whole number from 0 up to, but without, `options`. */
  below(options: number): number;
  /** True once in so many times. */
  once(inSoMany: number): boolean;
  one<Item>(items: readonly [Item, ...Item[]]): Item;
  /** Undefined only of nothing. */
  any<Item>(items: readonly Item[]): Item | undefined;
  some<Item>(items: readonly Item[]): Item[];
}

/** @param seed any text or number */
export function chooserOf(seed: string | number): Chooser {
  let state = hash(String(seed));
  const below = (options: number) => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % options;
  };
  return {
    below,
    once: (inSoMany) => below(inSoMany) === 0,
    one: (items) => items[below(items.length)] ?? items[0],
    any: (items) => items[below(Math.max(items.length, 1))],
    some: (items) => items.filter(() => below(2) === 0),
  };
}

/** FNV-1a, with its end mixed once more since the last characters alone hardly reach the low bits. */
export function hash(text: string): number {
  let value = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 16_777_619);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
