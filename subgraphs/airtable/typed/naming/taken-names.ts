import {
  aggregateFields,
  aggregateNameOf,
  mutationNamesOf,
  queryNamesOf,
  subscriptionNameOf,
  typeNamesOfBase,
  typeNamesOfChoices,
  typeNamesOfTable,
} from "./derived-names.ts";
import type { BasePart, ChoicePart, FieldPart, GraphPart, TablePart } from "./graph-part.ts";
import type { ReservedNames } from "./reserved-names.ts";

/** A name in a place where it must be the only one. */
export interface Claim {
  readonly place:
    | "type"
    | "query"
    | "mutation"
    | "subscription"
    | "base"
    | "base mutation"
    | "field"
    | "aggregate"
    | "choice";
  readonly name: string;
  /** Equal to those of other claims to the same name in the same place. */
  readonly key: string;
  /** Whether it is what the part itself is called, and not made of that. */
  readonly own: boolean;
}

/** Why a part can't be called so. */
export interface Clash {
  readonly claim: Claim;
  /** What is called so already; undefined when it is no part of a base. */
  readonly with: GraphPart | undefined;
  /** Whether that is its own name. */
  readonly own: boolean;
}

export interface TakenNames {
  clashOf(claims: readonly Claim[]): Clash | undefined;
  take(part: GraphPart, claims: readonly Claim[]): void;
  /** The next number for what would be called the same as something else: 2, 3 and so on for each such claim. */
  nextNumber(claim: Claim): number;
}

/** Names are compared without regard to case: people mix them up, and so do files that code generators write. */
export function createTakenNames(reserved: ReservedNames): TakenNames {
  const taken = new Map<string, { readonly part: GraphPart; readonly own: boolean }>();
  const numbers = new Map<string, number>();
  const ours: Partial<Record<Claim["place"], ReadonlySet<string>>> = {
    type: lowerCase(reserved.types),
    query: lowerCase(reserved.rootFields.query, ofEveryObject),
    mutation: lowerCase(reserved.rootFields.mutation),
    subscription: lowerCase(reserved.rootFields.subscription),
    field: lowerCase(reserved.recordFields, filterWords, noEnumValues, ofEveryObject),
    aggregate: lowerCase(aggregateFields),
    base: lowerCase(fieldsOfBases, ofEveryObject),
  };

  return {
    clashOf(claims) {
      const keys = new Set<string>();
      for (const claim of claims) {
        const found = taken.get(claim.key);
        if (found !== undefined) return { claim, with: found.part, own: found.own };
        const isOurs = ours[claim.place]?.has(claim.name.toLowerCase()) === true;
        if (isOurs || keys.has(claim.key)) return { claim, with: undefined, own: false };
        if (claims.length > 1) keys.add(claim.key);
      }
      return undefined;
    },
    take(part, claims) {
      for (const { key, own } of claims) taken.set(key, { part, own });
    },
    nextNumber(claim) {
      const next = (numbers.get(claim.key) ?? 1) + 1;
      numbers.set(claim.key, next);
      return next;
    },
  };
}

/** Filters have them besides a condition for each field. */
const filterWords = ["and", "or", "not"];
/** Fields are values of enums, too, which can't be called so. */
const noEnumValues = ["true", "false", "null"];
/** The type of a base has them besides those of its tables. */
const fieldsOfBases = ["id", "base"];
/** Objects of JavaScript have these without being given them, which code that reads answers may trip over. */
const ofEveryObject = Object.getOwnPropertyNames(Object.prototype);

export function claimsOfBase({ name, typeName }: Pick<BasePart, "name" | "typeName">): Claim[] {
  const { queries, mutations } = typeNamesOfBase({ typeName });
  return [
    ownName("query", "", name),
    ownName("type", "", queries),
    madeOfIt("mutation", "", name),
    madeOfIt("type", "", mutations),
  ];
}

export function claimsOfTable(
  base: BasePart,
  { name: many, one, typeName }: Pick<TablePart, "name" | "one" | "typeName">,
): Claim[] {
  const { record, ...types } = typeNamesOfTable(base, { typeName, many });
  const { aggregate } = queryNamesOf({ one, many });
  return [
    ownName("base", base.baseId, many),
    ownName("base", base.baseId, one),
    ownName("type", "", record),
    madeOfIt("base", base.baseId, aggregate),
    ...Object.values(types).map((name) => madeOfIt("type", "", name)),
    ...Object.values(mutationNamesOf({ many })).map((name) => madeOfIt("base mutation", base.baseId, name)),
    madeOfIt("subscription", "", subscriptionNameOf(base, { many })),
  ];
}

export function claimsOfField({ baseId, parentId, name }: Pick<FieldPart, "baseId" | "parentId" | "name">): Claim[] {
  const table = `${baseId} ${parentId}`;
  return [ownName("field", table, name), madeOfIt("aggregate", table, aggregateNameOf({ name }))];
}

/** Of the types of a field's choices. */
export function claimsOfChoices(typeName: string): Claim[] {
  return Object.values(typeNamesOfChoices(typeName)).map((name) => madeOfIt("type", "", name));
}

export function claimsOfChoice({ baseId, parentId, name }: Pick<ChoicePart, "baseId" | "parentId" | "name">): Claim[] {
  return [ownName("choice", `${baseId} ${parentId}`, name)];
}

function ownName(place: Claim["place"], of: string, name: string): Claim {
  return { place, name, key: `${place} ${of} ${name.toLowerCase()}`, own: true };
}

function madeOfIt(place: Claim["place"], of: string, name: string): Claim {
  return { ...ownName(place, of, name), own: false };
}

function lowerCase(...names: readonly Iterable<string>[]): ReadonlySet<string> {
  return new Set(names.flatMap((some) => [...some].map((name) => name.toLowerCase())));
}
