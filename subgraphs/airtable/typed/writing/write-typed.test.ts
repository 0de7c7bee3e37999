import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { globalId, smallIds as ids, openWriting, smallTokens as tokens } from "../../fixtures/open-writing.ts";
import { peopleSeed, typedPeople } from "../fixtures/typed-people.ts";
import type { TypedTable } from "../typed-graph.ts";
import type { TypedWrite } from "./typed-write.ts";
import { writeTyped } from "./write-typed.ts";

const { base, people, teams } = await typedPeople();
/** Every record has a field of that name that is another subgraph's. */
const files = people.fields.find(({ label }) => label === "Files")?.name ?? "";
const teamId = (record: string) => globalId(record, ids.teams);

let writing: Awaited<ReturnType<typeof openWriting>>;
beforeAll(async () => {
  writing = await openWriting(peopleSeed());
});
afterAll(async () => writing.close());
beforeEach(() => writing.proxy.fault(() => undefined));

type Input = Readonly<Record<string, unknown>>;

async function write(table: TypedTable, operation: "create" | "update" | "replace", input: readonly Input[]) {
  return writeTyped(writing.as(tokens.creator), base, table, { operation, input, typecast: false });
}
async function upsert(on: readonly string[], input: readonly Input[], replace = false) {
  const fields = people.fields.filter(({ name }) => on.includes(name));
  const how: TypedWrite = { operation: "upsert", on: fields, input, replace, typecast: false };
  return writeTyped(writing.as(tokens.creator), base, people, how);
}
const rowNamed = async (table: string, name: string) =>
  (await writing.rows(table)).find(({ fields }) => fields.Name === name);
const writes = () =>
  writing.proxy.calls().filter(({ path, method }) => method !== "GET" && !path.includes("listRecords"));
const reads = () => writing.proxy.calls().filter(({ path }) => path.includes("listRecords"));
async function person(cells: Input): Promise<string> {
  const [created] = await write(people, "create", [cells]);
  if (created?.id == null) throw new Error(JSON.stringify(created));
  return created.id;
}
const recordOf = (id: string) => id.split("/")[2] ?? "";

