import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { array, assert, asyncProperty, constantFrom, oneof, option, record, subarray } from "fast-check";
import type { FilterInput } from "../filter/filter-input.ts";
import { matchesFilter } from "../fixtures/matches-filter.ts";
import { type OpenReads, openReads } from "../fixtures/open-reads.ts";
import { people, stages, tags, thingsBase, thingsSeed, thingsToken } from "../fixtures/things-base.ts";
import { listTables } from "../list-tables.ts";
import { createLoaders } from "../loaders.ts";
import type { RecordModel, TableModel } from "../models.ts";
import { readRecordPage } from "../reading/read-record-page.ts";
import { everyCell } from "../reading/record-needs.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { type CallerRules, rulesFor } from "./caller-rules.ts";
import { dataPolicyId, type StoredPolicy, type SubjectOfPolicies } from "./data-policy.ts";

let open: OpenReads;
let whole: TableModel;
let records: RecordModel[];

beforeAll(async () => {
  open = await openReads({ seed: thingsSeed(20_260_107), token: thingsToken });
  whole = await open.table(thingsBase.id, "Things");
  records = await readAll(open.request(), whole);
  // Who stands in the fields of people is known from here on, so that calls can be counted.
  for (const name of ["Owner", "Watchers"])
    await readAll(open.request(undefined, rulesFor(callers[0].asked, given(callers[0], []))), whole, {
      field: name,
      isMe: true,
    });
});
afterAll(async () => open.close());

/** Somebody in two roles' terms, and what the emulator calls the user with their address. */
interface Asking {
  readonly asked: SubjectOfPolicies;
  readonly address: string | undefined;
  readonly name: string | undefined;
}
const callers: readonly [Asking, ...Asking[]] = [
  { asked: { kind: "person", userId: "p0", roleId: "editor" }, address: "0@EXAMPLE.com", name: people[0] },
  { asked: { kind: "person", userId: "p1", roleId: "viewer" }, address: "1@example.com", name: people[1] },
  { asked: { kind: "person", userId: "p2", roleId: "editor" }, address: "2@example.com", name: undefined },
  { asked: { kind: "machine", apiKeyId: "k0" }, address: undefined, name: undefined },
];
const given = ({ address }: Asking, policies: readonly StoredPolicy[]) => ({
  policies,
  address,
  deniedData: "TELL" as const,
  sign: (text: string) => text.slice(0, 43),
});

async function readAll(airtable: TenantAirtable, table: TableModel, filter?: FilterInput): Promise<RecordModel[]> {
  return (await readRecordPage(airtable, table, { first: 100, filter }, everyCell)).nodes;
}

const conditions = oneof(
  record({ field: constantFrom("Stage"), eq: constantFrom(...stages) }),
  record({ field: constantFrom("Number"), gte: constantFrom(0, 1, 5) }),
  record({ field: constantFrom("Box"), eq: constantFrom(true, false) }),
  record({ field: constantFrom("Tags"), hasAny: subarray([...tags]) }),
  record({ field: constantFrom("Text"), isEmpty: constantFrom(true, false) }),
  record({ field: constantFrom("Owner"), isMe: constantFrom(true, false) }),
  record({ field: constantFrom("Watchers"), isMe: constantFrom(true, false) }),
);
const filters = oneof(
  conditions,
  record({ not: conditions }),
  record({ or: array(conditions, { minLength: 1, maxLength: 2 }) }),
  record({ and: array(conditions, { minLength: 1, maxLength: 2 }) }),
) as unknown as ReturnType<typeof constantFrom<FilterInput[]>>;
const subjects = constantFrom<StoredPolicy["subject"][]>(
  { kind: "EVERYONE", id: null },
  { kind: "ROLE", id: "editor" },
  { kind: "ROLE", id: "viewer" },
  { kind: "PERSON", id: "p0" },
  { kind: "API_KEY", id: "k0" },
);
const fieldNames = ["Name", "Text", "Number", "Stage", "Owner", "Others", "Ratio", "Titles"] as const;

interface Given {
  readonly effect: "ALLOW" | "DENY";
  readonly subject: StoredPolicy["subject"];
  readonly about: { readonly fields: readonly string[] } | { readonly rows: FilterInput } | null;
}
const policies = array(
  record<Given>({
    effect: constantFrom("ALLOW", "DENY"),
    subject: subjects,
    about: option(
      oneof(
        record({ rows: filters }),
        record({ rows: filters }),
        record({ fields: subarray([...fieldNames], { minLength: 1 }) }),
      ),
      { freq: 12 },
    ) as never,
  }),
  { maxLength: 4 },
);

function stored({ effect, subject, about }: Given): StoredPolicy {
  const fields = about !== null && "fields" in about ? about.fields : null;
  return {
    id: dataPolicyId.parse(randomUUID()),
    name: "A policy",
    description: null,
    effect,
    subject,
    operations: ["READ"],
    baseId: whole.baseId,
    tableId: whole.id,
    fieldIds:
      fields === null ? null : [...whole.fields.values()].flatMap(({ id, name }) => (fields.includes(name) ? id : [])),
    rows: about !== null && "rows" in about ? about.rows : null,
    createdAt: new Date(0),
    createdBy: "somebody",
  };
}

/*
 * The same as the README says it, with nothing of how it is done: no formulas, no rights, no schema.
 */

function applies({ subject }: Given, { asked }: Asking): boolean {
  if (subject.kind === "EVERYONE") return true;
  if (asked.kind === "machine") return subject.kind === "API_KEY" && subject.id === asked.apiKeyId;
  if (asked.kind !== "person") return false;
  return subject.kind === "ROLE" ? subject.id === asked.roleId : subject.id === asked.userId;
}

function asksForMe(filter: FilterInput): boolean {
  return JSON.stringify(filter).includes('"isMe"');
}

