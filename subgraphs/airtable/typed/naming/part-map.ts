import type { GraphPart } from "./graph-part.ts";

type PartId = Pick<GraphPart, "baseId" | "elementId">;

/** Something for each of many parts. Ids of two bases may be the same: a copy of a base keeps them. */
export interface PartMap<Value> {
  get(part: PartId): Value | undefined;
  set(part: PartId, value: Value): void;
}

export function createPartMap<Value>(): PartMap<Value> {
  const bases = new Map<string, Map<string, Value>>();
  return {
    get: ({ baseId, elementId }) => bases.get(baseId)?.get(elementId),
    set({ baseId, elementId }, value) {
      const parts = bases.get(baseId) ?? new Map<string, Value>();
      bases.set(baseId, parts.set(elementId, value));
    },
  };
}
