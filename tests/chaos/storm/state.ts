import { type BaseName, type Operation, oldRecords } from "./plan.ts";

/** A record, as far as it concerns anybody here. */
export interface Thing {
  readonly base: BaseName;
  readonly amount: number;
  /** Tags of the records that it links to, sorted. */
  readonly links: readonly string[];
  /** Names of its attachments, sorted. */
  readonly attachments: readonly string[];
}

/** What one owner has: records by tag, and names of files. */
export interface State {
  readonly things: ReadonlyMap<string, Thing>;
  readonly files: ReadonlySet<string>;
}

export function initialState(owner: string): State {
  const things = oldRecords.map(({ name, base, amount, links }): [string, Thing] => [
    `${owner}:${name}`,
    { base, amount, links: links.map((link) => `${owner}:${link}`), attachments: [] },
  ]);
  return { things: new Map(things), files: new Set() };
}

/** What is there once operations were carried out, deletions last. */
export function carryOut(before: State, operations: readonly Operation[]): State {
  const deletions = operations.filter(({ kind }) => kind === "delete");
  return [...operations.filter(({ kind }) => kind !== "delete"), ...deletions].reduce(carryOutOne, before);
}

function carryOutOne({ things, files }: State, operation: Operation): State {
  const changed = new Map(things);
  const change = (tag: string, to: (thing: Thing) => Thing) => {
    const thing = things.get(tag);
    if (thing !== undefined) changed.set(tag, to(thing));
  };
  switch (operation.kind) {
    case "create":
      changed.set(operation.tag, { ...operation, ...nothing, links: operation.links.toSorted() });
      break;
    case "upsert":
      changed.set(operation.tag, { ...operation, ...nothing });
      break;
    case "update":
      change(operation.tag, (thing) => ({ ...thing, amount: operation.amount }));
      break;
    case "link":
      change(operation.tag, (thing) => ({ ...thing, links: sortedSet([...thing.links, operation.to]) }));
      break;
    case "attach":
      change(operation.tag, (thing) => ({
        ...thing,
        attachments: [...thing.attachments, operation.file].toSorted(),
      }));
      break;
    case "delete":
      changed.delete(operation.tag);
      for (const [tag, thing] of changed)
        changed.set(tag, { ...thing, links: thing.links.filter((link) => link !== operation.tag) });
      break;
    case "file":
      return { things, files: new Set([...files, operation.name]) };
    case "refused":
      break;
  }
  return { things: changed, files };
}

const nothing = { links: [] as readonly string[], attachments: [] as readonly string[] };

function sortedSet(tags: readonly string[]): readonly string[] {
  return [...new Set(tags)].toSorted();
}
