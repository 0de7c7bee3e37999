import type { ExpressionScope } from "./evaluator.ts";
import type { ReferencePath } from "./reference-paths.ts";

/** What is read, as a tree of keys; a leaf is read as a whole. */
type Wanted = Map<string, Wanted>;

/**
 * Of a scope, what the references read and nothing beside it: a run's steps may hold megabytes that an expression has no
 * use for. Lists and everything that is no object stay whole.
 */
export function narrowScope(scope: ExpressionScope, references: readonly ReferencePath[]): Record<string, unknown> {
  const wanted: Wanted = new Map();
  for (const reference of references) want(wanted, reference);
  return narrow(scope, wanted);
}

function want(wanted: Wanted, path: readonly string[]): void {
  let inner = wanted;
  for (const [place, key] of path.entries()) {
    const isLast = place === path.length - 1;
    const known = inner.get(key);
    // What is wanted as a whole already holds what is wanted of it.
    if (known?.size === 0) return;
    if (isLast || known === undefined) {
      const fresh: Wanted = new Map();
      inner.set(key, fresh);
      inner = fresh;
    } else inner = known;
  }
}

function narrow(value: object, wanted: Wanted): Record<string, unknown> {
  const entries = [...wanted]
    .filter(([key]) => Object.hasOwn(value, key))
    .map(([key, inner]): [string, unknown] => {
      const one: unknown = Reflect.get(value, key);
      const isObject = typeof one === "object" && one !== null && !Array.isArray(one);
      return [key, inner.size > 0 && isObject ? narrow(one, inner) : one];
    });
  return Object.fromEntries(entries);
}
