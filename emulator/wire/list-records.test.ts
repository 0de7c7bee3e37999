import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { type Emulator, salesCrmBaseId, startEmulator } from "../emulator.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

const deals = `/v0/${salesCrmBaseId}/Deals`;
const people = `/v0/${ids.base}/People`;

describe("listing records of the sample base", () => {
  let emulator: Emulator;
  let api: ApiClient;

  beforeAll(async () => {
    emulator = await startEmulator({ limits: "off" });
    api = apiClient(emulator);
  });
  afterAll(() => emulator.stop());

  it("pages through all 700 deals, each once, in the order of their ids", async () => {
    const found = (await api.all(`${deals}?pageSize=99`)).map(({ id }) => id);
    expect(new Set(found).size).toBe(700);
    expect(found).toEqual([...found].sort());
  });

  it("holds 100 records on a page unless told otherwise", async () => {
    expect((await api.page(deals)).records).toHaveLength(100);
    expect((await api.page(`${deals}?limit=3`)).records).toHaveLength(3);
  });

  it("bounds the whole listing by maxRecords", async () => {
    expect(await api.all(`${deals}?pageSize=50&maxRecords=120`)).toHaveLength(120);
    expect((await api.page(`${deals}?maxRecords=20`)).offset).toBeUndefined();
  });

  it("gives the same page again for the same offset", async () => {
    const { offset = "" } = await api.page(`${deals}?pageSize=10`);
    const again = `${deals}?pageSize=10&offset=${encodeURIComponent(offset)}`;
    expect(offset).toMatch(/^itr\w{14}\/rec\w{14}$/);
    const recordIds = async () => (await api.page(again)).records.map(({ id }) => id);
    expect(await recordIds()).toEqual(await recordIds());
    expect((await api.page(again)).records[0]?.id).toBe(offset.split("/")[1]);
  });

  it("takes an empty offset for none", async () => {
    expect((await api.page(`${deals}?offset=&pageSize=1`)).records).toHaveLength(1);
  });

  it("sorts selects by their choices and keeps ties in order", async () => {
    const found = await api.all(`${deals}?sort[0][field]=Stage&sort[0][direction]=desc&sort[1][field]=Amount`);
    const stages = [...new Set(found.map(({ fields }) => fields.Stage))];
    expect(stages).toEqual(["Lost", "Won", "Negotiation", "Proposal", "Qualified", "Lead"]);
    const amounts = found.filter(({ fields }) => fields.Stage === "Won").map(({ fields }) => Number(fields.Amount));
    expect(amounts).toEqual([...amounts].sort((a, b) => a - b));
  });

  it("puts empty cells first ascending and last descending", async () => {
    const ascending = await api.all(`${deals}?sort[0][field]=Close%20date`);
    const descending = await api.all(`${deals}?sort[0][field]=Close%20date&sort[0][direction]=desc`);
    expect(ascending[0]?.fields["Close date"]).toBeUndefined();
    expect(ascending.at(-1)?.fields["Close date"]).toBeDefined();
    expect(descending.at(-1)?.fields["Close date"]).toBeUndefined();
  });

  it("applies a view's filter and order, and the caller's filter on top", async () => {
    const filter = encodeURIComponent("{Stage}='Proposal'");
    const found = await api.all(`${deals}?view=Open%20deals&filterByFormula=${filter}`);
    const dates = found.map(({ fields }) => fields["Close date"] ?? "");
    expect(found.length).toBeGreaterThan(20);
    expect(found.every(({ fields }) => fields.Stage === "Proposal" && fields.Status === "Open")).toBe(true);
    expect(dates).toEqual(dates.map(String).sort());
  });

  it("gives a view without a sort in row order", async () => {
    const found = await api.all(`${deals}?view=All%20deals`);
    expect(found.map(({ fields }) => fields.Number)).toEqual(Array.from({ length: 700 }, (_, index) => index + 1));
  });

  it("reads by id through a long OR by POST, in any order asked", async () => {
    const wanted = (await api.page(`${deals}?pageSize=100`)).records.map(({ id }) => id);
    const filterByFormula = `OR(${wanted.map((id) => `RECORD_ID()='${id}'`).join(",")})`;
    const answer = await api.send("POST", `${deals}/listRecords?timeZone=utc&userLocale=en-gb`, {
      filterByFormula,
      fields: ["Name"],
      method: "post",
      timeZone: "utc",
      pageSize: 100,
      returnFieldsByFieldId: true,
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ records: wanted.map((id) => ({ id })) });
  });

  it("computes rollups, lookups, counts and formulas", async () => {
    const [company] = (await api.page(`/v0/${salesCrmBaseId}/Companies?maxRecords=1&filterByFormula={Deal%20count}>1`))
      .records;
    const linked = company?.fields.Deals;
    const ofCompany = (await api.all(deals)).filter(({ id }) => Array.isArray(linked) && linked.includes(id));
    const sum = ofCompany.reduce((total, { fields }) => total + Number(fields.Amount), 0);
    expect(company?.fields).toMatchObject({ Pipeline: sum, "Deal count": ofCompany.length });
    for (const { fields } of ofCompany) {
      expect(fields["Weighted amount"] ?? 0).toBe(Number(fields.Amount) * Number(fields.Probability));
      expect(fields["Company industry"]).toEqual([company?.fields.Industry]);
    }
  });

  it("serves the bytes of sample attachments without a token", async () => {
    const [company] = (await api.page(`/v0/${salesCrmBaseId}/Companies?maxRecords=1&filterByFormula={Logo}`)).records;
    const logo = company?.fields.Logo;
    expect(logo).toMatchObject([{ filename: "logo.png", thumbnails: { small: { height: 36 } } }]);
    const { url, size } = z.object({ url: z.string(), size: z.number() }).parse(Array.isArray(logo) ? logo[0] : null);
    const response = await fetch(url);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect((await response.arrayBuffer()).byteLength).toBe(size);
  });
});

