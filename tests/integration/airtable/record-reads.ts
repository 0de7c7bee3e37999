import { randomUUID } from "node:crypto";
import { expect, it } from "@jest/globals";
import { graphql } from "../../generated/gql.ts";
import type { RecordFilter, RecordSort } from "../../generated/graphql.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { type Answer, ask, expectData } from "../../support/client.ts";
import { type SignedIn, signUp } from "../../support/signed-in.ts";
import { codes, globalId, ids, newPeople, recordIdOf, signUpWith } from "./small-workspace.ts";

const People = graphql(`
  query People(
    $base: ID!
    $first: Int
    $after: String
    $filter: RecordFilter
    $search: String
    $formula: String
    $sort: [RecordSort!]
    $view: String
  ) {
    base(id: $base) {
      table(key: "People") {
        records(
          first: $first
          after: $after
          filter: $filter
          search: $search
          formula: $formula
          sort: $sort
          view: $view
        ) {
          nodes {
            id
            name: cell(field: "Name")
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`);

const OneRecord = graphql(`
  query OneRecord($id: ID!) {
    record(id: $id) {
      id
      recordId
      createdTime
      base {
        name
      }
      table {
        name
      }
      cells
      byId: cells(keyedBy: ID)
      age: cell(field: "Age")
      linkedRecords(field: "Team") {
        nodes {
          id
          cell(field: "Name")
          linkedRecords(field: "Members", first: 1) {
            nodes {
              id
            }
          }
        }
      }
    }
  }
`);

const Ratio = graphql(`
  query Ratio($id: ID!) {
    record(id: $id) {
      cells
      ratio: cell(field: "Ratio")
    }
  }
`);

const UnknownCell = graphql(`
  query UnknownCell($id: ID!) {
    record(id: $id) {
      id
      cell(field: "Nothing")
    }
  }
`);

const ManyRecords = graphql(`
  query ManyRecords($ids: [ID!]!) {
    records(ids: $ids) {
      id
      cell(field: "Name")
    }
  }
`);

interface Listing {
  readonly first?: number;
  readonly after?: string | null;
  readonly filter?: RecordFilter;
  readonly search?: string;
  readonly formula?: string;
  readonly sort?: RecordSort[];
  readonly view?: string;
}

