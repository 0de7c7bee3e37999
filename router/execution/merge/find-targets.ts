import type { PlanPath } from "../compile/steps.ts";
import { type Data, isData, own } from "../data.ts";

/**
 * The objects at a path of the plan.
 * @param isShared whether objects may stand in several places: each is found once then
 */
export function findTargets(root: Data, path: PlanPath, isShared: boolean): readonly Data[] {
  const found: Data[] = [];
  const seen = isShared ? new Set<unknown>() : undefined;
  collect(root, path, 0, found, seen);
  return found;
}

function collect(value: unknown, path: PlanPath, at: number, found: Data[], seen: Set<unknown> | undefined): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    // Lists of lists have one `@` for each list; another list is none of the plan's.
    if (path[at] !== "@" || seen?.has(value)) return;
    seen?.add(value);
    for (const item of value) collect(item, path, at + 1, found, seen);
    return;
  }
  if (at === path.length) {
    if (seen?.has(value)) return;
    seen?.add(value);
    found.push(value as Data);
    return;
  }
  const key = path[at];
  if (key !== undefined && key !== "@") collect(own(value as Data, key), path, at + 1, found, seen);
}

/** Where in the answer each of the objects at a path stands: one that is shared stands in several places. */
export function locateTargets(
  root: Data,
  path: PlanPath,
): ReadonlyMap<Data, readonly (readonly (string | number)[])[]> {
  const places = new Map<Data, (string | number)[][]>();
  const walk = (value: unknown, at: number, here: (string | number)[]): void => {
    if (Array.isArray(value)) {
      if (path[at] !== "@") return;
      value.forEach((item, index) => {
        walk(item, at + 1, [...here, index]);
      });
    } else if (isData(value)) {
      const key = path[at];
      if (at === path.length) places.set(value, [...(places.get(value) ?? []), here]);
      else if (key !== undefined && key !== "@") walk(own(value, key), at + 1, [...here, key]);
    }
  };
  walk(root, 0, []);
  return places;
}
