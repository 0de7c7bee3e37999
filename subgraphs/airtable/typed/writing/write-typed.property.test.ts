import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { z } from "zod";
import { smallIds as ids, openWriting, smallTokens as tokens } from "../../fixtures/open-writing.ts";
import { peopleSeed, type TypedPeople, typedPeople } from "../fixtures/typed-people.ts";
import { writeTyped } from "./write-typed.ts";

let writing: Awaited<ReturnType<typeof openWriting>>;
let typed: TypedPeople;
beforeAll(async () => {
  typed = await typedPeople();
  writing = await openWriting(peopleSeed());
});
afterAll(async () => writing.close());

type Input = Record<string, unknown>;

let names = 0;
const nextName = (what: string) => `${what} ${(names += 1)}`;

const words = fc.constantFrom("a", "'}\\\n", "ß 😀", "12");
/** A value of each kind, by the field's name in the graph. */
const kinds: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  bio: words,
  age: fc.constantFrom(0, -1.5, 36, 1000),
  share: fc.constantFrom(0.12, 1),
  stars: fc.integer({ min: 1, max: 5 }),
  active: fc.constant(true),
  shift: fc.constantFrom(60, 5400),
  level: fc.constantFrom("JUNIOR", "SENIOR"),
  skills: fc.constant(["SQL"]),
  born: fc.constantFrom("1999-12-31", "2026-02-28"),
  seen: fc.constantFrom("2026-01-05T09:00:00.000Z", "1999-12-31T23:59:00.000Z").map((at) => new Date(at)),
  mentor: fc.constantFrom({ id: ids.user }, { email: "two@example.com" }),
  watchers: fc.subarray([{ id: ids.user }, { id: ids.otherUser }], { minLength: 1 }),
  badge: fc.constantFrom({ text: "1" }, { text: "2", type: "qr" }),
};
const cells = fc.record(kinds, { requiredKeys: [] });
const withNulls = fc.record(
  Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, fc.option(kind, { nil: null })])),
  { requiredKeys: [] },
);
const teamLinks = fc.record(
  { connect: fc.subarray([ids.red, ids.blue]), create: fc.array(fc.constant(null), { maxLength: 2 }) },
  { requiredKeys: [] },
);

const text = z.string();
const person = z.object({ id: z.string() });

/** A cell as Airtable shows it, in the words of the input. */
function read(name: string, cell: unknown): unknown {
  if (cell === undefined) return null;
  switch (name) {
    case "level":
      return text.parse(cell).toUpperCase();
    case "seen":
      return new Date(text.parse(cell));
    case "bio":
      return text.parse(cell).replace(/\n$/, "");
    case "mentor":
      return person.parse(cell);
    case "watchers":
      return z.array(person).parse(cell);
    default:
      return cell;
  }
}
function wanted(name: string, given: unknown): unknown {
  if (name === "mentor" && JSON.stringify(given) === '{"email":"two@example.com"}') return { id: ids.otherUser };
  return name === "bio" && typeof given === "string" ? given.replace(/\n$/, "") : given;
}

async function rowOf(name: string) {
  const row = (await writing.rows("People")).find(({ fields }) => fields.Name === name);
  if (row === undefined) throw new Error(`there is no ${name}`);
  return Object.fromEntries(
    typed.people.fields.map((field) => [field.name, read(field.name, row.fields[field.label])]),
  );
}

describe("typed input", () => {
  it("of whatever kinds is read back as it was given: created, then updated, then replaced", async () => {
    await fc.assert(
      fc.asyncProperty(cells, withNulls, cells, async (created, updated, replaced) => {
        const name = nextName("Cells");
        const write = async (operation: "create" | "update" | "replace", input: Input) => {
          const given = { operation, input: [{ ...input, name }], typecast: false };
          const [result] = await writeTyped(writing.as(tokens.creator), typed.base, typed.people, given);
          expect(result).toMatchObject({ error: null });
          return result?.id ?? "";
        };
        const expectRow = async (row: Input) => {
          const found = await rowOf(name);
          for (const field of Object.keys(kinds)) {
            expect([field, found[field]]).toEqual([field, wanted(field, row[field] ?? null)]);
          }
        };
        const id = await write("create", created);
        await expectRow(created);
        await write("update", { id, ...updated });
        await expectRow({ ...created, ...updated });
        await write("replace", { id, ...replaced });
        await expectRow(replaced);
      }),
      { numRuns: 40 },
    );
  });

  it("of links comes to the cells that it says, whatever is linked, created, taken away or fails", async () => {
    const step = fc.record(
      {
        connect: fc.subarray([ids.red, ids.blue]),
        disconnect: fc.subarray([ids.red, ids.blue]),
        create: fc.integer({ min: 0, max: 2 }),
        set: fc.option(fc.subarray([ids.red, ids.blue]), { nil: undefined }),
        fails: fc.boolean(),
      },
      { requiredKeys: ["create", "fails"] },
    );
    await fc.assert(
      fc.asyncProperty(teamLinks, fc.array(step, { maxLength: 4 }), async (first, steps) => {
        const name = nextName("Links");
        const made: string[] = [];
        const creating = (count: number) =>
          Array.from({ length: count }, () => {
            const team = nextName("Linked");
            made.push(team);
            return { name: team };
          });
        const write = async (operation: "create" | "update", input: Input) =>
          (
            await writeTyped(writing.as(tokens.creator), typed.base, typed.people, {
              operation,
              input: [input],
              typecast: false,
            })
          )[0];
        const teamsOf = async () => {
          const row = (await writing.rows("People")).find(({ fields }) => fields.Name === name);
          const teams = await writing.rows("Teams");
          const linked = row?.fields.Team ?? [];
          if (!Array.isArray(linked)) throw new Error("no links");
          return linked.map((id) => String(teams.find((team) => team.id === id)?.fields.Name));
        };
        const label: Readonly<Record<string, string>> = { [ids.red]: "Red", [ids.blue]: "Blue" };
        const labels = (given: readonly string[] = []) => given.map((id) => label[id] ?? "");

        const created = creating(first.create?.length ?? 0);
        const result = await write("create", { name, team: { ...first, create: created } });
        let expected = [...labels(first.connect), ...created.map((team) => team.name)];
        expect(await teamsOf()).toEqual(expected);

        for (const { create, fails, ...given } of steps) {
          const nested = creating(create);
          const isRefused = given.set !== undefined && (given.disconnect?.length ?? 0) > 0;
          const outcome = await write("update", {
            id: result?.id,
            team: { ...given, create: nested },
            ...(fails ? { stars: 9 } : {}),
          });
          expect(outcome?.outcome).toBe(fails || isRefused ? "FAILED" : "UPDATED");
          if (fails || isRefused) {
            made.splice(made.length - nested.length, nested.length);
            continue;
          }
          const staying =
            given.set === undefined
              ? expected.filter((team) => !labels(given.disconnect).includes(team))
              : labels(given.set);
          expected = [...new Set([...staying, ...labels(given.connect), ...nested.map((team) => team.name)])];
        }
        expect(await teamsOf()).toEqual(expected);
        // Of what was created for a write that failed, nothing is left.
        const there = (await writing.rows("Teams")).map(({ fields }) => String(fields.Name));
        expect(there.filter((team) => team.startsWith("Linked")).sort()).toEqual(
          expect.arrayContaining([...made].sort()),
        );
        expect(there.filter((team) => team.startsWith("Linked"))).toHaveLength(kept.push(...made));
      }),
      { numRuns: 25 },
    );
  });
});

/** All teams that ought to have been left by the runs so far. */
const kept: string[] = [];
