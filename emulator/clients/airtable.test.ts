import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import Airtable from "airtable";
import { type Emulator, startEmulator } from "../emulator.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

/** Airtable's own client, as its users write it; nothing but `endpointUrl` differs from production. */
describe("The official client, airtable.js", () => {
  let emulator: Emulator;
  let airtable: Airtable;
  const people = () => airtable.base(ids.base)("People");

  beforeAll(async () => {
    emulator = await startEmulator({ seed: smallSeed(), limits: "off" });
    airtable = connect(tokens.creator);
  });
  afterAll(() => emulator.stop());

  function connect(apiKey: string): Airtable {
    return new Airtable({ apiKey, endpointUrl: emulator.url, noRetryIfRateLimited: true });
  }

  it("reads all pages, in the order and with the fields asked for", async () => {
    const many = airtable.base(ids.base)("Teams");
    const names = Array.from({ length: 25 }, (_, index) => `Paged ${String(index).padStart(2, "0")}`);
    for (let from = 0; from < names.length; from += 10) {
      await many.create(names.slice(from, from + 10).map((Name) => ({ fields: { Name } })));
    }
    const read = await many
      .select({
        pageSize: 7,
        fields: ["Name"],
        sort: [{ field: "Name", direction: "desc" }],
        filterByFormula: "FIND('Paged', {Name})",
      })
      .all();
    expect(read.map((record) => record.get("Name"))).toEqual(names.toReversed());
    expect(Object.keys(read[0]?.fields ?? {})).toEqual(["Name"]);
  });

  it("walks page by page and stops where it is told to", async () => {
    const pages: number[] = [];
    await airtable
      .base(ids.base)("People")
      .select({ pageSize: 1, maxRecords: 2, view: "Busy" })
      .eachPage((records, next) => {
        pages.push(records.length);
        next();
      });
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.every((size) => size === 1)).toBe(true);
  });

  it("goes over to POST by itself when the formula is long", async () => {
    const filterByFormula = `OR(${Array.from({ length: 500 }, () => `RECORD_ID()='${ids.ada}'`).join(",")})`;
    const read = await people().select({ filterByFormula }).firstPage();
    expect(read.map(({ id }) => id)).toEqual([ids.ada]);
    expect(emulator.requests().at(-1)?.method).toBe("POST");
  });

  it("reads with field ids, and cells as text", async () => {
    const [byId] = await people().select({ returnFieldsByFieldId: true, filterByFormula: "{Name}='Ada'" }).firstPage();
    expect(byId?.fields).toMatchObject({ [ids.name]: "Ada" });
  });

  it("finds, creates, updates, replaces and destroys one record", async () => {
    const created = await people().create({ Name: "Grace", Age: 40, Level: "Senior" });
    expect((await people().find(created.id)).fields).toMatchObject({ Name: "Grace", Age: 40, Double: 80 });

    expect((await people().update(created.id, { Age: 41 })).fields).toMatchObject({ Name: "Grace", Age: 41 });
    const replaced = await people().replace(created.id, { Name: "Hopper" });
    expect(replaced.fields).toMatchObject({ Name: "Hopper" });
    expect(replaced.fields).not.toHaveProperty("Age");

    expect((await people().destroy(created.id)).id).toBe(created.id);
    await expect(people().find(created.id)).rejects.toMatchObject({ error: "NOT_AUTHORIZED", statusCode: 403 });
  });

  it("creates, updates and destroys ten at once, and upserts by a field", async () => {
    const created = await people().create(
      Array.from({ length: 10 }, (_, index) => ({ fields: { Name: `Batch ${index}` } })),
    );
    expect(created).toHaveLength(10);
    const updated = await people().update(created.map(({ id }, index) => ({ id, fields: { Age: index + 1 } })));
    expect(updated.map((record) => record.get("Age"))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

    // The client passes options on that its types do not know yet.
    const upsert = { performUpsert: { fieldsToMergeOn: ["Name"] } } as object;
    const upserted = await people().update([{ fields: { Name: "Batch 3", Age: 99 } }] as never, upsert);
    expect(upserted).toMatchObject([{ id: created[3]?.id, fields: { Age: 99 } }]);

    const destroyed = await people().destroy(created.map(({ id }) => id));
    expect(destroyed.map(({ id }) => id)).toEqual(created.map(({ id }) => id));
  });

  it("gets Airtable's own words when a value does not fit", async () => {
    await expect(people().create({ Age: "old" })).rejects.toMatchObject({
      error: "INVALID_VALUE_FOR_COLUMN",
      statusCode: 422,
    });
    await expect(people().create({ Nowhere: 1 })).rejects.toMatchObject({
      error: "UNKNOWN_FIELD_NAME",
      message: 'Unknown field name: "Nowhere"',
    });
    await expect(people().create({ Age: "36.5" }, { typecast: true })).resolves.toMatchObject({
      fields: { Age: 36.5 },
    });
  });

  it("is refused as Airtable refuses: a wrong token, a missing right", async () => {
    await expect(connect("patNOBODY").base(ids.base)("People").select().firstPage()).rejects.toMatchObject({
      error: "AUTHENTICATION_REQUIRED",
      statusCode: 401,
    });
    await expect(connect(tokens.reader).base(ids.base)("People").create({ Name: "No" })).rejects.toMatchObject({
      error: "NOT_AUTHORIZED",
      statusCode: 403,
    });
  });

  it("waits out a rate limit by itself", async () => {
    const limited = await startEmulator({
      seed: smallSeed(),
      limits: { perBasePerSecond: 1, perTokenPerSecond: 50, penaltyMs: 100 },
    });
    try {
      const patient = new Airtable({ apiKey: tokens.creator, endpointUrl: limited.url });
      const table = patient.base(ids.base)("People");
      const answers = await Promise.all([table.find(ids.ada), table.find(ids.bob)]);
      expect(answers.map(({ id }) => id)).toEqual([ids.ada, ids.bob]);
      expect(limited.requests().some(({ status }) => status === 429)).toBe(true);
    } finally {
      await limited.stop();
    }
  });
});
