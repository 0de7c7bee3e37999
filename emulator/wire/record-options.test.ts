import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Emulator, startEmulator } from "../emulator.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

const people = `/v0/${ids.base}/People`;
const invalid = { status: 422, body: { error: { type: "INVALID_REQUEST_UNKNOWN" } } };

describe("cells as text (reference 9.4)", () => {
  let emulator: Emulator;
  let api: ApiClient;

  beforeAll(async () => {
    const seed = smallSeed();
    const file = { id: "attA0000000000000", url: "https://x.example/a.txt", filename: "a.txt" };
    Object.assign(seed.bases[0]?.tables[0]?.records?.[0]?.fields ?? {}, { Files: [file] });
    emulator = await startEmulator({ limits: "off", seed });
    api = apiClient(emulator, tokens.creator);
    await api.send("PATCH", `${people}/${ids.ada}`, {
      typecast: true,
      fields: {
        Bio: "* one",
        Share: 0.5,
        Stars: 4,
        Shift: 5400,
        Level: "Senior",
        Skills: ["SQL", "C, C++"],
        Born: "2024-02-29",
        Seen: "2024-05-01T22:30:00.000Z",
        Mentor: { id: ids.otherUser },
        Watchers: [{ id: ids.user }, { id: ids.otherUser }],
        Badge: { text: "4711", type: "ean" },
        Boss: [ids.bob],
      },
    });
  });
  afterAll(() => emulator.stop());

  it("come for every field type", async () => {
    const query = "cellFormat=string&timeZone=America/New_York&userLocale=en-us";
    expect((await api.record("GET", `${people}/${ids.ada}?${query}`)).fields).toEqual({
      Name: "Ada",
      Bio: "- one\n",
      Age: "36.0",
      Share: "50%",
      Stars: "4",
      Active: "checked",
      Shift: "1:30",
      Level: "Senior",
      Skills: 'SQL, "C, C++"',
      Born: "2024-02-29",
      Seen: "2024-05-01 18:30",
      Files: "a.txt (https://x.example/a.txt)",
      Mentor: "User Two",
      Watchers: "User One, User Two",
      Badge: "4711",
      Button: "Open",
      Team: "Red",
      Boss: "Bob",
      "Team names": "Red",
      Double: "72",
      Ratio: expect.stringMatching(/^0\.0277/),
      Label: "36",
      Broken: "#ERROR!",
      Loop: "#ERROR!",
      Number: "1",
      Made: "2024-03-01 04:30",
      Changed: expect.any(String),
      "Age changed": "2024-03-01 04:30",
      Maker: "User One",
    });
  });

  it("come in listings too, where GET and POST read zone and locale from the query", async () => {
    const query = "cellFormat=string&timeZone=utc&userLocale=de&fields[]=Age";
    expect((await api.page(`${people}?${query}`)).records.map(({ fields }) => fields)).toEqual([{ Age: "36,0" }, {}]);
    const body = { cellFormat: "string", fields: ["Age"], timeZone: "utc", userLocale: "de" };
    expect(await api.send("POST", `${people}/listRecords?timeZone=utc&userLocale=de`, body)).toMatchObject({
      body: { records: [{ fields: { Age: "36,0" } }, {}] },
    });
    expect(await api.send("POST", `${people}/listRecords`, body)).toMatchObject(invalid);
  });

  it.each([
    "cellFormat=string",
    "cellFormat=string&timeZone=utc",
    "cellFormat=string&userLocale=en",
    "cellFormat=string&timeZone=Nowhere&userLocale=en",
    "cellFormat=string&timeZone=utc&userLocale=no%20such",
    "cellFormat=text",
  ])("are refused for %s", async (query) => {
    expect(await api.get(`${people}?${query}`)).toMatchObject(invalid);
    expect(await api.get(`${people}/${ids.ada}?${query}`)).toMatchObject(invalid);
  });

  it("are not needed for a time zone and a locale to be accepted", async () => {
    expect((await api.get(`${people}?timeZone=Nowhere&userLocale=x`)).status).toBe(200);
  });
});

describe("keys that no call knows", () => {
  const strange: readonly (readonly [string, string, unknown?])[] = [
    ["GET", `${people}?cacheBuster=1`],
    ["GET", `${people}/${ids.ada}?fields[]=Name`],
    ["POST", `${people}/listRecords`, { limit: 3 }],
    ["POST", `${people}/listRecords?view=Busy`, {}],
    ["POST", people, { fields: {}, colour: "red" }],
    ["PATCH", people, { records: [{ id: ids.ada, fields: {}, createdTime: "2024-01-01T00:00:00.000Z" }] }],
    ["PATCH", `${people}/${ids.ada}?typecast=1`, { fields: {} }],
    ["GET", "/v0/meta/whoami?verbose=1"],
    ["GET", `/v0/meta/bases/${ids.base}/tables?include[]=visibleFieldIds&depth=2`],
    ["GET", `/v0/bases/${ids.base}/webhooks?limit=1`],
    [
      "POST",
      `/v0/${ids.base}/${ids.ada}/Files/uploadAttachment`,
      { contentType: "text/plain", filename: "a.txt", file: "YQ==", size: 1 },
    ],
  ];

  it("are ignored unless the switch unknownKeys refuses them", async () => {
    const lenient = await startEmulator({ limits: "off", seed: smallSeed() });
    const strict = await startEmulator({ limits: "off", seed: smallSeed(), switches: { unknownKeys: "refuse" } });
    for (const [method, path, body] of strange) {
      expect((await apiClient(lenient, tokens.creator).send(method, path, body)).status).toBe(200);
      expect(await apiClient(strict, tokens.creator).send(method, path, body)).toMatchObject(invalid);
    }
    await Promise.all([lenient.stop(), strict.stop()]);
  });

  it("do not include what the official clients send (reference 11)", async () => {
    const strict = await startEmulator({ limits: "off", seed: smallSeed(), switches: { unknownKeys: "refuse" } });
    const api = apiClient(strict, tokens.creator);
    const sent: readonly (readonly [string, string, unknown?])[] = [
      ["GET", "/v0/meta/bases?offset="],
      ["GET", `/v0/meta/bases/${ids.base}/tables?include[]=visibleFieldIds`],
      ["GET", `${people}/?limit=3`],
      ["GET", `${people}?returnFieldsByFieldId=1&offset=&fields[]=Name&sort[0][field]=Name&sort[0][direction]=asc`],
      ["GET", `${people}?view=Busy&recordMetadata[]=commentCount&includeDateDependencyMetadata=1&maxRecords=1`],
      ["GET", `${people}/${ids.ada}?`],
      ["POST", `${people}/listRecords?timeZone=utc&userLocale=en`, { method: "post", timeZone: "utc", pageSize: 5 }],
      ["POST", `${people}/?`, { fields: {}, typecast: true }],
      ["PATCH", `${people}/?`, { records: [{ id: ids.ada, fields: {} }], typecast: false }],
      ["PATCH", people, { records: [{ fields: { Name: "Ada" } }], performUpsert: { fieldsToMergeOn: ["Name"] } }],
      ["PUT", `${people}/${ids.ada}?`, { fields: { Name: "Ada" }, returnFieldsByFieldId: true }],
      ["DELETE", `${people}?records[]=${ids.bob}`],
      ["DELETE", `${people}/${ids.ada}?`],
    ];
    for (const [method, path, body] of sent) {
      expect([path, (await api.send(method, path, body)).status]).toEqual([path, 200]);
    }
    await strict.stop();
  });
});