export function recordsAreRead(airgraph: () => Airgraph): void {
  async function people(person: SignedIn, listing: Listing) {
    const { base } = await expectData(airgraph().url, People, { base: ids.base, ...listing }, person.token);
    const page = base?.table?.records;
    if (page == null) throw new Error("no page of records");
    return { names: page.nodes.map(({ name }) => name), pageInfo: page.pageInfo };
  }
  const tryPeople = async (person: SignedIn, listing: Listing): Promise<Answer<unknown>> =>
    ask(airgraph().url, People, { base: ids.base, ...listing }, person.token);

  /** Three people whom nobody else's test has. */
  async function three(person: SignedIn) {
    const batch = `batch ${randomUUID()}`;
    const named = (name: string, cells: Record<string, unknown>) => ({ Name: name, Bio: batch, ...cells });
    const made = await newPeople(
      airgraph(),
      person,
      named("Xenia O'Neill", { Age: 30, Active: true, Level: "Junior", Team: [ids.blue] }),
      named("Yves \\'}", { Age: 20, Active: true, Skills: ["SQL"] }),
      named("Zoë\n{Name}", { Level: "Senior" }),
    );
    return { batch, ids: made, mine: { field: "Bio", startsWith: batch } satisfies RecordFilter };
  }
  const [xenia, yves, zoe] = ["Xenia O'Neill", "Yves \\'}", "Zoë\n{Name}"];
  const byName: RecordSort[] = [{ field: "Name", direction: "ASC" }];

  it("finds records by conditions on cells of many types, with values that mean something in formulas", async () => {
    const person = await signUpWith(airgraph());
    const { mine } = await three(person);
    const cases: [RecordFilter, unknown[]][] = [
      [{}, [xenia, yves, zoe]],
      [{ field: "Name", eq: xenia }, [xenia]],
      [{ field: "Name", in: [yves, zoe] }, [yves, zoe]],
      [{ field: "Name", contains: "{nAME}" }, [zoe]],
      [{ field: "Age", gt: 20 }, [xenia]],
      [{ field: "Age", isEmpty: true }, [zoe]],
      [{ field: "Active", eq: true }, [xenia, yves]],
      [{ not: { field: "Level", eq: "Junior" } }, [yves, zoe]],
      [
        {
          or: [
            { field: "Skills", hasAny: ["SQL"] },
            { field: "Level", eq: "Senior" },
          ],
        },
        [yves, zoe],
      ],
      [{ field: "Team", hasAny: [ids.blue] }, [xenia]],
      [{ field: "Team", hasNone: [globalId(ids.blue, ids.teams)] }, [yves, zoe]],
    ];
    for (const [condition, expected] of cases) {
      const { names } = await people(person, { filter: { and: [mine, condition] }, sort: byName });
      expect({ condition, names }).toEqual({ condition, names: expected });
    }
  });

  it("sorts, pages, searches, follows a view and takes an admin's formula", async () => {
    const person = await signUpWith(airgraph());
    const { batch, mine } = await three(person);
    const downwards: RecordSort[] = [{ field: "Age", direction: "DESC" }];
    expect((await people(person, { filter: mine, sort: downwards })).names).toEqual([xenia, yves, zoe]);

    const first = await people(person, { filter: mine, sort: byName, first: 2 });
    expect([first.names, first.pageInfo.hasNextPage]).toEqual([[xenia, yves], true]);
    const after = first.pageInfo.endCursor ?? null;
    const second = await people(person, { filter: mine, sort: byName, first: 2, after });
    expect([second.names, second.pageInfo.hasNextPage]).toEqual([[zoe], false]);

    expect((await people(person, { search: batch.toUpperCase(), sort: byName })).names).toEqual([xenia, yves, zoe]);
    // Whoever is active, the oldest first.
    expect((await people(person, { filter: mine, view: "Busy" })).names).toEqual([xenia, yves]);
    expect((await people(person, { filter: mine, formula: "{Age}<25", sort: byName })).names).toEqual([yves, zoe]);
  });

  it.each<[string, Listing, string]>([
    ["101 records", { first: 101 }, "BAD_USER_INPUT"],
    ["a cursor that is none", { after: "nonsense" }, "BAD_USER_INPUT"],
    ["a field that is unknown", { filter: { field: "Nothing", eq: 1 } }, "BAD_USER_INPUT"],
    ["a field that is a piece of formula", { filter: { field: "Name}&{Age", eq: 1 } }, "BAD_USER_INPUT"],
    ["a value of the wrong type", { filter: { field: "Age", gt: "much" } }, "BAD_USER_INPUT"],
    ["a sort by what is no field", { sort: [{ field: "Nothing", direction: "ASC" }] }, "BAD_USER_INPUT"],
    ["a view that is none", { view: "Nothing" }, "BAD_USER_INPUT"],
    ["a formula that is none", { formula: "{Name" }, "BAD_USER_INPUT"],
  ])("refuses %s", async (_what, listing, code) => {
    const answer = await tryPeople(await signUpWith(airgraph()), listing);
    expect(codes(answer)).toEqual([code]);
    expect(answer.data).toEqual({ base: { table: { records: null } } });
  });

  it("reads one record with its cells by name and id, its table and base, and the records it links to", async () => {
    const person = await signUpWith(airgraph());
    const { ids: made } = await three(person);
    const id = made[0] ?? "";
    const { record } = await expectData(airgraph().url, OneRecord, { id }, person.token);
    expect(record).toMatchObject({
      id,
      recordId: recordIdOf(id),
      base: { name: "Test" },
      table: { name: "People" },
      cells: { Name: xenia, Age: 30, Team: [ids.blue], "Team names": ["Blue"] },
      byId: { [ids.name]: xenia, [ids.team]: [ids.blue] },
      age: 30,
      linkedRecords: { nodes: [{ id: globalId(ids.blue, ids.teams), cell: "Blue" }] },
    });
    expect(record?.linkedRecords?.nodes[0]?.linkedRecords?.nodes).toHaveLength(1);
  });

  it("tells of a cell that Airtable could not compute as null and an error", async () => {
    const person = await signUpWith(airgraph());
    const [id = ""] = await newPeople(airgraph(), person, { Age: 0 });
    const answer = await ask(airgraph().url, Ratio, { id }, person.token);
    expect(answer.data?.record).toMatchObject({ cells: { Ratio: null }, ratio: null });
    expect(answer.errors.map(({ path }) => path)).toEqual([["record", "ratio"]]);
  });

  it("reads many records in the order asked for, with null for one that is gone", async () => {
    const person = await signUpWith(airgraph());
    const { ids: made } = await three(person);
    const [first = "", second = "", third = ""] = made;
    const gone = globalId("recNothing0000000");
    const { records } = await expectData(
      airgraph().url,
      ManyRecords,
      { ids: [third, gone, first, second, third] },
      person.token,
    );
    expect(records?.map((record) => record?.cell ?? null)).toEqual([zoe, null, xenia, yves, zoe]);
  });

  it("finds no record by a malformed id, of no table or of another tenant, and keeps what else was asked", async () => {
    const { url } = airgraph();
    const person = await signUpWith(airgraph());
    const [id = ""] = await newPeople(airgraph(), person, {});
    const stranger = await signUp(airgraph());
    for (const answer of [
      await ask(url, OneRecord, { id: "recAda" }, person.token),
      await ask(url, OneRecord, { id: globalId(ids.ada, "tblNothing0000000") }, person.token),
      await ask(url, OneRecord, { id: globalId("recNothing0000000") }, person.token),
      await ask(url, OneRecord, { id }, stranger.token),
    ]) {
      expect([codes(answer), answer.data]).toEqual([["NOT_FOUND"], { record: null }]);
    }
    const unknown = await ask(url, UnknownCell, { id }, person.token);
    expect([codes(unknown), unknown.data]).toEqual([["BAD_USER_INPUT"], { record: { id, cell: null } }]);
    const tooMany = await ask(url, ManyRecords, { ids: Array.from({ length: 1_001 }, () => id) }, person.token);
    expect(codes(tooMany)).toEqual(["BAD_USER_INPUT"]);
  });
}
