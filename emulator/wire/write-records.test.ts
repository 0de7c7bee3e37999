import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Emulator, startEmulator } from "../emulator.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

const people = `/v0/${ids.base}/People`;
const teams = `/v0/${ids.base}/Teams`;
const start = Date.UTC(2024, 4, 15, 10, 0, 0, 250);

let emulator: Emulator;
let api: ApiClient;
let now: number;

beforeEach(async () => {
  now = start;
  emulator = await startEmulator({ limits: "off", seed: smallSeed(), clock: { now: () => now } });
  api = apiClient(emulator, tokens.creator);
});
afterEach(() => emulator.stop());

async function cell(path: string, name: string): Promise<unknown> {
  return (await api.record("GET", path)).fields[name];
}

function refusal(type: string, message?: string) {
  return { status: 422, body: { error: message === undefined ? { type } : { type, message } } };
}

describe("creating", () => {
  it("answers one record with its computed fields, stamped in whole seconds", async () => {
    const made = await api.record("POST", `${people}/?`, { fields: { Name: "Cy", Age: 20, [ids.team]: [ids.red] } });
    expect(made).toMatchObject({
      createdTime: "2024-05-15T10:00:00.000Z",
      fields: { Name: "Cy", Double: 40, Team: [ids.red], "Team names": ["Red"], Number: 3, Label: "20" },
    });
  });

  it("creates ten at a time, in request order, and refuses eleven", async () => {
    const records = Array.from({ length: 11 }, (_, index) => ({ fields: { Name: `N${index}` } }));
    const made = await api.send("POST", people, { records: records.slice(1) });
    expect(made.body).toMatchObject({ records: records.slice(1) });
    expect(await api.send("POST", people, { records })).toMatchObject(
      refusal("INVALID_RECORDS", "A maximum of 10 records can be created per request but you have provided 11."),
    );
  });

  it("creates an empty record from no fields", async () => {
    expect((await api.record("POST", people, { fields: {} })).fields.Name).toBeUndefined();
  });

  it("writes nothing of a bad batch, and uses up no auto number", async () => {
    const records = [{ fields: { Name: "Fine", Team: [ids.blue] } }, { fields: { Name: 5 } }];
    const answer = await api.send("POST", people, { records });
    expect(answer).toMatchObject(refusal("INVALID_VALUE_FOR_COLUMN", 'Field "Name" cannot accept the provided value'));
    expect(await api.all(people)).toHaveLength(2);
    expect(await cell(`${teams}/${ids.blue}`, "Members")).toBeUndefined();
    expect((await api.record("POST", people, { fields: {} })).fields.Number).toBe(3);
  });

  it.each([
    [{}, "INVALID_REQUEST_MISSING_FIELDS", 'Could not find field "fields" in the request body'],
    ["{not json", "INVALID_REQUEST_BODY", "Could not parse request body"],
    [{ records: [] }, "INVALID_RECORDS", expect.anything()],
    [{ fields: { Nope: 1 } }, "UNKNOWN_FIELD_NAME", 'Unknown field name: "Nope"'],
    [
      { fields: { Double: 1 } },
      "INVALID_VALUE_FOR_COLUMN",
      'Field "Double" cannot accept a value because the field is computed',
    ],
    [{ fields: { Team: "Red" } }, "INVALID_VALUE_FOR_COLUMN", "Value is not an array of record IDs."],
    [
      { fields: { Team: ["recNOWHERE0000000"] } },
      "ROW_DOES_NOT_EXIST",
      "Record ID recNOWHERE0000000 does not exist in this table",
    ],
    [
      { fields: { Team: [ids.bob] } },
      "ROW_TABLE_DOES_NOT_MATCH_LINKED_TABLE",
      `Record ID ${ids.bob} belongs to table ${ids.people}, but the field links to table ${ids.teams}`,
    ],
    [
      { fields: { Level: "Expert" } },
      "INVALID_MULTIPLE_CHOICE_OPTIONS",
      'Insufficient permissions to create new select option ""Expert""',
    ],
    [{ fields: { Born: "soon" } }, "INVALID_VALUE_FOR_COLUMN", 'Cannot parse value "soon" for field Born'],
    [{ fields: { Files: [{ url: "data:text/plain,x" }] } }, "INVALID_ATTACHMENT_OBJECT", expect.anything()],
  ])("refuses %j", async (body, type, message) => {
    expect(await api.send("POST", people, body)).toMatchObject({ status: 422, body: { error: { type, message } } });
  });
});

