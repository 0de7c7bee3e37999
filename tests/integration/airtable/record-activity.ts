import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "@jest/globals";
import type { Airgraph } from "../../support/airgraph.ts";
import { collect, type GraphQLError, post, webSocketClient } from "../../support/client.ts";
import { eventually, until } from "../../support/eventually.ts";
import type { SignedIn } from "../../support/signed-in.ts";
import { askAirtable, ids, newPeople, recordIdOf, signUpWith } from "./small-workspace.ts";

/** Where a record can be come by, as a selection of it and what is asked of it there. */
type Ways = readonly (readonly [way: string, query: (of: string) => string])[];

interface Happened {
  readonly kind: string;
  readonly at: string;
  readonly source: string | null;
  readonly actor: { readonly id: string } | null;
}

const activity = "activity { nodes { kind at source actor { id } } }";

/** What happened to a record, by whatever way one comes to it. @param executor of the router's query plans */
export function activityIsTold(shared: () => Airgraph, executor: "own" | "reference"): void {
  let airgraph: Airgraph;
  let person: SignedIn;
  beforeAll(async () => {
    airgraph = shared();
    person = await signUpWith(airgraph);
    const keep = `mutation { keepWatching(baseId: "${ids.base}") { active } }`;
    await until(async () => (await ask(keep)).text.includes("true"));
  });

  async function ask(query: string): Promise<{ data: unknown; errors: readonly GraphQLError[]; text: string }> {
    return post(airgraph.url, JSON.stringify({ query }), person.token);
  }

  async function told(query: string): Promise<unknown> {
    const { data, errors } = await ask(query);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** A record with a past, a run and a file. */
  async function make(cells: object): Promise<{ readonly id: string; readonly ways: Ways }> {
    const name = `Somebody ${randomUUID()}`;
    const [id = ""] = await newPeople(airgraph, person, { ...cells, Name: name });
    await askAirtable(airgraph, "PATCH", `/v0/${ids.base}/People/${recordIdOf(id)}`, { fields: { Stars: 3 } });
    const start = `mutation { startRun(input: { workflow: "summarizeRecord", input: { record: "${id}" } }) { run { id } } }`;
    const about = `name: "n", contentType: "text/plain", content: "c", recordId: "${id}"`;
    const uuid = /[0-9a-f]{8}-[0-9a-f-]{27}/;
    const run = uuid.exec(JSON.stringify(await told(start)))?.[0];
    const createFile = `mutation { createFile(input: { ${about} }) { file { id } } }`;
    const file = uuid.exec(JSON.stringify(await told(createFile)))?.[0];
    await until(async () => (await ask(`{ record(id: "${id}") { ${activity} } }`)).text.split("kind").length > 2);
    const list = (of: string) =>
      `{ base(id: "${ids.base}") { table(key: "People") { records(search: "${name}") { nodes { ${of} } } } } }`;
    const write = `records: [{ id: "${id}", cells: { Stars: 3 } }]`;
    const ways: Ways = [
      ["itself", (of) => `{ record(id: "${id}") { ${of} } }`],
      ["a list by id", (of) => `{ records(ids: ["${id}"]) { ${of} } }`],
      ["a list of its table", list],
      ["a run about it", (of) => `{ run(id: "${run}") { record { ${of} } } }`],
      ["a file of it", (of) => `{ file(id: "${file}") { record { ${of} } } }`],
      ["a file of a run's record", (of) => `{ run(id: "${run}") { record { files { nodes { record { ${of} } } } } } }`],
      ["a write", (of) => `mutation { updateRecords(input: { ${write} }) { results { record { ${of} } } } }`],
    ];
    return { id, ways };
  }

  async function deny(rows: string): Promise<void> {
    const subject = `subject: { kind: ROLE, id: "owner" }, operations: [READ], baseId: "${ids.base}", table: "People"`;
    const policy = `name: "p ${randomUUID()}", effect: DENY, ${subject}, rows: ${rows}`;
    await told(`mutation { createDataPolicy(input: { ${policy} }) { id } }`);
  }

  /** What clients may ask for: types, names of their own, both at once. */
  const selectionsOn = (type: string) => [
    activity,
    `... on ${type} { ${activity} }`,
    `... on AirtableRecord { ${activity} } ... on ${type} { createdTime id }`,
    `createdTime: id ${activity}`,
    `createdTime: __typename ... on ${type} { ${activity} }`,
    `id: createdTime createdTime: id all: ${activity}`,
  ];

  /** The reference executor knows no types of tenants. */
  async function selectionsOf(id: string): Promise<readonly string[]> {
    if (executor === "reference") return selectionsOn("UntypedRecord");
    const type = await eventually(async () => {
      const { text } = await ask(`{ record(id: "${id}") { __typename } }`);
      return /"__typename":"(?!UntypedRecord)(\w+)"/.exec(text)?.[1];
    });
    return selectionsOn(type);
  }

  it("is told by every way to it, with who did it", async () => {
    const { id, ways } = await make({ Age: 20 });
    const selections = await selectionsOf(id);
    for (const [way, query] of ways) {
      // Apollo's planner takes names that clients choose for keys, which makes it answer null.
      for (const selection of executor === "own" ? selections : selections.slice(0, 3)) {
        const { data, errors } = await ask(query(selection));
        expect([way, selection, errors]).toEqual([way, selection, []]);
        const happened = [...findHappened(data)];
        expect([way, selection, happened.map(({ kind }) => kind).slice(-2)]).toEqual([
          way,
          selection,
          ["UPDATED", "CREATED"],
        ]);
        expect(happened.at(-1)).toMatchObject({ source: "publicApi", actor: { id: ids.user } });
      }
    }
  });

  it("is told by no way of a record that a data policy keeps from who asks, and still of others", async () => {
    const [young, old] = [await make({ Age: 20 }), await make({ Age: 70 })];
    for (const [way, query] of old.ways) {
      expect([way, [...findHappened((await ask(query(activity))).data)].length > 1]).toEqual([way, true]);
    }
    await deny('{ field: "Age", gt: 60 }');
    for (const [way, query] of old.ways) {
      for (const selection of await selectionsOf(young.id)) {
        const { data, text } = await ask(query(selection));
        expect([way, selection, [...findHappened(data)]]).toEqual([way, selection, []]);
        expect(text).not.toContain("publicApi");
      }
    }
    const both = `{ records(ids: ["${young.id}", "${old.id}"]) { ${activity} } }`;
    const { data } = await ask(both);
    const [of, ofNone] = (data as { records: unknown[] }).records;
    expect([...findHappened(of)].length).toBeGreaterThan(1);
    expect(ofNone).toBeNull();
  });

  // The gateway answers no subscriptions.
  if (executor === "reference") return;
  it("is told with recordsChanged", async () => {
    const socket = webSocketClient(airgraph.url, person.token);
    const query = `subscription { recordsChanged(baseId: "${ids.base}", after: "0") { changes { id record { ${activity} } } } }`;
    const { id } = await make({ Age: 21 });
    const events = await collect(socket, query, {}, (all) => JSON.stringify(all).includes(id));
    await socket.dispose();
    expect(events.flatMap(({ errors = [] }) => errors)).toEqual([]);
    expect([...findHappened(events.at(-1)?.data)].length).toBeGreaterThan(0);
  });
}

/** All that is told of activity anywhere in an answer. */
function* findHappened(value: unknown): Iterable<Happened> {
  if (typeof value !== "object" || value === null) return;
  if ("kind" in value && "actor" in value) yield value as Happened;
  else for (const inner of Object.values(value)) yield* findHappened(inner);
}
