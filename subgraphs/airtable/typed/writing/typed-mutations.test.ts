import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { newMachine } from "../../../../tests/support/subgraph.ts";
import { smallIds as ids, smallTokens as tokens } from "../../fixtures/open-writing.ts";
import { type StartedTyped, startTyped } from "../fixtures/start-typed.ts";
import { peopleSeed, typedPeople } from "../fixtures/typed-people.ts";

let typed: StartedTyped;
beforeAll(async () => {
  const { graph } = await typedPeople();
  typed = await startTyped(graph, { seed: peopleSeed(), token: tokens.creator });
});
afterAll(async () => typed.stop());
beforeEach(() => typed.proxy.fault(() => undefined));

const calls = () => typed.proxy.calls().filter(({ path }) => path.includes(ids.base));

describe("a typed mutation", () => {
  it("tells for each record what became of it, by the names of the graph", async () => {
    const data = await typed.data(
      typed.owner,
      `mutation ($team: ID!) { test { createPeople(input: [
        { name: "Eve", level: SENIOR, team: { connect: [$team] }, boss: { create: { name: "Eve's boss" } } }
        { stars: 9 }
      ]) {
        succeeded failed
        results { outcome id error { code field } record { name level team { nodes { name } } boss { name } cell(field: "Name") } }
      } } }`,
      { team: ids.red },
    );
    expect(data).toEqual({
      test: {
        createPeople: {
          succeeded: 1,
          failed: 1,
          results: [
            {
              outcome: "CREATED",
              id: expect.stringContaining(`${ids.base}/${ids.people}/rec`),
              error: null,
              record: {
                name: "Eve",
                level: "SENIOR",
                team: { nodes: [{ name: "Red" }] },
                boss: { name: "Eve's boss" },
                cell: "Eve",
              },
            },
            { outcome: "FAILED", id: null, error: { code: "BAD_USER_INPUT", field: "stars" }, record: null },
          ],
        },
      },
    });
  });

  it("is carried out before the next one of its operation begins, its answer included, however slow Airtable is", async () => {
    typed.emulator.faults.add({ fault: { kind: "slow", ms: 60 }, match: { method: "POST" } });
    const id = `${ids.base}/${ids.people}/${ids.bob}`;
    try {
      const data = await typed.data(
        typed.owner,
        `mutation ($id: ID!) {
          test { ...Ages third: updatePeople(input: [{ id: $id, age: 3, team: { connect: ["${ids.blue}"] } }]) { ...Answer } }
          other: test { ... on TestMutation { fourth: updatePeople(input: [{ id: $id, age: 4 }]) { ...Answer } } }
          test { fifth: deletePeople(ids: [$id]) { results { outcome } } sixth: updatePeople(input: [{ id: $id, age: 6 }]) { results { outcome } } }
        }
        fragment Ages on TestMutation {
          first: createTeams(input: [{ name: "First", members: { connect: [$id] } }]) { results { outcome } }
          second: updatePeople(input: [{ id: $id, age: 2 }]) { ...Answer }
        }
        fragment Answer on TestPeopleWritten { results { record { age double team { nodes { name members { nodes { age } } } } } } }`,
        { id },
      );
      const member = (age: number) => ({ members: { nodes: [{ age }] } });
      const red = (age: number, ...names: string[]) => ({
        results: [
          { record: { age, double: age * 2, team: { nodes: names.map((name) => ({ name, ...member(age) })) } } },
        ],
      });
      expect(data).toMatchObject({
        test: {
          first: { results: [{ outcome: "CREATED" }] },
          second: red(2, "First"),
          third: red(3, "First", "Blue"),
          fifth: { results: [{ outcome: "DELETED" }] },
          sixth: { results: [{ outcome: "FAILED" }] },
        },
        // Both `test` are one field, which comes before `other`.
        other: { fourth: { results: [{ record: null }] } },
      });
    } finally {
      typed.emulator.faults.clear();
    }
  });

  it("needs the scope data:write, and tells who may not read only what identifies the records", async () => {
    const update = `test { updatePeople(input: [{ id: "${ids.ada}" }]) { results { id record { id name } } } }`;
    const denied = await typed.ask(typed.person("viewer"), `mutation { ${update} }`);
    expect(denied.errors).toMatchObject([{ path: ["test"], extensions: { code: "FORBIDDEN" } }]);
    expect(calls()).toEqual([]);
    const writer = newMachine(["data:write"], { tenantId: typed.owner.tenantId });
    const { data, errors } = await typed.ask(writer, `mutation { ${update} }`);
    expect(errors).toMatchObject([
      { path: ["test", "updatePeople", "results", 0, "record", "name"], extensions: { code: "FORBIDDEN" } },
    ]);
    expect(JSON.stringify(data)).not.toContain('Ada"');
    expect(data).toMatchObject({ test: { updatePeople: { results: [{ record: { name: null } }] } } });
  });
});