describe("updating", () => {
  it("changes only named cells with PATCH and clears the others with PUT", async () => {
    await api.send("PATCH", `${people}/${ids.ada}`, { fields: { Age: 37 } });
    expect((await api.record("GET", `${people}/${ids.ada}`)).fields).toMatchObject({
      Name: "Ada",
      Age: 37,
      Active: true,
    });
    const { fields } = await api.record("PUT", `${people}/${ids.ada}`, { fields: { Name: "A" } });
    expect([fields.Name, fields.Age, fields.Active, fields.Team]).toEqual(["A", undefined, undefined, undefined]);
    expect(await cell(`${teams}/${ids.red}`, "Members")).toBeUndefined();
  });

  it("moves last-modified times only when something changes, and only of fields concerned", async () => {
    now += 60_000;
    const same = await api.record("PATCH", `${people}/${ids.ada}`, { fields: { Age: 36, Team: [ids.red] } });
    expect(same.fields.Changed).toBe("2024-03-01T09:30:00.000Z");
    const other = await api.record("PATCH", `${people}/${ids.ada}`, { fields: { Name: "Ida" } });
    expect([other.fields.Changed, other.fields["Age changed"]]).toEqual([
      "2024-05-15T10:01:00.000Z",
      "2024-03-01T09:30:00.000Z",
    ]);
    const older = await api.record("PATCH", `${people}/${ids.ada}`, { fields: { Age: 40 } });
    expect(older.fields["Age changed"]).toBe("2024-05-15T10:01:00.000Z");
  });

  it("answers 404 for a missing record alone, and refuses a batch with one as a whole", async () => {
    const missing = "recNOWHERE0000000";
    expect(await api.send("PATCH", `${people}/${missing}`, { fields: {} })).toMatchObject({
      status: 404,
      body: { error: { type: "MODEL_ID_NOT_FOUND", message: "Record not found" } },
    });
    const records = [
      { id: ids.ada, fields: { Name: "X" } },
      { id: missing, fields: {} },
    ];
    expect(await api.send("PATCH", people, { records })).toMatchObject(
      refusal("ROW_DOES_NOT_EXIST", `Record ID ${missing} does not exist in this table`),
    );
    expect(await cell(`${people}/${ids.ada}`, "Name")).toBe("Ada");
    expect(await api.send("PATCH", people, { records: [{ id: "nonsense", fields: {} }] })).toMatchObject(
      refusal("INVALID_RECORDS"),
    );
  });

  it("recomputes what depends on a change in another table", async () => {
    expect(await cell(`${teams}/${ids.red}`, "Mean age")).toBe(36);
    await api.send("PATCH", `${people}/${ids.ada}`, { fields: { Age: 10 } });
    expect(await cell(`${teams}/${ids.red}`, "Mean age")).toBe(10);
  });
});

describe("links", () => {
  it("appear on the other side at the end, and count as a change there", async () => {
    now += 60_000;
    await api.send("PATCH", `${people}/${ids.bob}`, { fields: { Team: [ids.red, ids.red] } });
    const red = await api.record("GET", `${teams}/${ids.red}`);
    expect(red.fields).toMatchObject({ Members: [ids.ada, ids.bob], Size: 2 });
    await api.send("PATCH", `${teams}/${ids.red}`, { fields: { Members: [ids.bob] } });
    const ada = await api.record("GET", `${people}/${ids.ada}`);
    expect([ada.fields.Team, ada.fields.Changed]).toEqual([undefined, "2024-05-15T10:01:00.000Z"]);
  });

  it("disappear everywhere when a record is deleted, one-sided ones included", async () => {
    expect(await api.send("DELETE", `${people}/${ids.ada}?`)).toMatchObject({
      status: 200,
      body: { id: ids.ada, deleted: true },
    });
    expect(await cell(`${teams}/${ids.red}`, "Members")).toBeUndefined();
    expect(await cell(`${people}/${ids.bob}`, "Boss")).toBeUndefined();
    expect((await api.get(`${people}/${ids.ada}`)).status).toBe(403);
  });
});

