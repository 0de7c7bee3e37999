import { baseId } from "../../ids.ts";
import type { GraphPart } from "./graph-part.ts";

type PartAddress = Pick<GraphPart, "baseId" | "elementId">;

/** A part's `id` for clients: `app…`, `app…/tbl…`, `app…/fld…` or `app…/fld…/sel…`. */
export function toPartId({ baseId: base, elementId }: PartAddress): string {
  return base === elementId ? base : `${base}/${elementId}`;
}

/** Undefined for anything that `toPartId` would not write. */
export function parsePartId(id: string): PartAddress | undefined {
  const [, base, element] =
    /^(app[0-9A-Za-z]{14})(?:\/((?:tbl|fld)[0-9A-Za-z]{14}|fld[0-9A-Za-z]{14}\/\w{1,64}))?$/.exec(id) ?? [];
  const parsed = baseId.safeParse(base);
  return parsed.success ? { baseId: parsed.data, elementId: element ?? parsed.data } : undefined;
}