describe("options and errors of listings", () => {
  let emulator: Emulator;
  let api: ApiClient;
  let now = Date.UTC(2024, 4, 15);

  beforeAll(async () => {
    emulator = await startEmulator({ limits: "off", seed: smallSeed(), clock: { now: () => now } });
    api = apiClient(emulator, tokens.creator);
  });
  afterAll(() => emulator.stop());

  it("leaves out empty cells and keeps zero", async () => {
    const bob = await api.record("GET", `${people}/${ids.bob}`);
    expect(bob.fields).toEqual({
      Name: "Bob",
      Boss: [ids.ada],
      // Double of nothing is 0, and 0 is a value.
      Double: 0,
      Ratio: { specialValue: "Infinity" },
      Label: "unknown",
      Broken: { error: "#ERROR!" },
      Loop: { error: "#ERROR!" },
      Number: 2,
      Made: "2024-03-01T09:30:00.000Z",
      Changed: "2024-03-01T09:30:00.000Z",
      "Age changed": "2024-03-01T09:30:00.000Z",
      Maker: { id: ids.user, email: "one@example.com", name: "User One" },
    });
  });

  it("leaves records out for which the filter has no finite result", async () => {
    const { records } = await api.page(`${people}?filterByFormula={Ratio}`);
    expect(records.map(({ id }) => id)).toEqual([ids.ada]);
  });

  it("marks a rollup without a finite result", async () => {
    const { records } = await api.page(`/v0/${ids.base}/Teams`);
    expect(records.map(({ fields }) => [fields.Name, fields.Size, fields["Mean age"]])).toEqual([
      ["Blue", 0, { specialValue: "NaN" }],
      ["Red", 1, 36],
    ]);
  });

  it.each(["fields[]=Name&fields[]=Age", "fields=Name&fields=Age", "fields[0]=Name&fields[1]=Age"])(
    "gives only chosen fields for %s",
    async (query) => {
      expect((await api.record("GET", `${people}/${ids.ada}`)).fields.Team).toEqual([ids.red]);
      expect((await api.page(`${people}?${query}`)).records.map(({ fields }) => fields)).toEqual([
        { Name: "Ada", Age: 36 },
        { Name: "Bob" },
      ]);
    },
  );

  it("keys fields by id and writes links as objects when asked", async () => {
    const query = `fields[]=${ids.team}&returnFieldsByFieldId=1&includeDateDependencyMetadata=true`;
    expect((await api.page(`${people}?${query}`)).records[0]?.fields).toEqual({ [ids.team]: [{ id: ids.red }] });
  });

  it("finds tables by id and names, with a trailing slash and a bare question mark", async () => {
    for (const path of [`/v0/${ids.base}/${ids.people}`, `${people}/`, `${people}/?`, `${people}?`]) {
      expect((await api.page(path)).records).toHaveLength(2);
    }
  });

  it("knows links in formulas by name and reads a record of another table of the base", async () => {
    const filter = encodeURIComponent("{Team}='Red'");
    expect((await api.page(`${people}?filterByFormula=${filter}`)).records.map(({ id }) => id)).toEqual([ids.ada]);
    expect((await api.record("GET", `${people}/${ids.red}`)).fields.Name).toBe("Red");
  });

  it.each([
    ["pageSize=0", "INVALID_REQUEST_UNKNOWN", "Invalid request: parameter validation failed. Check your request data."],
    ["pageSize=101", "INVALID_REQUEST_UNKNOWN", expect.anything()],
    ["pageSize=ten", "INVALID_REQUEST_UNKNOWN", expect.anything()],
    ["cellFormat=string", "INVALID_REQUEST_UNKNOWN", expect.anything()],
    ["sort[0][field]=Name&sort[0][direction]=up", "INVALID_REQUEST_UNKNOWN", expect.anything()],
    ["sort[0][field]=Nope", "UNKNOWN_FIELD_NAME", 'Unknown field name: "Nope"'],
    ["fields[]=Nope", "UNKNOWN_FIELD_NAME", 'Unknown field name: "Nope"'],
    ["view=Nope", "VIEW_NAME_NOT_FOUND", "View Nope not found"],
    ["view=viw00000000000000", "VIEW_ID_NOT_FOUND", "View viw00000000000000 not found"],
    ["offset=nonsense", "INVALID_OFFSET_VALUE", "The value of offset nonsense is invalid"],
    [
      "filterByFormula={Nope}=1",
      "INVALID_FILTER_BY_FORMULA",
      "The formula for filtering records is invalid: Unknown field names: nope",
    ],
    [
      "filterByFormula=1%2B",
      "INVALID_FILTER_BY_FORMULA",
      "The formula for filtering records is invalid: Invalid formula. Please check your formula text.",
    ],
  ])("answers 422 to %s", async (query, type, message) => {
    const { status, body } = await api.get(`${people}?${query}`);
    expect({ status, body }).toEqual({ status: 422, body: { error: { type, message } } });
  });

  it("answers FAILED_STATE_CHECK without a message for a view of another table", async () => {
    expect(await api.get(`/v0/${ids.base}/Teams?view=${ids.view}`)).toMatchObject({
      status: 422,
      body: { error: { type: "FAILED_STATE_CHECK" } },
    });
  });

  it("refuses a null offset in a body and URLs of 16,000 characters", async () => {
    expect((await api.send("POST", `${people}/listRecords`, { offset: null })).status).toBe(422);
    expect((await api.get(`${people}?x=${"a".repeat(15_999)}`)).status).toBe(422);
    expect((await api.get(`${people}?x=${"a".repeat(15_000)}`)).status).toBe(200);
  });

  it("lets go of a listing after five idle minutes, and at once when told to", async () => {
    const gone = { status: 422, body: { error: { type: "LIST_RECORDS_ITERATOR_NOT_AVAILABLE" } } };
    const first = await api.page(`${people}?pageSize=1`);
    now += 299_000;
    expect((await api.get(`${people}?pageSize=1&offset=${first.offset}`)).status).toBe(200);
    now += 300_000;
    expect(await api.get(`${people}?pageSize=1&offset=${first.offset}`)).toMatchObject(gone);
    const second = await api.page(`${people}?pageSize=1`);
    expect((await api.send("POST", "/_emulator/iterators/expire")).body).toEqual({ expired: 1 });
    expect(await api.get(`${people}?pageSize=1&offset=${second.offset}`)).toMatchObject(gone);
  });

  it("skips records deleted since the listing began", async () => {
    const extra = await api.record("POST", people, { fields: { Name: "Zed" } });
    const first = await api.page(`${people}?pageSize=1&sort[0][field]=Name`);
    await api.send("DELETE", `${people}/${extra.id}`);
    const second = await api.page(`${people}?pageSize=5&offset=${first.offset}`);
    expect(second.records.map(({ fields }) => fields.Name)).toEqual(["Bob"]);
  });
});
