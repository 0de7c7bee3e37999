import { partsOf } from "./read-records.ts";

/** The ids that records have now which the saga deleted and made anew. */
export interface RecreatedIds {
  /** Of a global id. */
  readonly idNow: (id: string) => string;
  /** Of a link, `rec…`, in a cell of a base. */
  readonly linkNow: (baseId: string, link: string) => string;
}

/** @param recreated new global ids by the former ones */
export function recreatedIds(recreated: Iterable<readonly [string, string]>): RecreatedIds {
  const ids = new Map(recreated);
  const links = new Map([...ids].map(([former, now]) => [linkKey(former), partsOf(now).recordId]));
  return {
    idNow: (id) => ids.get(id) ?? id,
    linkNow: (baseId, link) => links.get(`${baseId} ${link}`) ?? link,
  };
}

/** What a link to a record is known by: no two records of a base have the same `rec…`. */
export function linkKey(globalId: string): string {
  const { baseId, recordId } = partsOf(globalId);
  return `${baseId} ${recordId}`;
}
