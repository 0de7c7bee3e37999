import { type Data, own, setOwn } from "../data.ts";
import { generateFunction } from "./generate-function.ts";

/** Copies what an entity was answered with, and was asked for, into an object of the answer. */
export type Assign = (target: Data, entity: Data, merge: (target: unknown, source: unknown) => unknown) => void;

/**
 * A function made for the keys of one fetch: loads and stores whose names are known to the compiler cost a tenth of a loop over
 * keys. Names become code only as JSON, and none that every object inherits.
 */
export function compileAssign(keys: ReadonlyMap<string, "leaf" | "composite">): Assign {
  if ([...keys.keys()].some((key) => key in Object.prototype)) return assignOwn([...keys.keys()]);
  const copies = [...keys].map(([key, kind]) => {
    const name = JSON.stringify(key);
    return kind === "leaf"
      ? `value = entity[${name}]; if (value !== undefined) target[${name}] = value;`
      : `value = entity[${name}]; if (value !== undefined) {
           const known = target[${name}];
           target[${name}] = known === undefined ? value : merge(known, value);
         }`;
  });
  return generateFunction<Assign>(["target", "entity", "merge"], `let value; ${copies.join("\n")}`);
}

/** For names that every object inherits. */
function assignOwn(keys: readonly string[]): Assign {
  return (target, entity, merge) => {
    for (const key of keys) {
      const value = own(entity, key);
      if (value === undefined) continue;
      const known = own(target, key);
      setOwn(target, key, known === undefined ? value : merge(known, value));
    }
  };
}