describe("typed input", () => {
  it("becomes cells: choices by their labels, people, files and barcodes as Airtable takes them", async () => {
    const [result] = await write(people, "create", [
      {
        name: "Everything",
        age: 1.5,
        share: 0.2,
        stars: 4,
        active: true,
        shift: 3600,
        level: "SENIOR",
        skills: ["SQL"],
        born: "2026-01-05",
        seen: new Date("2026-01-05T09:00:00.000Z"),
        [files]: [{ url: "https://example.com/a.pdf", filename: "a.pdf" }],
        mentor: { email: "two@example.com" },
        watchers: [{ id: ids.user }, { id: ids.otherUser }],
        badge: { text: "123", type: "qr" },
        team: { connect: [ids.red, teamId(ids.blue)] },
        boss: { connect: globalId(ids.ada) },
      },
    ]);
    expect(result).toMatchObject({ outcome: "CREATED", error: null });
    // Which Airtable fetches later, if it can.
    expect(writes()[0]?.body).toContain(JSON.stringify([{ url: "https://example.com/a.pdf", filename: "a.pdf" }]));
    expect((await rowNamed("People", "Everything"))?.fields).toMatchObject({
      Age: 1.5,
      Share: 0.2,
      Stars: 4,
      Active: true,
      Shift: 3600,
      Level: "Senior",
      Skills: ["SQL"],
      Born: "2026-01-05",
      Seen: "2026-01-05T09:00:00.000Z",
      Mentor: expect.objectContaining({ id: ids.otherUser }),
      Watchers: [expect.objectContaining({ id: ids.user }), expect.objectContaining({ id: ids.otherUser })],
      Badge: { text: "123", type: "qr" },
      Team: [ids.red, ids.blue],
      Boss: [ids.ada],
    });
  });

  it("clears what is null and leaves what is absent; replacing clears that too", async () => {
    const id = await person({ name: "Nulls", age: 3, level: "JUNIOR", team: { connect: [ids.red] } });
    await write(people, "update", [{ id, age: null, team: null }]);
    const updated = (await rowNamed("People", "Nulls"))?.fields;
    expect(updated).toMatchObject({ Level: "Junior" });
    expect(updated).not.toHaveProperty("Age");
    expect(updated).not.toHaveProperty("Team");
    await write(people, "replace", [{ id: recordOf(id), name: "Nulls", team: { connect: [ids.blue] } }]);
    const replaced = (await rowNamed("People", "Nulls"))?.fields;
    expect(replaced).toMatchObject({ Team: [ids.blue] });
    expect(replaced).not.toHaveProperty("Level");
  });

  it("fails by itself, with the field named as in GraphQL", async () => {
    const results = await write(people, "create", [
      { name: "Good" },
      { mentor: { id: ids.user, email: "one@example.com" } },
      { [files]: [{ filename: "nothing" }] },
      { boss: {} },
      { boss: { connect: "nobody" } },
      { team: { connect: [ids.red, globalId(ids.ada)] } },
      { team: { disconnect: [ids.red] } },
      { stars: 9 },
      { team: { connect: ["recNothing0000000"] } },
    ]);
    expect(results.map(({ outcome, error }) => [outcome, error?.code, error?.field])).toEqual([
      ["CREATED", undefined, undefined],
      ["FAILED", "BAD_USER_INPUT", "mentor"],
      ["FAILED", "BAD_USER_INPUT", files],
      ["FAILED", "BAD_USER_INPUT", "boss"],
      ["FAILED", "BAD_USER_INPUT", "boss.connect"],
      ["FAILED", "NOT_FOUND", "team.connect.1"],
      ["FAILED", "BAD_USER_INPUT", "team.disconnect"],
      ["FAILED", "BAD_USER_INPUT", "stars"],
      ["FAILED", "BAD_USER_INPUT", "team"],
    ]);
  });

  it("means the choice that it names, whatever that is called now; one that is gone is refused", async () => {
    const seed = peopleSeed();
    for (const field of seed.bases.flatMap(({ tables }) => tables.flatMap(({ fields }) => fields))) {
      if (field.type === "singleSelect") field.options.choices = [{ id: "selSenior00000000", name: "Principal" }];
    }
    const fresh = await openWriting(seed);
    try {
      const input = [
        { name: "Renamed", level: "SENIOR" },
        { name: "Gone", level: "JUNIOR" },
      ];
      const given = { operation: "create", input, typecast: true } as const;
      const results = await writeTyped(fresh.as(tokens.creator), base, people, given);
      expect(results).toMatchObject([
        { outcome: "CREATED", record: { cells: { fldPLevel00000000: "Principal" } } },
        { outcome: "FAILED", error: { code: "BAD_USER_INPUT", field: "level" } },
      ]);
    } finally {
      await fresh.close();
    }
  });

  it("changes only records of its own table, each once", async () => {
    const id = await person({ name: "Once" });
    const results = await write(people, "update", [
      { id, age: 1 },
      { id: recordOf(id), age: 2 },
      { id: teamId(ids.red), age: 3 },
      { id: "x", age: 4 },
      { id: "recNothing0000000", age: 5 },
    ]);
    expect(results.map(({ outcome, error }) => [outcome, error?.code, error?.field])).toEqual([
      ["UPDATED", undefined, undefined],
      ["FAILED", "BAD_USER_INPUT", "id"],
      ["FAILED", "NOT_FOUND", "id"],
      ["FAILED", "BAD_USER_INPUT", "id"],
      ["FAILED", "NOT_FOUND", null],
    ]);
    expect((await rowNamed("People", "Once"))?.fields.Age).toBe(1);
  });
});

