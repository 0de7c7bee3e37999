import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { smallIds as ids, openWriting, smallTokens as tokens } from "../fixtures/open-writing.ts";
import { createRecords } from "./create-records.ts";

let writing: Awaited<ReturnType<typeof openWriting>>;
beforeAll(async () => {
  writing = await openWriting();
});
afterAll(async () => writing.close());

/** Cells beside the name, and by what a result tells of them; null for those that are written. */
const kinds = {
  good: [{}, { Age: 1 }, { Team: [ids.red] }, { Level: "Senior" }, { Bio: "'}\\\n" }, { Skills: ["SQL"] }].map(
    (cells) => ({ cells, told: null }),
  ),
  refusedHere: [
    { cells: { Nothing: 1 }, told: { field: "Nothing", airtableType: null } },
    { cells: { Age: "old" }, told: { field: "Age", airtableType: null } },
    { cells: { Double: 2 }, told: { field: "Double", airtableType: null } },
    { cells: { Team: ["red"] }, told: { field: "Team", airtableType: null } },
  ],
  refusedThere: [
    { cells: { Level: "Chief" }, told: { airtableType: "INVALID_MULTIPLE_CHOICE_OPTIONS" } },
    { cells: { Skills: ["SQL", "Chess"] }, told: { airtableType: "INVALID_MULTIPLE_CHOICE_OPTIONS" } },
    { cells: { Team: ["recNothing0000000"] }, told: { airtableType: "ROW_DOES_NOT_EXIST" } },
    { cells: { Team: [ids.bob] }, told: { airtableType: "ROW_TABLE_DOES_NOT_MATCH_LINKED_TABLE" } },
    { cells: { Stars: 9 }, told: { field: "Stars", airtableType: "INVALID_VALUE_FOR_COLUMN" } },
    { cells: { Born: "soon" }, told: { field: "Born", airtableType: "INVALID_VALUE_FOR_COLUMN" } },
    { cells: { Mentor: { id: "usrNobody" } }, told: { field: "Mentor", airtableType: "INVALID_VALUE_FOR_COLUMN" } },
  ],
};
const record = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...kinds.good) },
  { weight: 1, arbitrary: fc.constantFrom(...kinds.refusedHere) },
  { weight: 2, arbitrary: fc.constantFrom(...kinds.refusedThere) },
);

let names = 0;

describe("createRecords", () => {
  it("writes exactly the good ones of any mutations at the same time, once, and gives each bad one its own error", async () => {
    const airtable = writing.as(tokens.editor);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(record, { maxLength: 25 }), { minLength: 1, maxLength: 4 }),
        async (mutations) => {
          const known = (await writing.rows("People")).length;
          writing.proxy.fault(() => undefined);
          const given = mutations.map((records) =>
            records.map(({ cells, told }) => {
              names += 1;
              return { cells: { Name: `Property ${names}`, ...cells }, told };
            }),
          );
          const answered = await Promise.all(
            given.map(async (records) =>
              createRecords(airtable, { baseId: ids.base, table: "People", records, typecast: false }),
            ),
          );

          const all = given.flat();
          const results = answered.flat();
          for (const [index, { cells, told }] of all.entries()) {
            const result = results[index];
            if (told === null) {
              expect(result).toMatchObject({ outcome: "CREATED", error: null });
              expect(result?.record?.cells[ids.name]).toBe(cells.Name);
            } else {
              expect(result).toMatchObject({
                outcome: "FAILED",
                record: null,
                error: { code: "BAD_USER_INPUT", ...told },
              });
            }
          }
          const good = all.filter(({ told }) => told === null).map(({ cells }) => cells.Name);
          const written = (await writing.rows("People")).map(({ fields }) => fields.Name);
          expect(written).toHaveLength(known + good.length);
          expect(written).toEqual(expect.arrayContaining(good));

          const sent = all.filter(({ told }) => told === null || told.airtableType !== null).length;
          const refused = all.filter(({ told }) => told !== null && told.airtableType !== null).length;
          // Each refused record costs its batch a call, and one more for each half it is looked for in.
          expect(writing.proxy.calls().filter(({ method }) => method === "POST").length).toBeLessThanOrEqual(
            Math.ceil(sent / 10) + 2 * refused,
          );
        },
      ),
      { numRuns: 25 },
    );
  });
});
