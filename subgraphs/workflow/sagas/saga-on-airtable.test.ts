import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { toldError } from "../../../kernel/errors/told-error.ts";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { type OpenAirtable, openAirtable } from "../../airtable/fixtures/open-airtable.ts";
import { thingsBase, thingsSeed, thingsToken } from "../../airtable/fixtures/things-base.ts";
import type { AskSupergraph } from "../ask-supergraph.ts";
import { openSagas, type Sagas } from "./fixtures/open-sagas.ts";

const person = newPerson({ role: "owner" });
let airtable: OpenAirtable;
let sagas: Sagas;
beforeAll(async () => {
  airtable = await openAirtable({ seed: thingsSeed(7), limits: "off" });
  sagas = await openSagas();
  const connect = "mutation ($token: String!) { connectAirtable(input: { token: $token }) { id } }";
  expect((await airtable.ask(connect, { as: person, variables: { token: thingsToken } })).errors).toBeUndefined();
});
afterAll(async () => {
  await sagas.stop();
  await airtable.close();
});

/** The real subgraph, which is all of the supergraph that these sagas need. */
const ask: AskSupergraph = async (_asker, { query, variables, optional = [] }) => {
  const { data, errors = [] } = await airtable.ask(query, { as: person, variables: { ...variables } });
  const error = errors.find(({ path = [] }) => !path.some((key) => optional.includes(String(key))));
  if (error === undefined) return data;
  const { code, message, extensions } = toldError(error);
  throw new AirgraphError(code, message, extensions);
};
const supergraph = { ask, onKilled: () => {} };
const things = { baseId: thingsBase.id, table: "Things" };
const others = { baseId: thingsBase.id, table: "Others" };

interface Row {
  readonly id: string;
  readonly cells: Record<string, unknown>;
}

async function rowsOf(table: string): Promise<Row[]> {
  const query = `query ($base: ID!, $table: String!) { base(id: $base) { table(key: $table) { records(first: 100) { nodes { id cells } } } } }`;
  const { data } = await airtable.ask(query, { as: person, variables: { base: thingsBase.id, table } });
  return (data as { base: { table: { records: { nodes: Row[] } } } }).base.table.records.nodes;
}

/** All rows, in one order, and without ids, which records that are made anew have others of. */
async function everything(): Promise<unknown[]> {
  const rows = [...(await rowsOf("Things")), ...(await rowsOf("Others"))];
  const titles = new Map(rows.map(({ id, cells }) => [id.slice(36), String(cells["Name"] ?? cells["Title"])]));
  const named = (value: unknown): unknown =>
    Array.isArray(value)
      ? value
          .map((each) => titles.get(String(each)) ?? each)
          .map((each) => JSON.stringify(each))
          .toSorted()
      : value;
  return rows
    .map(({ cells }) =>
      JSON.stringify(
        Object.fromEntries(
          Object.entries(cells)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, value]) => [key, named(value)]),
        ),
      ),
    )
    .toSorted();
}

/** A step that Airtable refuses. */
const refused = {
  id: "refused",
  do: { kind: "createRecords", with: { ...others, records: [{ Score: "no number" }] } },
};

const fault = (...faults: ("lostReply" | "cut")[]) => {
  for (const kind of faults)
    airtable.emulator.faults.add({ fault: { kind }, times: 1, match: { path: `/v0/${thingsBase.id}/` } });
};

