import { isDeepStrictEqual } from "node:util";
import { claimsOfPart } from "./claims-of-part.ts";
import { type FieldPart, type GraphPart, parentIdOf } from "./graph-part.ts";
import { createPartMap } from "./part-map.ts";
import { baseNames, choiceName, choicesTypeName, choose, fieldName, tableNames } from "./propose-names.ts";
import type { ReservedNames } from "./reserved-names.ts";
import {
  type DescribedBase,
  isOfChoices,
  type SeenBase,
  type SeenChoice,
  type SeenField,
  type SeenPart,
  type SeenTable,
  seenPartsOf,
} from "./seen-parts.ts";
import {
  type Claim,
  claimsOfBase,
  claimsOfChoice,
  claimsOfChoices,
  claimsOfField,
  claimsOfTable,
  createTakenNames,
  type TakenNames,
} from "./taken-names.ts";

export interface PinnedNames {
  /** All parts: those that Airtable has, in its order, then the others. */
  readonly parts: readonly GraphPart[];
  /** Those of them that are new, or not as they were. */
  readonly changed: readonly GraphPart[];
}

/**
 * Names what has no name yet, in Airtable's order, and brings up to date what is known of what has one. Names stay as they
 * are, unless Airgraph itself has come to use one of them.
 * @param pinned what has names already, in whatever order
 * @param complete whether bases that are not given are gone; else they are left as they were
 */
export function pinNames(
  pinned: readonly GraphPart[],
  bases: readonly DescribedBase[],
  options: { readonly reserved: ReservedNames; readonly complete: boolean; readonly now: Date },
): PinnedNames {
  const entries = entriesOf(pinned, bases, options);
  // What names are made of comes first. What has a name keeps it before anything gets one.
  const inOrder = (["BASE", "TABLE", "FIELD", "CHOICE"] as const).flatMap((kind) =>
    entries.filter(({ part }) => part.kind === kind),
  );
  const taken = createTakenNames(options.reserved);
  for (const entry of inOrder) keepNames(entry, taken);
  for (const entry of inOrder) giveNames(entry, taken);
  return {
    parts: entries.flatMap(({ named }) => named ?? []),
    changed: entries.flatMap(({ named, former }) => (named === undefined || named === former ? [] : named)),
  };
}

/** A part on the way to its names. */
interface Entry {
  /** As Airtable has it, or had it. */
  readonly part: SeenPart;
  readonly former: GraphPart | undefined;
  readonly removedAt: Date | null;
  /** What it is a part of. */
  readonly parent: () => GraphPart | undefined;
  named: GraphPart | undefined;
}

function entriesOf(
  pinned: readonly GraphPart[],
  bases: readonly DescribedBase[],
  { complete, now }: { readonly complete: boolean; readonly now: Date },
): Entry[] {
  const former = createPartMap<GraphPart>();
  for (const part of pinned) former.set(part, part);
  const known = createPartMap<Entry>();
  const entries: Entry[] = [];
  function add(part: SeenPart, removedAt: Date | null): void {
    const { baseId } = part;
    const parentId = parentIdOf(part);
    const parent = () => (parentId === undefined ? undefined : known.get({ baseId, elementId: parentId })?.named);
    const entry: Entry = { part, former: former.get(part), removedAt, parent, named: undefined };
    known.set(part, entry);
    entries.push(entry);
  }

  for (const part of bases.flatMap(seenPartsOf)) add(part, null);
  const given = new Set<string>(bases.map(({ base }) => base.id));
  const gone = pinned.filter((part) => known.get(part) === undefined);
  for (const part of gone.toSorted((one, other) => (one.elementId < other.elementId ? -1 : 1))) {
    add(part, complete || given.has(part.baseId) ? (part.removedAt ?? now) : part.removedAt);
  }
  return entries;
}

/** Lets a part be called as it was, if nothing else is. */
function keepNames(entry: Entry, taken: TakenNames): void {
  if (entry.former === undefined) return;
  const kept = upToDate(entry.former, entry);
  const claims = claimsOfPart(kept, entry.parent());
  if (claims === undefined || taken.clashOf(claims) !== undefined) return;
  take(entry, kept, claims, taken);
}

