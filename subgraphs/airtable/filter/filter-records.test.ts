import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import {
  type Arbitrary,
  array,
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  letrec,
  oneof,
  record,
  subarray,
} from "fast-check";
import { z } from "zod";
import { matchesFilter } from "../fixtures/matches-filter.ts";
import { type OpenReads, openReads } from "../fixtures/open-reads.ts";
import {
  days,
  hostileName,
  instants,
  numbers,
  otherIds,
  people,
  stages,
  tags,
  thingsBase,
  thingsSeed,
  thingsToken,
  trickyTexts,
} from "../fixtures/things-base.ts";
import type { RecordModel, TableModel } from "../models.ts";
import { type PageRequest, readRecordPage } from "../reading/read-record-page.ts";
import { everyCell } from "../reading/record-needs.ts";
import type { FilterInput } from "./filter-input.ts";

let open: OpenReads;
let things: TableModel;
let records: RecordModel[];

beforeAll(async () => {
  open = await openReads({ seed: thingsSeed(20_260_105), token: thingsToken });
  things = await open.table(thingsBase.id, "Things");
  records = await read({});
});
afterAll(async () => open.close());

async function read(request: Partial<PageRequest>): Promise<RecordModel[]> {
  const { nodes } = await readRecordPage(open.request(), things, { first: 100, ...request }, everyCell);
  return nodes;
}

const names = (found: readonly RecordModel[]) => found.map(({ recordId }) => recordId).sort();

const texts = constantFrom(...trickyTexts);
const condition = (field: string, operators: Record<string, Arbitrary<unknown>>): Arbitrary<FilterInput> =>
  oneof(
    ...Object.entries(operators).map(([operator, values]) => values.map((value) => ({ field, [operator]: value }))),
  );
const equality = (values: Arbitrary<unknown>) => ({
  eq: values,
  ne: values,
  in: array(values, { maxLength: 3 }),
  notIn: array(values, { maxLength: 3 }),
});
const order = (values: Arbitrary<unknown>) => ({ gt: values, gte: values, lt: values, lte: values });
const parts = { contains: texts, startsWith: texts, endsWith: texts };
const isEmpty = { isEmpty: boolean() };
const several = (values: readonly string[]) => {
  const list = subarray([...values]);
  const some = subarray([...values], { minLength: 1 });
  return { eq: some, ne: some, hasAny: list, hasAll: list, hasNone: list, ...isEmpty };
};

const conditions = oneof(
  condition("Text", { ...equality(texts), ...parts, ...isEmpty }),
  condition(hostileName, { ...equality(texts), ...parts, ...isEmpty }),
  condition("Shout", { ...equality(texts), ...parts, ...isEmpty }),
  ...["Number", "Ratio", "Sum"].map((field) =>
    condition(field, { ...equality(constantFrom(...numbers)), ...order(constantFrom(...numbers)), ...isEmpty }),
  ),
  condition("Day", { ...equality(constantFrom(...days)), ...order(constantFrom(...days)), ...isEmpty }),
  ...["At", "Later"].map((field) =>
    condition(field, { ...equality(constantFrom(...instants)), ...order(constantFrom(...instants)), ...isEmpty }),
  ),
  condition("Box", { ...equality(boolean()), ...isEmpty }),
  condition("Stage", { ...equality(constantFrom(...stages)), ...parts, ...isEmpty }),
  condition("Owner", { ...equality(constantFrom(...people)), ...isEmpty }),
  condition("Tags", several(tags)),
  condition("Watchers", several(people)),
  condition("Others", several(otherIds)),
  condition("Titles", { ...equality(texts), ...parts, hasAny: subarray([...trickyTexts]), ...isEmpty }),
  condition("Scores", { ...equality(constantFrom(...numbers)), ...order(constantFrom(...numbers)), ...isEmpty }),
);

const { filter: filters } = letrec<{ filter: FilterInput }>((tie) => ({
  filter: oneof(
    { depthSize: "small", withCrossShrink: true },
    conditions,
    record({ and: array(tie("filter"), { maxLength: 3 }) }),
    record({ or: array(tie("filter"), { maxLength: 3 }) }),
    record({ not: tie("filter") }),
  ),
}));

