import type { BasePart, FieldPart, GraphPart, TablePart } from "./graph-part.ts";
import { partKey } from "./graph-part.ts";
import { baseNames, choiceName, choicesTypeName, choose, fieldName, tableNames } from "./propose-names.ts";
import type { ReservedNames } from "./reserved-names.ts";
import {
  type DescribedBase,
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

/**
 * Names what has no name yet, in Airtable's order, and brings up to date what is known of what has one. Names stay as they
 * are, unless Airgraph itself has come to use one of them.
 * @param pinned what has names already, in whatever order
 * @param complete whether bases that are not given are gone; else they are left as they were
 * @returns all parts: those that Airtable has, in its order, then the others
 */
export function pinNames(
  pinned: readonly GraphPart[],
  bases: readonly DescribedBase[],
  { reserved, complete, now }: { readonly reserved: ReservedNames; readonly complete: boolean; readonly now: Date },
): GraphPart[] {
  const former = new Map(pinned.map((part) => [partKey(part), part]));
  const seen = bases.flatMap(seenPartsOf);
  const seenKeys = new Set(seen.map(partKey));
  const given = new Set<string>(bases.map(({ base }) => base.id));
  const gone = pinned
    .filter((part) => !seenKeys.has(partKey(part)))
    .toSorted((one, other) => (partKey(one) < partKey(other) ? -1 : 1));
  const parts: SeenPart[] = [...seen, ...gone];

  const names = createNames(createTakenNames(reserved));
  for (const part of inOrder(parts)) names.keep(part, former.get(partKey(part)));
  for (const part of inOrder(parts)) names.give(part, former.get(partKey(part)));
  return parts.flatMap((part) => {
    const named = names.of(part);
    if (named === undefined) return [];
    if (seenKeys.has(partKey(part))) return [{ ...named, removedAt: null }];
    return [complete || given.has(part.baseId) ? { ...named, removedAt: named.removedAt ?? now } : named];
  });
}

/** What names are made of comes first. */
function inOrder(parts: readonly SeenPart[]): SeenPart[] {
  return (["BASE", "TABLE", "FIELD", "CHOICE"] as const).flatMap((kind) => parts.filter((part) => part.kind === kind));
}

/** Names of the parts of one tenant's graph. */
function createNames(taken: TakenNames) {
  const named = new Map<string, GraphPart>();

  function baseOf({ baseId }: SeenPart): BasePart | undefined {
    const base = named.get(partKey({ baseId, elementId: baseId }));
    return base?.kind === "BASE" ? base : undefined;
  }
  function tableOf({ baseId, parentId }: SeenField): TablePart | undefined {
    const table = named.get(partKey({ baseId, elementId: parentId }));
    return table?.kind === "TABLE" ? table : undefined;
  }
  function take<Part extends GraphPart>(part: Part, claims: readonly Claim[]): Part {
    taken.take(part, claims);
    named.set(partKey(part), part);
    return part;
  }
  /** Undefined while what it is a part of has no name. */
  function claimsOf(part: GraphPart): Claim[] | undefined {
    switch (part.kind) {
      case "BASE":
        return claimsOfBase(part);
      case "TABLE": {
        const base = baseOf(part);
        return base && claimsOfTable(base, part);
      }
      case "FIELD":
        return [...claimsOfField(part), ...(part.typeName === null ? [] : claimsOfChoices(part.typeName))];
      case "CHOICE":
        return claimsOfChoice(part);
    }
  }
  /** @returns whether it keeps its names */
  function keep(part: SeenPart, former: GraphPart | undefined): boolean {
    if (former === undefined) return false;
    const kept = updated(former, part);
    const claims = claimsOf(kept);
    if (claims === undefined || taken.clashOf(claims) !== undefined) return false;
    take(kept, claims);
    return true;
  }
  function give(part: SeenPart, former: GraphPart | undefined): void {
    const has = named.get(partKey(part));
    if (has === undefined && keep(part, former)) {
      give(part, former);
      return;
    }
    const { hidden = false, removedAt = null } = former ?? {};
    const given = { hidden, removedAt };
    switch (part.kind) {
      case "BASE":
        if (has === undefined) giveBase(part, given);
        break;
      case "TABLE":
        if (has === undefined) giveTable(part, given);
        break;
      case "FIELD":
        giveField(part, has?.kind === "FIELD" ? has : undefined, given);
        break;
      case "CHOICE":
        if (has === undefined) giveChoice(part, given);
        break;
    }
  }
  function giveBase(part: SeenBase, given: Given): void {
    const names = choose(part.label, "base", taken, { name: baseNames, claims: claimsOfBase });
    take({ ...part, ...given, ...names }, claimsOfBase(names));
  }
  function giveTable(part: SeenTable, given: Given): void {
    const base = baseOf(part);
    if (base === undefined) return;
    const claims = (names: ReturnType<typeof tableNames>) => claimsOfTable(base, names);
    const names = choose(part.label, "table", taken, { name: (words) => tableNames(base, words), claims });
    take({ ...part, ...given, ...names }, claims(names));
  }
  function giveField(part: SeenField, has: FieldPart | undefined, given: Given): void {
    const table = tableOf(part);
    if (table === undefined) return;
    const claims = (name: string) => claimsOfField({ ...part, name });
    const field = has ?? {
      ...part,
      ...given,
      name: choose(part.label, "field", taken, { name: fieldName, claims }),
      typeName: null,
    };
    if (has === undefined) take(field, claims(field.name));
    if (field.typeName !== null || !isOfChoices(part)) return;
    const typeName = choicesTypeName(table, field, taken);
    take({ ...field, typeName }, claimsOfChoices(typeName));
  }
  function giveChoice(part: SeenChoice, given: Given): void {
    const claims = (name: string) => claimsOfChoice({ ...part, name });
    const name = choose(part.label, "choice", taken, { name: choiceName, claims });
    take({ ...part, ...given, name }, claims(name));
  }

  return { keep, give, of: (part: SeenPart) => named.get(partKey(part)) };
}

type Given = Pick<GraphPart, "hidden" | "removedAt">;

/** Whether its values are choices, and there are some. */
function isOfChoices({ last: { value } }: SeenField): boolean {
  return value.kind === "enum" || (value.kind === "list" && value.of.kind === "enum");
}

/** A part with its names, as Airtable has it now. */
function updated(former: GraphPart, part: SeenPart): GraphPart {
  const { label } = part;
  if (former.kind === "TABLE" && part.kind === "TABLE") return { ...former, label, last: part.last };
  if (former.kind === "FIELD" && part.kind === "FIELD")
    return { ...former, label, last: part.last, parentId: part.parentId };
  return { ...former, label };
}
