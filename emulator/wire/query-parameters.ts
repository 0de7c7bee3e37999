import { z } from "zod";

/** `true`, `false`, `1` or `0` in a query string (reference 4.1). */
export const booleanText = z.enum(["true", "false", "1", "0"]).transform((text) => text === "true" || text === "1");

/** A whole number in a query string. */
export const integerText = z
  .string()
  .regex(/^-?\d{1,15}$/)
  .transform(Number);

/** All values of a list parameter, in any of its spellings: `name[]=`, `name[0]=`, `name=`. */
export function listParameter(query: URLSearchParams, name: string): string[] {
  const values: string[] = [];
  for (const [key, value] of query) {
    if (key === name || (key.startsWith(`${name}[`) && /^\[\d*\]$/.test(key.slice(name.length)))) values.push(value);
  }
  return values;
}

/** The objects of a parameter spelled `name[0][property]=`, in the order of their numbers. */
export function objectListParameter(query: URLSearchParams, name: string): Record<string, string>[] {
  const objects = new Map<number, Record<string, string>>();
  for (const [key, value] of query) {
    if (!key.startsWith(`${name}[`)) continue;
    const [, index, property] = /^\[(\d{1,4})\]\[(\w+)\]$/.exec(key.slice(name.length)) ?? [];
    if (index === undefined || property === undefined) continue;
    const object = objects.get(Number(index)) ?? {};
    object[property] = value;
    objects.set(Number(index), object);
  }
  return [...objects].sort(([a], [b]) => a - b).map(([, object]) => object);
}

/** The value of a single parameter; undefined when it is absent or empty. */
export function textParameter(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) || undefined;
}