describe("a filter", () => {
  it("finds the records that an evaluation of it over their cells finds", async () => {
    await assert(
      asyncProperty(filters, async (filter) => {
        const expected = records.filter((one) => matchesFilter(one, filter));
        expect(names(await read({ filter }))).toEqual(names(expected));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["0 matches no empty cell", { field: "Number", eq: 0 }, (value: unknown) => value === 0],
    ["isEmpty matches no 0", { field: "Number", isEmpty: true }, (value: unknown) => value === undefined],
    ["less than 1 matches no empty cell", { field: "Number", lt: 1 }, (value: unknown) => Number(value) < 1],
    [
      "A is not found in AB",
      { field: "Tags", hasAny: ["A"] },
      (value: unknown) => Array.isArray(value) && value.includes("A"),
    ],
  ])("%s", async (_claim, filter, test) => {
    const field = [...things.fields.values()].find(({ name }) => name === filter.field);
    const expected = records.filter(({ cells }) => test(cells[field?.id ?? ""]));
    expect(expected.length).toBeGreaterThan(0);
    expect(names(await read({ filter }))).toEqual(names(expected));
  });

  it("names fields by id and values as literals only", async () => {
    open.airtable.forget();
    await read({ filter: { field: "Text", eq: "'}) & {Name" } });
    expect(open.airtable.listings()[0]?.filterByFormula).toBe("{fldText0000000000}&''='\\'}) & {Name'");
  });

  it("takes links by global id too, in two calls", async () => {
    const [id = ""] = otherIds;
    open.airtable.forget();
    const found = await read({ filter: { field: "Others", hasAny: [`${thingsBase.id}/${thingsBase.others}/${id}`] } });
    expect(names(found)).toEqual(names(records.filter((one) => matchesFilter(one, { field: "Others", hasAny: [id] }))));
    expect(open.airtable.listings().map(({ tableId }) => tableId)).toEqual([thingsBase.others, thingsBase.things]);
  });

  it("that hold a value nested without end are refused like others", async () => {
    const eq: unknown = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));
    await expect(read({ filter: { field: "Name", eq } })).rejects.toThrow(
      "filter.eq: must be a text, got something nested deeply.",
    );
  });

  it.each<[string, FilterInput]>([
    [
      'filter.and[1].gte: must be a number, got "5".',
      {
        and: [
          { field: "Name", eq: "x" },
          { field: "Number", gte: "5" },
        ],
      },
    ],
    [
      'filter.not.or[0].field: the table "Things" has no field "Nothing".',
      { not: { or: [{ field: "Nothing", eq: "x" }] } },
    ],
    [`filter.field: the table "Things" has no field "Nam'}e".`, { field: "Nam'}e", eq: "x" }],
    ["filter.eq: needs a field beside it.", { eq: "x" }],
    ["filter.field: needs a condition beside it.", { field: "Name" }],
    ["filter.eq: must not be null; isEmpty tells empty cells.", { field: "Name", eq: null }],
    ["filter.eq: must not be the empty text; isEmpty tells empty cells.", { field: "Name", eq: "" }],
    ['filter.gt: does not apply to the field "Name", whose type is singleLineText', { field: "Name", gt: "x" }],
    [
      'filter.in[1]: there is no choice "Opne"; the choices are "Open", "O\'Pen", "Won, at last".',
      { field: "Stage", in: ["Open", "Opne"] },
    ],
    ['filter.hasAny[0]: there is no choice "C"', { field: "Tags", hasAny: ["C"] }],
    ["filter.eq: must be a date like 2026-01-31", { field: "Day", eq: "2026-01-05T09:00:00Z" }],
    ['filter.eq: must be a date like 2026-01-31, got "2026-02-30"', { field: "Day", eq: "2026-02-30" }],
    ["filter.lt: must be an instant like", { field: "At", lt: "2026-01-05" }],
    ["filter.eq: must be true or false", { field: "Box", eq: "true" }],
    ["filter.hasAny[0]: must be the id of a record", { field: "Others", hasAny: ["Other 1"] }],
    [
      "is a record of another table",
      { field: "Others", hasAny: [`${thingsBase.id}/${thingsBase.things}/${otherIds[0]}`] },
    ],
    [
      "filter.in: must have at most 500 values, got 501.",
      { field: "Number", in: Array.from({ length: 501 }, () => 1) },
    ],
    ["filter: makes a formula of 1000", { field: "Name", eq: "x".repeat(100_000) }],
    [
      "filter: may have 200 conditions at most.",
      { and: Array.from({ length: 201 }, () => ({ field: "Name", eq: "x" })) },
    ],
    ["filter: may have 500 parts at most.", { and: Array.from({ length: 501 }, () => ({})) }],
    [
      "filter: names 600 records by links, and 500 are the most.",
      {
        and: Array.from({ length: 2 }, (_, half) => ({
          field: "Others",
          hasAny: Array.from({ length: 300 }, (_one, index) => `rec${String(half * 1_000 + index).padStart(14, "0")}`),
        })),
      },
    ],
    ["may be nested 10 deep", Array.from({ length: 11 }).reduce<FilterInput>((not) => ({ not }), {})],
  ])("is refused with: %s", async (message, filter) => {
    open.airtable.forget();
    await expect(read({ filter })).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      message: expect.stringContaining(message),
    });
    expect(open.airtable.calls()).toEqual([]);
  });

  it("may be as long as 90,000 characters", async () => {
    expect(await read({ filter: { field: "Name", eq: "'".repeat(45_000) } })).toEqual([]);
  });
});

