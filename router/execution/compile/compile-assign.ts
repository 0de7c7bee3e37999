import type { Data } from "../data.ts";

/** Copies what an entity was answered with into an object of the answer. */
export type Assign = (target: Data, entity: Data, merge: (target: unknown, source: unknown) => unknown) => void;

/**
 * A function made for the keys of one fetch: loads and stores whose names are known to the compiler cost a tenth of a loop over
 * keys. Names become code only as JSON, and none that every object inherits.
 *
 * @returns undefined when there is such a name
 */
export function compileAssign(keys: ReadonlyMap<string, "leaf" | "composite">): Assign | undefined {
  if ([...keys.keys()].some((key) => key in Object.prototype)) return undefined;
  const copies = [...keys].map(([key, kind]) => {
    const name = JSON.stringify(key);
    return kind === "leaf"
      ? `value = entity[${name}]; if (value !== undefined) target[${name}] = value;`
      : `value = entity[${name}]; if (value !== undefined) {
           const known = target[${name}];
           target[${name}] = known === undefined ? value : merge(known, value);
         }`;
  });
  return new Function("target", "entity", "merge", `let value; ${copies.join("\n")}`) as Assign;
}