/** With the caller's name in the place of `isMe`. */
function named(filter: FilterInput, name: string | undefined): FilterInput {
  const { and, or, not, isMe, field, ...rest } = filter;
  const is: FilterInput = { field: field ?? "", ...(field === "Watchers" ? { hasAny: [name] } : { eq: name }) };
  return {
    ...rest,
    ...(field != null && isMe === undefined ? { field } : {}),
    ...(and ? { and: and.map((part) => named(part, name)) } : {}),
    ...(or ? { or: or.map((part) => named(part, name)) } : {}),
    ...(not ? { not: named(not, name) } : {}),
    ...(isMe === undefined ? {} : isMe === true ? { and: [is] } : { not: is }),
  };
}

function names(policy: Given, one: RecordModel, caller: Asking): boolean | "unknown" {
  if (policy.about === null) return true;
  if ("fields" in policy.about) return false;
  const { rows } = policy.about;
  if (asksForMe(rows) && caller.address === undefined) return "unknown";
  return matchesFilter(one, named(rows, caller.name ?? "nobody of that name"));
}

function isVisible(all: readonly Given[], one: RecordModel, caller: Asking): boolean {
  const mine = all.filter((policy) => applies(policy, caller));
  const [allow, deny] = [
    mine.filter(({ effect }) => effect === "ALLOW"),
    mine.filter(({ effect }) => effect === "DENY"),
  ];
  if (deny.some((policy) => names(policy, one, caller) !== false)) return false;
  const aboutRows = allow.filter(({ about }) => about === null || "rows" in about);
  return aboutRows.length === 0 || aboutRows.some((policy) => names(policy, one, caller) === true);
}

/** What each of the fields is computed from. */
const sources: Record<string, string> = { Ratio: "Number", Titles: "Others" };

function mayReadField(all: readonly Given[], field: string, caller: Asking): boolean {
  const mine = all.filter((policy) => applies(policy, caller));
  const fieldsOf = ({ about }: Given) => (about !== null && "fields" in about ? about.fields : undefined);
  const namesField = (policy: Given) => fieldsOf(policy)?.includes(field) === true;
  if (mine.some((policy) => policy.effect === "DENY" && namesField(policy))) return false;
  const allow = mine.filter(({ effect, about }) => effect === "ALLOW" && (about === null || "fields" in about));
  if (allow.some(namesField)) return true;
  if (allow.length > 0 && allow.every(({ about }) => about !== null)) return false;
  const source = sources[field];
  return source === undefined || mayReadField(all, source, caller);
}

const idsOf = (found: readonly RecordModel[]) => found.map(({ recordId }) => recordId).sort();
const fieldIdOf = (name: string) => [...whole.fields.values()].find((field) => field.name === name)?.id ?? "";

async function theTable(airtable: TenantAirtable): Promise<TableModel> {
  const table = (await listTables(airtable, thingsBase.id)).get(thingsBase.things);
  if (table === undefined) throw new Error("the table is hidden");
  return table;
}

/** Pages of seven; all but the last are full. */
async function readPages(airtable: TenantAirtable, table: TableModel): Promise<RecordModel[]> {
  const found: RecordModel[] = [];
  let after: string | null = null;
  do {
    const page = await readRecordPage(airtable, table, { first: 7, after }, everyCell);
    if (page.pageInfo.hasNextPage) expect(page.nodes).toHaveLength(7);
    found.push(...page.nodes);
    after = page.pageInfo.endCursor;
    if (!page.pageInfo.hasNextPage) break;
  } while (after !== null);
  return found;
}

it("what is visible is what the policies say, on pages that are full, by id and by field, at no further call", async () => {
  await assert(
    asyncProperty(policies, constantFrom(...callers), async (all, caller) => {
      const rules: CallerRules = rulesFor(caller.asked, given(caller, all.map(stored)));
      const request = () => open.request(open.access(), rules);
      const table = await theTable(request());
      const expected = records.filter((one) => isVisible(all, one, caller));
      const isDenied = all.some(
        ({ about, effect, ...policy }) =>
          about === null && effect === "DENY" && applies({ about, effect, ...policy }, caller),
      );

      if (isDenied) {
        open.airtable.forget();
        await expect(readAll(request(), table)).rejects.toMatchObject({ code: "FORBIDDEN" });
        await expect(createLoaders(request()).record.load(records[0]?.id ?? "")).rejects.toMatchObject({
          code: "FORBIDDEN",
        });
        expect(open.airtable.listings()).toEqual([]);
        return;
      }
      open.airtable.forget();
      const found = await readPages(request(), table);
      expect(idsOf(found)).toEqual(idsOf(expected));
      const pages = open.airtable.listings().filter(({ pageSize }) => pageSize === 7);
      // What no record can meet is not asked for.
      if (pages.length > 0) expect(pages).toHaveLength(Math.max(1, Math.ceil(expected.length / 7)));

      open.airtable.forget();
      const { record: loader } = createLoaders(request());
      const byId = await Promise.all(records.map(async ({ id }) => loader.load(id)));
      expect(idsOf(byId.filter((one) => one !== null))).toEqual(idsOf(expected));
      const reads = open.airtable.listings().filter(({ filterByFormula }) => filterByFormula?.includes("RECORD_ID"));
      expect(reads.length).toBeLessThanOrEqual(1);

      for (const one of [...found, ...byId.filter((each) => each !== null)]) {
        for (const name of fieldNames) {
          const id = fieldIdOf(name);
          const before = records.find(({ recordId }) => recordId === one.recordId)?.cells[id];
          expect([name, one.cells[id]]).toEqual([name, mayReadField(all, name, caller) ? before : undefined]);
        }
      }
    }),
    { numRuns: 80 },
  );
}, 120_000);