/** A cell as one text. */
function shown({ cells }: RecordModel, name: string): string {
  const field = [...things.fields.values()].find((one) => one.name === name);
  const cell = z
    .union([z.string(), z.object({ name: z.string() }), z.array(z.unknown())])
    .safeParse(cells[field?.id ?? ""]);
  if (!cell.success) return "";
  const items = Array.isArray(cell.data) ? cell.data : [cell.data];
  return items.map((item) => z.object({ name: z.string() }).safeParse(item).data?.name ?? String(item)).join(", ");
}

describe("a search", () => {
  it.each([...trickyTexts.filter((text) => text.trim() !== ""), "thing 7", "LOVELACE", "red, WHITE"])(
    "finds the records that have %j in a cell that holds text",
    async (search) => {
      const expected = records.filter((one) =>
        ["Name", "Text", hostileName, "Stage", "Tags", "Owner", "Watchers", "Shout", "Titles"].some((name) =>
          shown(one, name).toLowerCase().includes(search.toLowerCase()),
        ),
      );
      expect(names(await read({ search }))).toEqual(names(expected));
    },
  );

  it.each([
    ["nothing", ""],
    ["spaces", "  "],
    ["201 characters", "x".repeat(201)],
  ])("for %s is refused", async (_what, search) => {
    await expect(read({ search })).rejects.toMatchObject({
      code: "BAD_USER_INPUT",
      message: expect.stringMatching(/^search: /),
    });
  });
});

describe("records by their ids", () => {
  const idOf = ({ recordId }: RecordModel) => `${thingsBase.id}/${things.id}/${recordId}`;

  it("are those of the table that match all else, too", async () => {
    const chosen = records.slice(0, 10);
    const ids = [...chosen.map(idOf), `${thingsBase.id}/tblOther000000000/recOther000000000`, "nonsense"];
    expect(names(await read({ ids }))).toEqual(names(chosen));
    const filter = { field: "Number", gt: 0 };
    const left = chosen.filter((one) => matchesFilter(one, filter));
    expect(names(await read({ ids, filter }))).toEqual(names(left));
    expect(await read({ ids: [] })).toEqual([]);
  });

  it("are at most 100", async () => {
    await expect(read({ ids: Array.from({ length: 101 }, () => "nonsense") })).rejects.toThrow("at most 100");
  });
});