describe("a saga on Airtable", () => {
  it("leaves every cell of every kind as it was, links included, when it is undone", async () => {
    const before = await everything();
    const [one, two, doomed] = (await rowsOf("Things")).filter(({ cells }) => cells["Others"] !== undefined);
    const [other] = await rowsOf("Others");
    const cells = {
      Text: "changed",
      Number: 99,
      Day: "2030-01-01",
      At: "2030-01-01T00:00:00.000Z",
      Box: true,
      Stage: "O'Pen",
      Tags: ["BA"],
      Owner: { email: "0@example.com" },
      Watchers: [{ email: "1@example.com" }],
      Others: [],
    };
    const saga = await sagas.start(
      {
        steps: [
          {
            id: "make",
            do: {
              kind: "createRecords",
              with: { ...things, records: [{ Name: "New", Others: [other?.id.slice(36)] }], keyField: "Text" },
            },
          },
          { id: "change", do: { kind: "updateRecords", with: { records: [{ id: one?.id, cells }] } } },
          {
            id: "merge",
            do: {
              kind: "upsertRecords",
              with: {
                ...things,
                mergeOn: ["Name"],
                records: [
                  { Name: two?.cells["Name"], Number: 77 },
                  { Name: "Merged", Number: 78 },
                ],
              },
            },
          },
          {
            id: "join",
            do: { kind: "linkRecords", with: { recordId: two?.id, field: "Others", recordIds: [other?.id] } },
          },
          { id: "drop", do: { kind: "deleteRecords", with: { ids: [doomed?.id, other?.id] } } },
          { id: "gone", do: { kind: "deleteRecords", with: { ids: [`${doomed?.id.slice(0, 36)}recMissing0000000`] } } },
        ],
      },
      supergraph,
    );
    expect(await saga.goOn()).toMatchObject({ status: "COMPENSATED", error: { code: "NOT_FOUND" } });
    expect(await everything()).toEqual(before);
  });

  it.each([
    ["a record with a key", { kind: "createRecords", with: { ...others, records: [{ Score: 1 }], keyField: "Title" } }],
    [
      "an upsert",
      { kind: "upsertRecords", with: { ...others, mergeOn: ["Title"], records: [{ Title: "lost", Score: 1 }] } },
    ],
  ])("creates %s once although Airtable's reply is lost", async (_what, effect) => {
    const before = (await rowsOf("Others")).length;
    fault("lostReply");
    const saga = await sagas.start({ steps: [{ id: "make", do: effect }] }, supergraph);
    expect(await saga.goOn()).toMatchObject({ status: "COMPLETED" });
    expect(await rowsOf("Others")).toHaveLength(before + 1);
  });

  it("finds by its key, and deletes, what was created when no reply was ever heard", async () => {
    const before = await everything();
    const make = {
      id: "make",
      do: { kind: "createRecords", with: { ...others, records: [{ Score: 1 }], keyField: "Title" } },
    };
    const saga = await sagas.start({ steps: [make, refused] }, supergraph);
    fault("lostReply");
    expect(await saga.goOn()).toMatchObject({ status: "COMPENSATED" });
    expect(await everything()).toEqual(before);
  });

  it("leaves cells that others have changed meanwhile, and tells of them", async () => {
    const [row] = await rowsOf("Others");
    const saga = await sagas.start(
      {
        steps: [
          {
            id: "change",
            do: { kind: "updateRecords", with: { records: [{ id: row?.id, cells: { Title: "saga", Score: 41 } }] } },
          },
          { id: "others", do: { kind: "transform", with: { value: 1 } } },
          refused,
        ],
      },
      {
        ...supergraph,
        ask: async (asker, operation) => {
          if (operation.query.includes("CreateRecordsOfAction")) {
            const update = "mutation ($input: UpdateRecordsInput!) { updateRecords(input: $input) { failed } }";
            const records = [{ id: row?.id, cells: { Score: 42 } }];
            await airtable.ask(update, { as: person, variables: { input: { records } } });
          }
          return ask(asker, operation);
        },
      },
    );
    expect(await saga.goOn()).toMatchObject({ status: "COMPENSATED" });
    const [step] = await saga.steps();
    expect(step?.undone).toMatchObject({ restored: [row?.id], keptByOthers: [{ record: row?.id, field: "Score" }] });
    const now = (await rowsOf("Others")).find(({ id }) => id === row?.id);
    expect(now?.cells).toMatchObject({ Score: 42 });
    expect(now?.cells["Title"]).toBe(row?.cells["Title"]);
  });
});
