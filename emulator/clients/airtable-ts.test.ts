import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { AirtableTs, type Table } from "airtable-ts";
import { type Emulator, startEmulator } from "../emulator.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

interface Person {
  id: string;
  name: string;
  age: number | null;
  active: boolean;
  skills: string[];
  level: string | null;
  born: number | null;
  teams: string[];
  double: number | null;
}

const people: Table<Person> = {
  name: "person",
  baseId: ids.base,
  tableId: ids.people,
  schema: {
    name: "string",
    age: "number | null",
    active: "boolean",
    skills: "string[]",
    level: "string | null",
    born: "number | null",
    teams: "string[]",
    double: "number | null",
  },
  mappings: {
    name: "Name",
    age: "Age",
    active: "Active",
    skills: "Skills",
    level: "Level",
    born: "Born",
    teams: "Team",
    double: "Double",
  },
};

/** It checks every field's type against the base's schema before it reads or writes. */
describe("The client airtable-ts", () => {
  let emulator: Emulator;
  let db: AirtableTs;

  beforeAll(async () => {
    emulator = await startEmulator({ seed: smallSeed(), limits: "off" });
    db = new AirtableTs({ apiKey: tokens.creator, endpointUrl: emulator.url });
  });
  afterAll(() => emulator.stop());

  it("reads a record with every cell in the type that it expects", async () => {
    expect(await db.get(people, ids.ada)).toEqual({
      id: ids.ada,
      name: "Ada",
      age: 36,
      active: true,
      skills: [],
      level: null,
      born: null,
      teams: [ids.red],
      double: 72,
    });
  });

  it("inserts, updates, scans and removes", async () => {
    const born = Date.UTC(1906, 11, 9) / 1000;
    const grace = await db.insert(people, {
      name: "Grace",
      age: 85,
      active: true,
      skills: ["SQL"],
      level: "Senior",
      born,
      teams: [ids.blue],
    });
    expect(grace).toMatchObject({ name: "Grace", age: 85, skills: ["SQL"], level: "Senior", born, double: 170 });

    const updated = await db.update(people, { id: grace.id, age: 86, active: false });
    expect(updated).toMatchObject({ name: "Grace", age: 86, active: false });

    const found = await db.scan(people, { filterByFormula: "{Age}>80" });
    expect(found.map(({ id }) => id)).toEqual([grace.id]);

    expect(await db.remove(people, grace.id)).toEqual({ id: grace.id });
    expect(await db.scan(people, { filterByFormula: "{Age}>80" })).toEqual([]);
  });

  it("notices from the schema that a field it maps is not there", async () => {
    const wrong: Table<{ id: string; nothing: string }> = {
      name: "wrong",
      baseId: ids.base,
      tableId: ids.people,
      schema: { nothing: "string" },
      mappings: { nothing: "No such field" },
    };
    await expect(db.get(wrong, ids.ada)).rejects.toThrow(/No such field/);
  });
});