describe("deleting", () => {
  it("deletes a batch in request order, or nothing when one is missing", async () => {
    const missing = await api.send("DELETE", `${people}?records[]=${ids.ada}&records[]=recNOWHERE0000000`);
    expect(missing).toMatchObject({ status: 404, body: { error: { type: "MODEL_ID_NOT_FOUND" } } });
    const both = await api.send("DELETE", `${people}?records[]=${ids.bob}&records[]=${ids.ada}`);
    expect(both.body).toEqual({
      records: [
        { id: ids.bob, deleted: true },
        { id: ids.ada, deleted: true },
      ],
    });
    expect(await api.all(people)).toEqual([]);
  });
});

describe("upserting", () => {
  const upsert = (records: unknown, fieldsToMergeOn: string[] = ["Name"], method = "PATCH") =>
    api.send(method, people, { performUpsert: { fieldsToMergeOn }, records });

  it("updates the match, creates the rest and tells which is which", async () => {
    const answer = await upsert([{ fields: { Name: "Ada", Age: 1 } }, { fields: { Name: "New", Age: 2 } }]);
    expect(answer.body).toMatchObject({
      records: [{ id: ids.ada, fields: { Age: 1, Active: true } }, { fields: { Name: "New" } }],
      createdRecords: [expect.stringMatching(/^rec/)],
      updatedRecords: [ids.ada],
    });
  });

  it("treats two items with one new key as one record", async () => {
    const answer = await upsert([{ fields: { Name: "New", Age: 1 } }, { fields: { Name: "New", Stars: 2 } }]);
    expect(answer.body).toMatchObject({ createdRecords: [expect.anything()], updatedRecords: [] });
    expect(await api.all(people)).toHaveLength(3);
  });

  it("creates a record for an empty merge value and refuses several matches", async () => {
    await api.send("POST", people, { fields: { Name: "Ada" } });
    expect(await upsert([{ fields: { Name: "Ada" } }])).toMatchObject(refusal("INVALID_RECORDS"));
    const answer = await upsert([{ fields: { Name: null, Age: 9 } }]);
    expect(answer.body).toMatchObject({ createdRecords: [expect.anything()] });
  });

  it("replaces the matched record as a whole with PUT", async () => {
    const answer = await upsert([{ fields: { Name: "Ada" } }], ["Name"], "PUT");
    expect(answer.body).toMatchObject({ updatedRecords: [ids.ada] });
    expect(await cell(`${people}/${ids.ada}`, "Age")).toBeUndefined();
  });

  it("refuses to merge on a computed field and on more than three", async () => {
    expect((await upsert([{ fields: {} }], ["Double"])).status).toBe(422);
    expect((await upsert([{ fields: {} }], ["Name", "Age", "Born", "Level"])).status).toBe(422);
  });
});

describe("typecast", () => {
  const write = (fields: unknown, token: string = tokens.creator) =>
    apiClient(emulator, token).send("POST", people, { fields, typecast: true });

  it("makes choices for a creator and refuses an editor", async () => {
    const made = await write({ Level: "Expert", Skills: 'SQL, "C, C++"' });
    expect(made.body).toMatchObject({ fields: { Level: "Expert", Skills: ["SQL", "C, C++"] } });
    expect(await write({ Level: "Guru" }, tokens.editor)).toMatchObject(refusal("INVALID_MULTIPLE_CHOICE_OPTIONS"));
    const schema = await api.get(`/v0/meta/bases/${ids.base}/tables`);
    expect(JSON.stringify(schema.body)).toContain('"name":"Expert"');
  });

  it("finds linked records by name and makes missing ones once", async () => {
    const made = await api.send("POST", people, {
      typecast: true,
      records: [{ fields: { Team: ["Red", "Green"] } }, { fields: { Team: "Green" } }],
    });
    expect(made.body).toMatchObject({
      records: [{ fields: { "Team names": ["Red", "Green"] } }, { fields: { "Team names": ["Green"] } }],
    });
    expect(new Set((await api.all(teams)).map(({ fields }) => fields.Name))).toEqual(new Set(["Blue", "Green", "Red"]));
  });
});