function giveNames(entry: Entry, taken: TakenNames): void {
  // Its parent may have got another name meanwhile, and then it can be called as it was after all.
  if (entry.named === undefined) keepNames(entry, taken);
  const { part, named } = entry;
  if (part.kind === "FIELD") {
    giveFieldNames(entry, part, named?.kind === "FIELD" ? named : undefined, taken);
    return;
  }
  if (named !== undefined) return;
  switch (part.kind) {
    case "BASE":
      giveBaseNames(entry, part, taken);
      break;
    case "TABLE":
      giveTableNames(entry, part, taken);
      break;
    case "CHOICE":
      giveChoiceName(entry, part, taken);
      break;
  }
}

function giveBaseNames(entry: Entry, part: SeenBase, taken: TakenNames): void {
  const names = choose(part.label, "base", taken, { name: baseNames, claims: claimsOfBase });
  take(entry, { ...part, ...ours(entry), ...names }, claimsOfBase(names), taken);
}

function giveTableNames(entry: Entry, part: SeenTable, taken: TakenNames): void {
  const base = entry.parent();
  if (base?.kind !== "BASE") return;
  const claims = (names: ReturnType<typeof tableNames>) => claimsOfTable(base, names);
  const { former } = entry;
  // Where only its types are in the way, fewer clients break when the fields keep their names.
  const kept =
    former?.kind === "TABLE" ? { name: former.name, one: former.one, typeName: `${former.typeName}Table` } : undefined;
  const names =
    kept !== undefined && taken.clashOf(claims(kept)) === undefined
      ? kept
      : choose(part.label, "table", taken, { name: (words) => tableNames(base, words), claims });
  take(entry, { ...part, ...ours(entry), ...names }, claims(names), taken);
}

function giveFieldNames(entry: Entry, part: SeenField, named: FieldPart | undefined, taken: TakenNames): void {
  const table = entry.parent();
  if (table?.kind !== "TABLE") return;
  const claims = (name: string) => claimsOfField({ ...part, name });
  let field = named;
  if (field === undefined) {
    const name = choose(part.label, "field", taken, { name: fieldName, claims });
    field = { ...part, ...ours(entry), name, typeName: null };
    take(entry, field, claims(name), taken);
  }
  const { value, choicesOf } = part.last;
  if (field.typeName !== null || choicesOf !== null || !isOfChoices(value)) return;
  const typeName = choicesTypeName(table, field, taken);
  take(entry, { ...field, typeName }, claimsOfChoices(typeName), taken);
}

function giveChoiceName(entry: Entry, part: SeenChoice, taken: TakenNames): void {
  const claims = (name: string) => claimsOfChoice({ ...part, name });
  const name = choose(part.label, "choice", taken, { name: choiceName, claims });
  take(entry, { ...part, ...ours(entry), name }, claims(name), taken);
}

function take(entry: Entry, part: GraphPart, claims: readonly Claim[], taken: TakenNames): void {
  taken.take(part, claims);
  entry.named = part;
}

/** What Airtable says nothing of. */
function ours({ former, removedAt }: Entry): Pick<GraphPart, "hidden" | "removedAt"> {
  return { hidden: former?.hidden ?? false, removedAt };
}

/** A part by the names that it has, as Airtable has it now; the same object when that is as it was. */
function upToDate(former: GraphPart, { part, removedAt }: Entry): GraphPart {
  const last = "last" in part ? part.last : undefined;
  const formerLast = "last" in former ? former.last : undefined;
  const same =
    former.label === part.label &&
    former.removedAt?.getTime() === removedAt?.getTime() &&
    isDeepStrictEqual(formerLast, last);
  if (same) return former;
  const { label } = part;
  if (former.kind === "TABLE" && part.kind === "TABLE") return { ...former, label, removedAt, last: part.last };
  if (former.kind === "FIELD" && part.kind === "FIELD") return { ...former, label, removedAt, last: part.last };
  return { ...former, label, removedAt };
}
