import { type Data, isData, own, setOwn } from "../data.ts";

/**
 * Puts what a fetch answered into what is there, object by object; lists of the same length item by item. What was answered
 * last holds.
 *
 * @returns the value that stands there now
 */
export function mergeValue(target: unknown, source: unknown): unknown {
  if (target === source || source === undefined) return target;
  if (isData(target) && isData(source)) {
    mergeObject(target, source);
    return target;
  }
  if (Array.isArray(target) && Array.isArray(source) && target.length === source.length) {
    for (let index = 0; index < source.length; index += 1) {
      target[index] = mergeValue(target[index], source[index]);
    }
    return target;
  }
  return source;
}

export function mergeObject(target: Data, source: Data): void {
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value === undefined) continue;
    const known = own(target, key);
    setOwn(target, key, known === undefined ? value : mergeValue(known, value));
  }
}
