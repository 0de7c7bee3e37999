import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { everyFieldBaseId, everyFieldSeed } from "../../../../emulator/emulator.ts";
import { type StartedTyped, startTyped } from "../fixtures/start-typed.ts";
import { graphOfSeed } from "../sdl/fixtures/graph-of-seed.ts";
import type { TypedBase, TypedField, TypedTable } from "../typed-graph.ts";

const seed = everyFieldSeed();
const people = seed.users.map(({ id }) => ({ id }));
const [records] = seed.bases.flatMap(({ tables }) => tables.map((table) => table.records ?? []));
const tableId = seed.bases[0]?.tables[0]?.id ?? "";
const others = (records ?? []).slice(0, 6).map(({ id }) => ({ id: `${everyFieldBaseId}/${tableId}/${id}` }));

let typed: StartedTyped;
let base: TypedBase;
let things: TypedTable;
beforeAll(async () => {
  const graph = await graphOfSeed(seed);
  const [first] = graph.bases;
  const table = first?.tables[0];
  if (first === undefined || table === undefined) throw new Error("the seed has changed");
  [base, things] = [first, table];
  typed = await startTyped(graph, { seed, token: seed.tokens[0]?.token ?? "" });
});
afterAll(async () => typed.stop());

/** What is given for a field, as the input has it and as it is read. */
interface Given {
  readonly input: unknown;
  readonly read: unknown;
}
const same = (input: unknown): Given => ({ input, read: input });

function valuesOf(field: TypedField): fc.Arbitrary<Given> | undefined {
  const { value, type, readOnly } = field;
  if (readOnly || type === "multipleAttachments") return undefined;
  if (value.kind === "link") {
    return fc.subarray(others, { minLength: 1, maxLength: value.single ? 1 : 3 }).map((linked) => {
      const ids = linked.map(({ id }) => id);
      return value.single
        ? { input: { connect: ids[0] }, read: linked[0] }
        : { input: { set: ids }, read: { nodes: linked } };
    });
  }
  if (value.kind === "list") {
    const of = value.of.kind === "enum" ? value.of.choices.map(({ name }) => name) : people;
    return fc.subarray<unknown>(of, { minLength: 1 }).map(same);
  }
  if (value.kind === "enum") {
    const names = value.choices.map(({ name }) => name);
    return names.length === 0 ? undefined : fc.constantFrom(...names).map(same);
  }
  if (value.kind === "object") {
    return value.type === "Barcode"
      ? fc.constantFrom(same({ text: "123", type: "qr" }), { input: { text: "4" }, read: { text: "4", type: null } })
      : fc.constantFrom(...people).map(same);
  }
  const texts: Partial<Record<typeof value.scalar, readonly string[]>> = {
    String: type === "singleSelect" ? ["District 1", "District 520"] : ["plain", "'\"\\ 😀 ß"],
    URL: ["https://example.com/a?b=c#d", "http://localhost:1/"],
    EmailAddress: ["somebody@example.com"],
    PhoneNumber: ["+43 1 234567", "+1 (555) 010-9999"],
    Date: ["2026-02-28", "1999-12-31"],
    DateTime: ["2026-01-05T09:00:00.000Z", "1999-12-31T23:30:00.000Z"],
  };
  // Which Airtable ends with a new line.
  if (type === "richText")
    return fc.constantFrom("plain", "# a\n\n- b").map((input) => ({ input, read: `${input}\n` }));
  const known = texts[value.scalar];
  if (known !== undefined) return fc.constantFrom(...known).map(same);
  if (value.scalar === "Boolean") return fc.constant(same(true));
  return fc.integer({ min: 1, max: 5 }).map(same);
}

function selectionOf({ name, value }: TypedField): string {
  if (value.kind === "link") return value.single ? `${name} { id }` : `${name} { nodes { id } }`;
  const item = value.kind === "list" ? value.of : value;
  if (item.kind !== "object") return name;
  return item.type === "Barcode" ? `${name} { text type }` : `${name} { id }`;
}

describe("every type of field that can be written", () => {
  it("is read as it was given, through variables and back, and null once it has been cleared", async () => {
    const fields = things.fields.flatMap((field) => {
      const values = valuesOf(field);
      return values === undefined ? [] : [{ field, values }];
    });
    expect(new Set(fields.map(({ field }) => field.type)).size).toBe(20);
    const selection = fields.map(({ field }) => selectionOf(field)).join(" ");
    const of = things.typeName;
    const written = (mutation: string, type: string) => `mutation ($input: [${of}${type}!]!) {
      ${base.name} { ${mutation}(input: $input) { results { error { message field } record { id ${selection} } } } }
    }`;
    interface Result {
      readonly error: unknown;
      readonly record: Record<string, unknown> & { readonly id: string };
    }
    const write = async (
      mutation: string,
      type: string,
      input: Record<string, unknown>,
    ): Promise<Result | undefined> => {
      const data = await typed.data<Record<string, Record<string, { results: Result[] }>>>(
        typed.owner,
        written(mutation, type),
        { input: [input] },
      );
      return data[base.name]?.[mutation]?.results[0];
    };
    const arbitrary = fc.record(Object.fromEntries(fields.map(({ field, values }) => [field.name, values])));
    await fc.assert(
      fc.asyncProperty(arbitrary, fc.infiniteStream(fc.boolean()), async (given, coin) => {
        const inputs = Object.fromEntries(Object.entries(given).map(([name, { input }]) => [name, input]));
        const reads = Object.fromEntries(Object.entries(given).map(([name, { read }]) => [name, read]));
        const created = await write("createThings", "CreateInput", inputs);
        expect(created).toMatchObject({ error: null, record: reads });
        const id = created?.record.id ?? "";

        const cleared = Object.keys(given).filter(() => coin.next().value);
        const nulls = Object.fromEntries(cleared.map((name) => [name, null]));
        const updated = await write("updateThings", "UpdateInput", { id, ...nulls });
        const empty = Object.fromEntries(
          fields.map(({ field: { name, value, type } }) => [
            name,
            // As Airtable leaves such cells out.
            type === "checkbox" ? false : value.kind === "link" && !value.single ? { nodes: [] } : null,
          ]),
        );
        const after = Object.fromEntries(
          Object.keys(given).map((name) => [name, cleared.includes(name) ? empty[name] : reads[name]]),
        );
        expect(updated?.error).toBeNull();
        for (const [name, value] of Object.entries(after)) {
          const found = updated?.record[name];
          expect([name, value === null && Array.isArray(found) && found.length === 0 ? null : found]).toEqual([
            name,
            value,
          ]);
        }
      }),
      { numRuns: 12 },
    );
  });

  it("is refused for what its scalar does not take, wherever that is given", async () => {
    const create = `mutation ($input: [${things.typeName}CreateInput!]!) { ${base.name} { createThings(input: $input) { succeeded } } }`;
    for (const bad of [
      { phone: "call me" },
      { website: "x" },
      { email: "x" },
      { day: "2026-02-30" },
      { moment: "x" },
    ]) {
      const { data, errors } = await typed.ask(typed.owner, create, { input: [bad] });
      expect([bad, data, errors]).toMatchObject([bad, undefined, [{ extensions: { code: "BAD_USER_INPUT" } }]]);
    }
  });
});
