import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Person } from "../../../../kernel/identity/caller.ts";
import { smallIds as ids, smallTokens as tokens } from "../../fixtures/open-writing.ts";
import { type StartedTyped, startTyped } from "../fixtures/start-typed.ts";
import { peopleSeed, typedPeople } from "../fixtures/typed-people.ts";

let typed: StartedTyped;
beforeAll(async () => {
  const { graph } = await typedPeople();
  typed = await startTyped(graph, { seed: peopleSeed(), token: tokens.creator });
});
afterAll(async () => typed.stop());

/** Each test has policies on somebody of its own. */
let editor: Person;
beforeEach(() => {
  editor = typed.person("editor");
  typed.proxy.fault(() => undefined);
});

async function deny(input: Readonly<Record<string, unknown>>): Promise<void> {
  await typed.data(
    typed.owner,
    "mutation ($input: CreateDataPolicyInput!) { createDataPolicy(input: $input) { id } }",
    {
      input: {
        name: "A policy",
        effect: "DENY",
        subject: { kind: "PERSON", id: editor.userId },
        baseId: ids.base,
        ...input,
      },
    },
  );
}
interface Result {
  readonly outcome: string;
  readonly id: string | null;
  readonly record: { readonly id: string } | null;
  readonly error: { readonly code: string; readonly field: string | null; readonly message: string } | null;
}
async function mutate(field: string, input: unknown, as = editor): Promise<Result[]> {
  const type = field.startsWith("create") ? "CreateInput" : "UpdateInput";
  const of = field.endsWith("Teams") ? "TestTeam" : "TestPerson";
  const { test } = await typed.data<{ test: Record<string, { results: Result[] }> }>(
    as,
    `mutation ($input: [${of}${type}!]!) { test { ${field}(input: $input) { results { outcome id record { id } error { code field message } } } } }`,
    { input },
  );
  return test[field]?.results ?? [];
}
const told = (results: readonly Result[]) => results.map(({ outcome, error }) => [outcome, error?.code, error?.field]);
const writes = () =>
  typed.proxy
    .calls()
    .filter(({ path, method }) => path.includes("/v0/app") && method !== "GET" && !path.endsWith("listRecords"));

async function recordOf(
  path: string,
  name: string,
): Promise<{ id: string; fields: Record<string, unknown> } | undefined> {
  const answer = await fetch(
    `${typed.emulator.url}/v0/${ids.base}/${path}?filterByFormula=${encodeURIComponent(`{Name}='${name}'`)}`,
    {
      headers: { authorization: `Bearer ${tokens.creator}` },
    },
  );
  const { records } = (await answer.json()) as { records: { id: string; fields: Record<string, unknown> }[] };
  return records[0];
}

describe("data policies on typed mutations", () => {
  it("keep fields from being written, by their names in the graph, at whatever level", async () => {
    await deny({ operations: ["CREATE", "UPDATE"], table: "People", fields: ["Age"] });
    const results = await mutate("createPeople", [
      { name: "Free" },
      { name: "Denied", age: 1, team: { create: [{ name: "Never" }] } },
      { name: "Denied", boss: { create: { name: "Denied", age: 1 } } },
    ]);
    expect(told(results)).toEqual([
      ["CREATED", undefined, undefined],
      ["FAILED", "FORBIDDEN", "age"],
      ["FAILED", "FORBIDDEN", "boss.create.age"],
    ]);
    expect(writes()).toHaveLength(1);
    expect(told(await mutate("updatePeople", [{ id: results[0]?.id, age: 1 }]))).toEqual([
      ["FAILED", "FORBIDDEN", "age"],
    ]);
    expect(told(await mutate("replacePeople", [{ id: results[0]?.id, name: "x" }]))).toEqual([
      ["FAILED", "FORBIDDEN", null],
    ]);
  });

  it("keep records from being created, changed and deleted, nested ones too", async () => {
    await deny({ operations: ["CREATE"], table: "Teams", rows: { field: "Name", eq: "Secret" } });
    await deny({ operations: ["UPDATE", "DELETE"], table: "People", rows: { field: "Name", eq: "Ada" } });
    const results = await mutate("createPeople", [
      { name: "Denied", team: { create: [{ name: "Open" }, { name: "Secret" }] } },
    ]);
    expect(told(results)).toEqual([["FAILED", "FORBIDDEN", "team.create.1"]]);
    expect(writes()).toEqual([]);
    expect(told(await mutate("updatePeople", [{ id: ids.ada, team: { create: [{ name: "Orphan" }] } }]))).toEqual([
      ["FAILED", "FORBIDDEN", null],
    ]);
    expect(await recordOf("Teams", "Orphan")).toBeUndefined();
    const { test } = await typed.data<{ test: { deletePeople: { results: Result[] } } }>(
      editor,
      `mutation { test { deletePeople(ids: ["${ids.ada}"]) { results { outcome id record { id } error { code field message } } } } }`,
    );
    expect(told(test.deletePeople.results)).toEqual([["FAILED", "FORBIDDEN", null]]);
  });

  it("keep who may not read a record from linking to it, but not from keeping the links that are there", async () => {
    const [hidden, shown] = await mutate("createTeams", [{ name: "Hidden" }, { name: "Shown" }], typed.owner);
    const [linked] = await mutate("createPeople", [{ name: "Linked", team: { connect: [hidden?.id] } }], typed.owner);
    await deny({ operations: ["READ"], table: "Teams", rows: { field: "Name", eq: "Hidden" } });
    const results = await mutate("updatePeople", [{ id: ids.bob, team: { connect: [hidden?.id] } }]);
    expect(told(results)).toEqual([["FAILED", "BAD_USER_INPUT", "team"]]);
    expect(told(await mutate("updatePeople", [{ id: linked?.id, team: { connect: [shown?.id] } }]))).toEqual([
      ["UPDATED", undefined, undefined],
    ]);
    const tail = (id: string | null | undefined) => id?.split("/")[2];
    expect((await recordOf("People", "Linked"))?.fields.Team).toEqual([tail(hidden?.id), tail(shown?.id)]);
    expect(told(await mutate("updatePeople", [{ id: linked?.id, team: { set: [hidden?.id] } }]))).toEqual([
      ["FAILED", "BAD_USER_INPUT", "team"],
    ]);
  });

  it("have links that may not be read set whole, since what is in the cell can't be looked at", async () => {
    await deny({ operations: ["READ"], table: "People", fields: ["Team"] });
    expect(told(await mutate("updatePeople", [{ id: ids.bob, team: { connect: [ids.red] } }]))).toEqual([
      ["FAILED", "FORBIDDEN", "team"],
    ]);
  });

  it("leave what was created for a record that failed when the caller may not delete it, and say so", async () => {
    await deny({ operations: ["DELETE"], table: "Teams" });
    const [result] = await mutate("createPeople", [
      { name: "Refused", stars: 9, team: { create: [{ name: "Left" }] } },
    ]);
    expect(result).toMatchObject({ outcome: "FAILED", error: { field: "stars" } });
    const left = await recordOf("Teams", "Left");
    expect(result?.error?.message).toContain(left?.id);
  });

  it("answer a written record as its writer may read it", async () => {
    await deny({ operations: ["READ"], table: "People", rows: { field: "Name", eq: "Unseen" } });
    const results = await mutate("createPeople", [{ name: "Unseen" }, { name: "Seen" }]);
    expect(results.map(({ outcome, record }) => [outcome, record === null])).toEqual([
      ["CREATED", true],
      ["CREATED", false],
    ]);
  });
});
