import type { Service } from "./service.ts";

/** A service for one change, whose time and ids are noted so that the change can be made again. */
export function notedService(service: Service): {
  readonly noted: Service;
  readonly at: number;
  readonly ids: string[];
} {
  const at = service.clock.now();
  const ids: string[] = [];
  const newId: Service["newId"] = (prefix) => {
    const id = service.newId(prefix);
    ids.push(id);
    return id;
  };
  return { noted: { ...service, clock: { now: () => at }, newId }, at, ids };
}

/** The service a noted change was made with: it has the time and draws the ids of then. */
export function pastService(
  service: Service,
  { at, ids }: { readonly at: number; readonly ids: readonly string[] },
): Service {
  const drawn = ids.values();
  return { ...service, clock: { now: () => at }, newId: (prefix) => drawn.next().value ?? service.newId(prefix) };
}
