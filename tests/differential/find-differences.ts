import { isRecord } from "./world.ts";

export type AnswerPath = readonly (string | number)[];

/** A place at which two answers hold different things. */
export interface Difference {
  readonly path: AnswerPath;
  readonly one: unknown;
  readonly other: unknown;
}

/** Where two answers hold other things: paths, with what stands there. */
export function findDifferences(one: unknown, other: unknown, path: AnswerPath = []): Difference[] {
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    return one.flatMap((item, index) => findDifferences(item, other[index], [...path, index]));
  }
  if (isRecord(one) && isRecord(other)) {
    const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return names.flatMap((name) => findDifferences(ownValue(one, name), ownValue(other, name), [...path, name]));
  }
  return Object.is(one, other) || JSON.stringify(one) === JSON.stringify(other) ? [] : [{ path, one, other }];
}

function ownValue(object: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
