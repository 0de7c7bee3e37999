import { idSource } from "../../identifiers.ts";

/** A repeatable source of randomness: the same label always gives the same sequence, on every machine. */
export interface Random {
  /** A whole number from 0 up to, not including, `limit`. */
  readonly below: (limit: number) => number;
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  readonly pick: <T>(items: readonly [T, ...T[]]) => T;
  /** Up to `count` different items, in their order. */
  readonly some: <T>(items: readonly T[], count: number) => T[];
  /** True in `percent` of all calls. */
  readonly chance: (percent: number) => boolean;
}

/** @param label names the sequence; each table has its own, so that changing one leaves the others alone */
export function randomFor(label: string): Random {
  const next = mulberry32(hashOf(label));
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: (items) => items[below(items.length)] ?? items[0],
    some: (items, count) => {
      const places = new Set(Array.from({ length: Math.min(count, items.length) }, () => below(items.length)));
      return items.filter((_, place) => places.has(place));
    },
    chance: (percent) => next() * 100 < percent,
  };
}

/** An id that depends on nothing but its prefix and label, such as `fld` and `Deals.Amount`. */
export function stableId(prefix: string, label: string): string {
  return idSource(randomFor(`id ${prefix} ${label}`).below)(prefix);
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/** Tommy Ettinger's generator: 32 bits of state, good enough for sample data. Values from 0 up to 1. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
