import { createHash } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { CellReader } from "../store/cell-reader.ts";
import { loadSeed } from "../store/load-seed.ts";
import { linkedIds } from "../store/model.ts";
import { cellToJson, type RecordFormat, recordToJson, storedFormat } from "../store/record-json.ts";
import { schemaToJson } from "../store/schema-json.ts";
import { denseLinksBaseId, denseLinksSeed } from "./dense-links-seed.ts";
import { everyFieldBaseId, everyFieldSeed } from "./every-field-seed.ts";
import { fieldTypes } from "./field-schema.ts";
import { hostileNamesSeed } from "./hostile-names-seed.ts";
import { seedSchema } from "./seed.ts";

describe.each([
  ["every field", everyFieldSeed, "d8af8d3081b7f2a0"],
  ["dense links", denseLinksSeed, "94b1dfadcf724359"],
  ["hostile names", hostileNamesSeed, "ce565e668db5aa25"],
])("the seed of %s", (_name, seed, digest) => {
  it("is the same in every run", () => {
    const text = JSON.stringify(seed());
    // Changing a seed changes ids people may have noted down: do it on purpose, then renew these lines.
    expect(createHash("sha256").update(text).digest("hex").slice(0, 16)).toBe(digest);
  });

  it("survives being written to a file and read back", () => {
    const read = loadSeed(seedSchema.parse(JSON.parse(JSON.stringify(seed()))));
    expect([...read.bases.values()].map(({ rows }) => rows.size)).toEqual(
      [...loadSeed(seed()).bases.values()].map(({ rows }) => rows.size),
    );
  });
});

const plainFormat: RecordFormat = { ...storedFormat, byFieldId: false };

function baseOf(seed: ReturnType<typeof everyFieldSeed>, id: string) {
  const base = loadSeed(seed).bases.get(id);
  if (base === undefined) throw new Error("no such base");
  return base;
}

describe("the seed of every field", () => {
  const base = baseOf(everyFieldSeed(), everyFieldBaseId);
  const reader = new CellReader(base, "http://emulator");
  const [table] = base.tables.values();
  if (table === undefined) throw new Error("no table");
  const field = (name: string) => {
    const found = table.fieldsByName.get(name);
    if (found === undefined) throw new Error(`no field ${name}`);
    return found;
  };
  const cells = (name: string) =>
    [...table.rows.values()].map((row) => cellToJson(reader, row, field(name), plainFormat));

  it("has one table of 260 records, with a field of every type that there is", () => {
    expect([base.tables.size, table.rows.size]).toEqual([1, 260]);
    const types = new Set([...table.fields.values()].map(({ type }) => type));
    expect([...fieldTypes].filter((type) => ![...types].some((each) => each === type))).toEqual([]);
  });

  it("leaves no field without a value, but for selects without choices and what can't be computed", () => {
    const empty = [...table.fields.values()].filter(({ name }) => cells(name).every((cell) => cell === null));
    expect(empty.map(({ name }) => name)).toEqual(["Undecided"]);
  });

  it("fills cells and leaves them empty, so that there is something to filter and to sort", () => {
    for (const name of ["Amount", "Status", "Colours", "Day", "Moment", "Owner", "Parent", "Files"]) {
      const values = cells(name).map((cell) => JSON.stringify(cell));
      expect([name, values.includes("null"), new Set(values).size > 3]).toEqual([name, true, true]);
    }
  });

  it("has errors and special values in computed cells", () => {
    expect(cells("Per piece")).toEqual(
      expect.arrayContaining([{ specialValue: "NaN" }, { specialValue: "Infinity" }, { specialValue: "-Infinity" }]),
    );
    expect(cells("Strict price")).toContainEqual({ error: "#ERROR!" });
    expect(cells("Strict prices of children").flat()).toContainEqual({ error: "#ERROR!" });
    expect(cells("Children's mean price")).toContainEqual({ specialValue: "NaN" });
  });

  it("has formulas and lookups that do not work, of which the schema tells no result", () => {
    const schema = JSON.stringify(schemaToJson(reader, false));
    expect(schema.match(/"isValid":false/g)).toHaveLength(2);
  });
});

describe("the seed of dense links", () => {
  const base = baseOf(denseLinksSeed(), denseLinksBaseId);

  it("has 30 tables, each linked to eight others, to one or several of their records, and to itself with and without an inverse", () => {
    expect(base.tables.size).toBe(30);
    for (const table of base.tables.values()) {
      const links = [...table.fields.values()].flatMap((field) =>
        field.type === "multipleRecordLinks" ? [field.options] : [],
      );
      const others = new Set(links.map(({ linkedTableId }) => linkedTableId).filter((id) => id !== table.id));
      const own = links.filter(({ linkedTableId }) => linkedTableId === table.id);
      expect([others.size, own.length]).toEqual([8, 4]);
      expect(own.filter(({ inverseLinkFieldId }) => inverseLinkFieldId === undefined)).toHaveLength(2);
      expect(links.filter(({ prefersSingleRecordLink }) => prefersSingleRecordLink)).toHaveLength(4);
    }
  });

  it("links records in both directions", () => {
    let linked = 0;
    for (const table of base.tables.values()) {
      for (const field of table.fields.values()) {
        const inverse = field.type === "multipleRecordLinks" ? field.options.inverseLinkFieldId : undefined;
        if (inverse === undefined) continue;
        for (const row of table.rows.values()) {
          for (const id of linkedIds(row, field.id)) {
            const other = base.rows.get(id);
            if (other === undefined) throw new Error("a link leads nowhere");
            expect(linkedIds(other, inverse)).toContain(row.id);
            linked += 1;
          }
        }
      }
    }
    expect(linked).toBeGreaterThan(3_000);
  });
});

describe("the seed of hostile names", () => {
  const bases = hostileNamesSeed().bases;
  const tables = bases.flatMap((base) => base.tables);

  it.each(["__proto__", "constructor", "Query", "🚀", "名前", "First name", "FirstName"])(
    "has %p as a table, a field and a choice",
    (label) => {
      expect(tables.some(({ fields }) => fields.some(({ name }) => name === label))).toBe(true);
      const choices = tables.flatMap(({ fields }) =>
        fields.flatMap((field) => (field.type === "singleSelect" ? field.options.choices : [])),
      );
      expect(choices.some(({ name }) => name === label)).toBe(true);
    },
  );

  it("has its cells under the names of their fields, whatever these are", () => {
    const [base] = [...loadSeed(hostileNamesSeed()).bases.values()];
    const [row] = [...(base?.rows.values() ?? [])];
    if (base === undefined || row === undefined) throw new Error("no records");
    const fields = { ...Object(recordToJson(new CellReader(base), row, plainFormat)["fields"]) };
    const [table] = base.tables.values();
    expect(Object.keys(fields).toSorted()).toEqual(
      [...(table?.fields.values() ?? [])].map(({ name }) => name).toSorted(),
    );
    expect(Object.getOwnPropertyDescriptor(fields, "__proto__")?.value).toBe("__proto__ 0");
  });

  it("has bases, tables and fields whose names have 300 characters, and others that differ in case only", () => {
    const labels = [bases, tables, tables.flatMap(({ fields }) => fields)].map((named) =>
      named.map(({ name }) => name),
    );
    for (const names of labels) {
      expect(names.filter((name) => name.length === 300).length).toBeGreaterThan(0);
    }
    const folded = tables.map(({ name }) => name.toLowerCase());
    expect(new Set(folded).size).toBeLessThan(folded.length);
  });
});