describe("links", () => {
  it("are created before what links to them, ten to a call for each table and level", async () => {
    const input = Array.from({ length: 12 }, (_, index) => ({
      name: `Nester ${index}`,
      boss: { create: { name: `Boss ${index}`, team: { create: [{ name: `Team ${index}` }], connect: [ids.red] } } },
      team: { connect: [ids.blue], create: [{ name: `Own ${index}` }] },
    }));
    const results = await write(people, "create", input);
    expect(results.every(({ outcome }) => outcome === "CREATED")).toBe(true);
    // 24 teams, then 12 bosses, then 12 people.
    expect(writes()).toHaveLength(3 + 2 + 2);
    const [nester, boss, team, own] = await Promise.all([
      rowNamed("People", "Nester 11"),
      rowNamed("People", "Boss 11"),
      rowNamed("Teams", "Team 11"),
      rowNamed("Teams", "Own 11"),
    ]);
    expect(nester?.fields).toMatchObject({ Boss: [boss?.id], Team: [ids.blue, own?.id] });
    expect(boss?.fields).toMatchObject({ Team: [ids.red, team?.id] });
  });

  it("come and go in an update beside those that stay, with one read for a hundred records", async () => {
    const made = await write(
      people,
      "create",
      Array.from({ length: 11 }, (_, index) => ({ name: `Mover ${index}`, team: { connect: [ids.red] } })),
    );
    writing.proxy.fault(() => undefined);
    const results = await write(
      people,
      "update",
      made.map(({ id }, index) => ({
        id,
        team: index === 0 ? { disconnect: [ids.red], create: [{ name: "Newest" }] } : { connect: [teamId(ids.blue)] },
      })),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(made.map(() => "UPDATED"));
    expect(reads()).toHaveLength(1);
    expect((await rowNamed("People", "Mover 0"))?.fields.Team).toEqual([(await rowNamed("Teams", "Newest"))?.id]);
    expect((await rowNamed("People", "Mover 10"))?.fields.Team).toEqual([ids.red, ids.blue]);
  });

  it("are not lost when several updates of one process change the same cell at once", async () => {
    const id = await person({ name: "Popular" });
    const made = await write(
      teams,
      "create",
      Array.from({ length: 8 }, (_, index) => ({ name: `Fan ${index}` })),
    );
    const fans = made.map((one) => recordOf(one.id ?? ""));
    await Promise.all(fans.map(async (fan) => write(people, "update", [{ id, team: { connect: [fan] } }])));
    expect((await rowNamed("People", "Popular"))?.fields.Team).toEqual(fans);
    await Promise.all(fans.slice(2).map(async (fan) => write(people, "update", [{ id, team: { disconnect: [fan] } }])));
    expect((await rowNamed("People", "Popular"))?.fields.Team).toEqual(fans.slice(0, 2));
  });

  it("are set whole in an upsert, since nobody knows which record it meets", async () => {
    await person({ name: "Met", team: { connect: [ids.red] } });
    const results = await upsert(
      ["name"],
      [
        { name: "Met", team: { connect: [ids.blue] } },
        { name: "Met", team: { set: [ids.blue], create: [{ name: "Upserted" }] } },
        { name: "Unmet", boss: { create: { name: "Upserted boss" } } },
      ],
    );
    expect(results.map(({ outcome, error }) => [outcome, error?.field])).toEqual([
      ["FAILED", "team"],
      ["UPDATED", undefined],
      ["CREATED", undefined],
    ]);
    const created = await rowNamed("Teams", "Upserted");
    expect((await rowNamed("People", "Met"))?.fields.Team).toEqual([ids.blue, created?.id]);
  });

  it("of several records in several updates are changed in turn, and no update waits for another for ever", async () => {
    const id = await person({ name: "Contended", team: { connect: [ids.red] } });
    const other = await person({ name: "Uncontended" });
    const order: string[] = [];
    const update = async (label: string, ...who: string[]) => {
      await write(
        people,
        "update",
        who.map((one) => ({ id: one, team: { connect: [ids.blue] } })),
      );
      order.push(label);
    };
    await Promise.all([
      update("both", id, other),
      update("one", id),
      update("other", other),
      update("again", other, id),
    ]);
    expect(order).toHaveLength(4);
    expect((await rowNamed("People", "Contended"))?.fields.Team).toEqual([ids.red, ids.blue]);
  });

  it("are bounded: a thousand records of one mutation, ten levels", async () => {
    const many = { name: "Too many", team: { create: Array.from({ length: 1000 }, () => ({ name: "x" })) } };
    await expect(write(people, "create", [many])).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
    let deep: Input = { name: "Deepest" };
    for (let level = 0; level < 11; level += 1) deep = { name: `Level ${level}`, boss: { create: deep } };
    expect(await write(people, "create", [deep])).toMatchObject([
      { outcome: "FAILED", error: { code: "BAD_USER_INPUT" } },
    ]);
    expect(writes()).toEqual([]);
  });
});

describe("what was created for a record", () => {
  const names = async () => (await writing.rows("Teams")).map(({ fields }) => String(fields.Name)).sort();

  it("is not created at all when the record or another one nested in it can't be written, as far as that is known", async () => {
    const before = await names();
    const results = await write(people, "create", [
      { name: "Bad", age: 1, mentor: { id: ids.user, email: "x" }, team: { create: [{ name: "Never" }] } },
      { name: "x".repeat(100_001), team: { create: [{ name: "Never" }] } },
      { boss: { create: { name: "x".repeat(100_001), team: { create: [{ name: "Never" }] } } } },
    ]);
    expect(results.map(({ outcome, error }) => [outcome, error?.field])).toEqual([
      ["FAILED", "mentor"],
      ["FAILED", "name"],
      ["FAILED", "boss.create.name"],
    ]);
    expect(writes()).toEqual([]);
    expect(await names()).toEqual(before);
  });

  it("is deleted again when Airtable refuses the record, or one of the others nested in it", async () => {
    const before = await names();
    const results = await write(people, "create", [
      { name: "Fine", team: { create: [{ name: "Stays" }] } },
      { name: "Refused", stars: 9, team: { create: [{ name: "Goes" }, { name: "Goes too" }] } },
      {
        name: "Refused",
        boss: { create: { name: "No boss", stars: 9 } },
        team: { create: [{ name: "Goes as well" }] },
      },
    ]);
    expect(results.map(({ outcome, error }) => [outcome, error?.field])).toEqual([
      ["CREATED", undefined],
      ["FAILED", "stars"],
      ["FAILED", "boss.create.stars"],
    ]);
    expect(await names()).toEqual([...before, "Stays"].sort());
    expect(await rowNamed("People", "Refused")).toBeUndefined();
  });

  it("stays when it is not known whether the record was written, and the error tells so", async () => {
    writing.proxy.fault(({ method, body }) =>
      method === "POST" && body.includes("Maybe there") ? "lose reply" : undefined,
    );
    const [result] = await write(people, "create", [{ name: "Maybe there", team: { create: [{ name: "Kept" }] } }]);
    const kept = await rowNamed("Teams", "Kept");
    expect(result).toMatchObject({ outcome: "UNKNOWN", error: { code: "UPSTREAM_UNAVAILABLE" } });
    expect(result?.error?.message).toContain(teamId(kept?.id ?? ""));
    expect((await rowNamed("People", "Maybe there"))?.fields.Team).toEqual([kept?.id]);
  });

  it("is unknown when its own reply was lost: the record is not written, and what else was created for it is deleted", async () => {
    const before = await names();
    writing.proxy.fault(({ method, path }) =>
      method === "POST" && path.endsWith(ids.people) ? "lose reply" : undefined,
    );
    const [result] = await write(people, "create", [
      { name: "Not written", boss: { create: { name: "Lost boss" } }, team: { create: [{ name: "Undone" }] } },
    ]);
    expect(result).toMatchObject({ outcome: "UNKNOWN", error: { field: "boss.create" } });
    expect(await rowNamed("People", "Not written")).toBeUndefined();
    expect(await rowNamed("People", "Lost boss")).toBeDefined();
    expect(await names()).toEqual(before);
  });

  it("is told when it could not be deleted again", async () => {
    writing.proxy.fault(({ method }) =>
      method === "DELETE" ? { status: 403, body: { error: { type: "X", message: "no" } } } : undefined,
    );
    const [result] = await write(people, "create", [
      { name: "Refused", stars: 9, team: { create: [{ name: "Orphan" }] } },
    ]);
    const orphan = await rowNamed("Teams", "Orphan");
    expect(result).toMatchObject({ outcome: "FAILED", error: { field: "stars" } });
    expect(result?.error?.message).toContain(teamId(orphan?.id ?? ""));
  });
});
