import { z } from "zod";
import type { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { FieldModel, TableModel } from "../models.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { forAll } from "../upstream/airtable-access.ts";
import { maximumPageSize } from "../upstream/calls/records.ts";
import { holdsAddress, holdsOthersThan, holdsPerson } from "./conditions.ts";
import { holdsPeople } from "./me-fields.ts";
import type { Filter, MeCondition } from "./parse-filter.ts";
import { refuse } from "./refuse.ts";

/** The formula of each condition on the caller. */
export type ResolvedMe = ReadonlyMap<MeCondition, string>;

/**
 * Says in formulas which cells hold the caller. Texts are compared with the caller's address. Of people formulas know the
 * names only, so it is looked up what the person with that address is called in that field.
 * @throws AirgraphError BAD_USER_INPUT when the caller has no address, or there is no telling them from others by name;
 * and those of reading records
 */
export async function resolveMe(airtable: TenantAirtable, table: TableModel, filter: Filter): Promise<ResolvedMe> {
  const conditions = meConditions(filter);
  if (conditions.length === 0) return new Map();
  const { address } = await airtable.rules();
  return new Map(
    await Promise.all(
      conditions.map(async (condition): Promise<[MeCondition, string]> => {
        if (address === undefined) {
          throw refuse(condition.path, "compares with the caller's e-mail address, and this caller has none");
        }
        return [condition, await isMe(airtable, table, condition, address.toLowerCase())];
      }),
    ),
  );
}

function meConditions(filter: Filter): MeCondition[] {
  switch (filter.kind) {
    case "all":
    case "any":
      return filter.of.flatMap(meConditions);
    case "not":
      return meConditions(filter.of);
    case "me":
      return [filter];
    case "formula":
    case "links":
      return [];
  }
}

async function isMe(
  airtable: TenantAirtable,
  table: TableModel,
  { field, path }: MeCondition,
  address: string,
): Promise<string> {
  if (!holdsPeople(field)) {
    const formula = holdsAddress(field, address);
    if (formula === undefined) throw refuse(path, "does not apply to this field");
    return formula;
  }
  const name = await nameOf(airtable, table, field, address);
  if (name === undefined) return "FALSE()";
  const formula = holdsPerson(field, name);
  if (formula === undefined) throw ambiguous(path, name);
  return formula;
}

function ambiguous(path: string, name: string): AirgraphError {
  return refuse(path, `formulas can't tell ${JSON.stringify(name)} from other people of this field`);
}

/** Lower-case addresses of the people in a field, by name as Airtable shows it. */
type People = Map<string, Set<string>>;

/** Each finds somebody new, or is the last. */
const mostRounds = 10;

/**
 * What the person with an address is called, as far as they stand in any cell of a field.
 * @throws AirgraphError BAD_USER_INPUT when somebody else there has the same name
 */
async function nameOf(
  airtable: TenantAirtable,
  table: TableModel,
  field: FieldModel,
  address: string,
): Promise<string | undefined> {
  const { access } = await reachBase(airtable, table.baseId);
  const key = `${access.cacheKey} ${table.baseId}/${table.id}/${field.id}`;
  const known = await airtable.caches.people.get(key, async () => meet(airtable, table, field, new Map()));
  const name =
    nameIn(known, address) ??
    // Somebody who was not there before may be now.
    nameIn(await airtable.caches.newPeople.get(key, async () => meet(airtable, table, field, known)), address);
  if (name === undefined) return undefined;
  const namesakes = await airtable.caches.people.get(`${key} ${address}`, async () => {
    const formula = holdsPerson(field, name);
    if (formula === undefined) throw ambiguous("filter", name);
    return toPeople(await readPeople(airtable, table, field, formula), new Map());
  });
  const addresses = new Set([...(known.get(name) ?? []), ...(namesakes.get(name) ?? [])]);
  if (addresses.size > 1) throw ambiguous("filter", name);
  return name;
}

function nameIn(people: People, address: string): string | undefined {
  for (const [name, addresses] of people) if (addresses.has(address)) return name;
  return undefined;
}

/** Reads until everybody who stands in the field's cells is known. */
async function meet(airtable: TenantAirtable, table: TableModel, field: FieldModel, known: People): Promise<People> {
  for (let round = 0; round < mostRounds; round += 1) {
    const before = known.size;
    const found = await readPeople(airtable, table, field, holdsOthersThan(field, [...known.keys()]));
    toPeople(found, known);
    if (found.length === 0) return known;
    if (known.size === before) break;
  }
  throw refuse("filter", `there are too many people in the field ${JSON.stringify(field.name)} to find one by address`);
}

const person = z.object({ email: z.string().nullish(), name: z.string().nullish() });
const peopleCell = z.union([z.array(person), person.transform((one) => [one])]);

async function readPeople(
  airtable: TenantAirtable,
  table: TableModel,
  field: FieldModel,
  filterByFormula: string,
): Promise<z.infer<typeof person>[]> {
  const { access } = await reachBase(airtable, table.baseId);
  const query = { pageSize: maximumPageSize, fields: [field.id], filterByFormula };
  const { records } = await airtable.reads.page(forAll(access), table, query);
  return records.flatMap(({ fields }) => peopleCell.safeParse(fields[field.id]).data ?? []);
}

function toPeople(found: readonly z.infer<typeof person>[], known: People): People {
  for (const { name, email } of found) {
    if (name == null || email == null) continue;
    known.set(name, (known.get(name) ?? new Set()).add(email.toLowerCase()));
  }
  return known;
}
