import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { Caller } from "../../kernel/identity/caller.ts";
import { post, webSocketClient } from "../../tests/support/client.ts";
import { eventually, until } from "../../tests/support/eventually.ts";
import { newPerson } from "../../tests/support/subgraph.ts";
import { type ServedTenants, serveTenants } from "./fixtures/serve-tenants.ts";
import { deals, type TenantsSubgraph } from "./fixtures/tenants-subgraph.ts";

const people = new Map<string, Caller & { kind: "person" }>(
  ["ann", "bob", "cyd", "dan", "eve"].map((name) => [name, { ...newPerson(), scopes: ["data:read"] }]),
);
const tenantOf = (name: string) => people.get(name)?.tenantId ?? "";
const ask = async (url: string, query: string, token?: string, more = {}) =>
  post<Record<string, unknown>>(url, JSON.stringify({ query, ...more }), token);

async function open(
  graphs: Readonly<Record<string, string>>,
  options: Partial<Parameters<typeof serveTenants>[0]> = {},
): Promise<ServedTenants> {
  return serveTenants({
    callers: people,
    ...options,
    prepare(subgraph) {
      for (const [name, sdl] of Object.entries(graphs)) subgraph.setGraph(tenantOf(name), sdl);
      options.prepare?.(subgraph);
    },
  });
}

describe("a tenant's token decides the graph", () => {
  let served: ServedTenants;
  beforeAll(async () => {
    served = await open({ ann: deals("amount"), bob: deals("colour") });
  });
  afterAll(() => served.stop());

  it("on the same endpoint: each has types of its own, and who has none has the core", async () => {
    const { url } = served;
    const [ann, bob] = [
      await ask(url, "{ crm { deals { amount } } }", "ann"),
      await ask(url, "{ crm { deals { colour } } }", "bob"),
    ];
    expect(ann.data).toEqual({ crm: { deals: [{ amount: "Deal.amount" }, { amount: "Deal.amount" }] } });
    expect(bob.data).toEqual({ crm: { deals: [{ colour: "Deal.colour" }, { colour: "Deal.colour" }] } });
    for (const token of ["bob", "cyd", undefined]) {
      const { errors } = await ask(url, "{ crm { deals { amount } } }", token);
      expect(errors.map(({ extensions }) => extensions?.["code"])).toContain("GRAPHQL_VALIDATION_FAILED");
    }
    expect((await ask(url, "{ record(id: 1) { id } }", "cyd")).data).toEqual({ record: { id: "1" } });
  });

  it("and introspection tells of it, and of nobody else's", async () => {
    const query = "{ __schema { queryType { fields { name } } types { name fields { name } } } }";
    const typesOf = async (token?: string) => {
      const { data } = await ask(served.url, query, token);
      return JSON.stringify(data);
    };
    expect(await typesOf("ann")).toContain('"amount"');
    expect(await typesOf("ann")).toContain('"note"');
    expect(await typesOf("ann")).not.toContain('"colour"');
    expect(await typesOf("bob")).not.toContain('"amount"');
    for (const token of ["cyd", undefined]) expect(await typesOf(token)).not.toMatch(/"Deal"|"crm"/);
    expect(await typesOf("ann")).not.toMatch(/typedGraph|TypedGraph/);
  });

  it("and other subgraphs add to its records, which the core's fields answer with, too", async () => {
    const { url, subgraph } = served;
    subgraph.asked.length = 0;
    const { data, errors } = await ask(
      url,
      "{ crm { deal(id: 7) { __typename id amount note } } record(id: 2) { id note ... on Deal { amount } }  noted { note } }",
      "ann",
    );
    expect([data, errors]).toEqual([
      {
        crm: { deal: { __typename: "Deal", id: "7", amount: "Deal.amount", note: "Record.note" } },
        record: { id: "2", note: "Record.note" },
        noted: { note: "Record.note" },
      },
      [],
    ]);
    expect(subgraph.asked).not.toEqual([]);
    expect(subgraph.notesAsked.length).toBeGreaterThan(1);
    expect(new Set(subgraph.notesAsked.map(({ graph }) => graph))).toEqual(new Set([undefined]));
    expect(new Set(subgraph.asked.map(({ graph }) => graph))).toEqual(new Set([subgraph.version(tenantOf("ann"))]));
  });

  it("and sends no version where there is none of its own", async () => {
    const { url, subgraph } = served;
    subgraph.asked.length = 0;
    await ask(url, "{ plain { id cells } }", "cyd");
    await ask(url, "{ plain { id } }");
    expect(subgraph.asked.map(({ graph }) => graph)).toEqual([undefined, undefined]);
  });

  it("with its types guarded and weighed like the core's", async () => {
    const outsider = new Map<string, Caller>([
      ["eve", { ...newPerson(), tenantId: people.get("ann")?.tenantId ?? newPerson().tenantId, scopes: [] }],
    ]);
    const other = await serveTenants({
      callers: outsider,
      prepare: (subgraph) => subgraph.setGraph(tenantOf("ann"), deals("amount")),
    });
    const { data, errors } = await ask(
      other.url,
      "{ crm { deals { id amount label stage note } } record(id: 1) { label } }",
      "eve",
    );
    expect(data).toEqual({
      crm: {
        deals: Array.from({ length: 2 }, () => ({
          id: "1",
          amount: null,
          label: null,
          stage: "WON",
          note: "Record.note",
        })).map((deal, at) => ({ ...deal, id: String(at + 1) })),
      },
      record: { label: null },
    });
    expect(new Set(errors.map(({ extensions }) => extensions?.["code"]))).toEqual(new Set(["FORBIDDEN"]));
    await other.stop();

    const costly = await open({ ann: deals("amount") }, { config: { maximumCost: 100 } });
    const refused = await ask(costly.url, "{ crm { deals(first: 500) { id } } }", "ann");
    expect(refused.errors[0]?.extensions).toMatchObject({ code: "COST_LIMIT_EXCEEDED", estimatedCost: 501 });
    const mutation = await ask(costly.url, "mutation { a: crm { createDeal(input: { stage: WON }) { id } } }", "ann");
    expect(mutation.errors).toEqual([]);
    await costly.stop();
  });

  it("also over WebSockets, event streams, and by the hash of a document", async () => {
    const { url, subgraph } = served;
    const client = webSocketClient(url, "ann");
    const events = client.iterate({ query: "subscription { dealsChanged { cursor deal { id amount note } } }" });
    const first = events.next();
    await eventually(async () => {
      subgraph.emit({ dealsChanged: { cursor: "1", deal: { id: "5", amount: "3" } } });
      const won = await Promise.race([first, new Promise((resolve) => setTimeout(() => resolve(undefined), 50))]);
      return won as object | undefined;
    });
    expect((await first).value).toEqual({
      data: { dealsChanged: { cursor: "1", deal: { id: "5", amount: "3", note: "Record.note" } } },
    });
    expect(subgraph.asked.findLast(({ query }) => query.includes("subscription"))?.graph).toBe(
      subgraph.version(tenantOf("ann")),
    );
    await client.dispose();

    const refused = webSocketClient(url, "bob").iterate({ query: "subscription { dealsChanged { deal { amount } } }" });
    await expect(refused.next()).rejects.toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);

    const text = "{ crm { deal(id: 1) { amount } } }";
    const sha256Hash = await hashOf(text);
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    expect((await ask(url, text, "bob", { extensions })).errors).toHaveLength(1);
    expect((await post(url, JSON.stringify({ extensions }), "ann")).errors[0]?.message).toBe("PersistedQueryNotFound");
    expect((await ask(url, text, "ann", { extensions })).errors).toEqual([]);
    expect((await post(url, JSON.stringify({ extensions }), "ann")).data).toEqual({
      crm: { deal: { amount: "Deal.amount" } },
    });
    expect((await post(url, JSON.stringify({ extensions }), "bob")).errors).toHaveLength(1);

    const stream = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream", authorization: "Bearer ann" },
      body: JSON.stringify({ query: text }),
    });
    expect(await stream.text()).toContain('"Deal.amount"');
  });
});

async function hashOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Buffer.from(bytes).toString("hex");
}

describe("a tenant that hides data from some of its callers", () => {
  const whole = deals("amount");
  const [boss, aide] = [newPerson(), newPerson()].map((each) => ({ ...each, scopes: ["data:read" as const] }));
  const callers = new Map([
    ["boss", { ...boss, tenantId: tenantOf("ann") }],
    ["aide", { ...aide, tenantId: tenantOf("ann") }],
  ] as [string, Caller & { kind: "person" }][]);
  const query = "{ crm { deals { amount } } }";

  it("has a graph for each, and one for all when it hides nothing any more", async () => {
    const served = await open({ ann: whole }, { callers });
    expect((await ask(served.url, query, "aide")).errors).toEqual([]);
    served.subgraph.divide(tenantOf("ann"), (userId) => (userId === boss?.userId ? whole : deals("label2")));
    await until(
      async () =>
        (await ask(served.url, query, "aide")).errors[0]?.extensions?.["code"] === "GRAPHQL_VALIDATION_FAILED",
    );
    const { data } = await ask(served.url, "{ __schema { types { name fields { name } } } }", "aide");
    expect(JSON.stringify(data)).not.toContain('"amount"');
    expect((await ask(served.url, query, "boss")).errors).toEqual([]);
    served.subgraph.divide(tenantOf("ann"), undefined);
    await until(async () => (await ask(served.url, query, "aide")).errors.length === 0);
    await served.stop();
  });
});

describe("a tenant's graph that changes", () => {
  it("is swapped without a request being lost", async () => {
    const served = await open({ ann: deals("amount") });
    const over = new AbortController();
    const answers: string[] = [];
    const load = Array.from({ length: 4 }, async () => {
      while (!over.signal.aborted) {
        const { data, errors } = await ask(served.url, "{ crm { deals { label stage note } } }", "ann");
        answers.push(errors.length === 0 && data?.["crm"] ? "answered" : JSON.stringify(errors));
      }
    });
    for (const column of ["colour", "size", "weight", "price"]) {
      served.subgraph.setGraph(tenantOf("ann"), deals(column));
      await eventually(async () => {
        const { errors } = await ask(served.url, `{ crm { deals { ${column} } } }`, "ann");
        return errors.length === 0 ? true : undefined;
      });
    }
    over.abort();
    await Promise.all(load);
    expect(answers.length).toBeGreaterThan(5);
    expect(new Set(answers)).toEqual(new Set(["answered"]));
    await served.stop();
  });

  it("is looked at before a document is called invalid, however little was heard of the change", async () => {
    const served = await open({ ann: deals("amount") });
    const { subgraph, url } = served;
    for (const token of ["ann", "bob"]) await ask(url, "{ record(id: 1) { id } }", token);
    subgraph.setGraph(tenantOf("ann"), deals("colour"), { silently: true });
    expect((await ask(url, "{ crm { deals { colour } } }", "ann")).errors).toEqual([]);
    subgraph.setGraph(tenantOf("bob"), deals("colour"), { silently: true });
    const client = webSocketClient(url, "bob");
    const events = client.iterate({ query: "subscription { dealsChanged { deal { colour } } }" });
    const first = events.next();
    await eventually(async () => {
      subgraph.emit({ dealsChanged: { cursor: "1", deal: { colour: "red" } } });
      return Promise.race([first, delay(50, undefined)]);
    });
    expect((await first).value).toEqual({ data: { dealsChanged: { deal: { colour: "red" } } } });
    await client.dispose();
    await served.stop();
  });

  it("is looked at for documents that do not fit once a second, however many they are", async () => {
    const served = await open({ ann: deals("amount") });
    await ask(served.url, "{ record(id: 1) { id } }", "ann");
    const startedAt = performance.now();
    const before = served.subgraph.timesTold;
    for (let at = 0; at < 20; at += 1) await ask(served.url, `{ crm { deals { of_${at} } } }`, "ann");
    const seconds = Math.ceil((performance.now() - startedAt) / 1_000);
    const looks = served.subgraph.timesTold - before;
    expect(looks).toBeGreaterThanOrEqual(1);
    expect(looks).toBeLessThanOrEqual(seconds);
    await served.stop();
  });

  it("is waited for by no more operations of a client than may be under way", async () => {
    const served = await open({ ann: deals("amount") }, { config: { operationsPerPerson: 2 } });
    await ask(served.url, "{ record(id: 1) { id } }", "ann");
    served.subgraph.tellsAfterMs = 3_000;
    const client = webSocketClient(served.url, "ann");
    let refused = 0;
    const all = Array.from({ length: 5 }, async (_, at) => {
      const events = client.iterate({ query: `subscription { dealsChanged { deal { of_${at} } } }` });
      await expect(events.next()).rejects.toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
      refused += 1;
    });
    await until(() => refused >= 3);
    expect(refused).toBe(3);
    await Promise.all(all);
    await client.dispose();
    await served.stop();
  });

  it("ends subscriptions that do not fit it with the reason, and lets the others go on by the former", async () => {
    const served = await open({ ann: deals("amount"), bob: deals("amount") });
    const [ann, bob] = [webSocketClient(served.url, "ann"), webSocketClient(served.url, "bob")];
    const told: { who: string; what: unknown }[] = [];
    const listen = async (who: string, client: typeof ann, query: string) => {
      try {
        for await (const event of client.iterate({ query })) told.push({ who, what: event.data });
      } catch (error) {
        told.push({ who, what: error });
      }
    };
    void listen("fits", ann, "subscription { dealsChanged { deal { label } } }");
    void listen("unfit", ann, "subscription { dealsChanged { deal { amount } } }");
    void listen("other", bob, "subscription { dealsChanged { deal { amount } } }");
    await eventually(async () => {
      served.subgraph.emit({ dealsChanged: { cursor: "1", deal: { label: "before", amount: "before" } } });
      return new Set(told.map(({ who }) => who)).size === 3 ? true : undefined;
    });
    const former = served.subgraph.version(tenantOf("ann"));
    served.subgraph.setGraph(tenantOf("ann"), deals("colour"));
    await eventually(async () => told.find(({ what }) => Array.isArray(what)));
    expect(told.filter(({ what }) => Array.isArray(what))).toMatchObject([
      {
        who: "unfit",
        what: [
          {
            message: expect.stringContaining("does not fit it any more"),
            extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
          },
        ],
      },
    ]);
    told.length = 0;
    served.subgraph.emit({ dealsChanged: { cursor: "2", deal: { label: "after", amount: "after" } } });
    await eventually(async () => (told.length >= 2 ? true : undefined));
    expect(told).toEqual(
      expect.arrayContaining([
        { who: "fits", what: { dealsChanged: { deal: { label: "after" } } } },
        { who: "other", what: { dealsChanged: { deal: { amount: "after" } } } },
      ]),
    );
    expect(served.subgraph.asked.findLast(({ caller }) => caller === people.get("ann"))?.graph).toBe(former);
    await Promise.all([ann.dispose(), bob.dispose()]);
    await served.stop();
  });

  it("may be taken away", async () => {
    const served = await open({ ann: deals("amount") });
    expect((await ask(served.url, "{ crm { deals { amount } } }", "ann")).errors).toEqual([]);
    served.subgraph.setGraph(tenantOf("ann"), undefined);
    await eventually(async () =>
      (await ask(served.url, "{ crm { __typename } }", "ann")).errors.length > 0 ? true : undefined,
    );
    expect((await ask(served.url, "{ record(id: 1) { id } }", "ann")).errors).toEqual([]);
    await served.stop();
  });

  it("is put on another core, with those of all others", async () => {
    const served = await open({ ann: deals("amount") });
    expect((await ask(served.url, "{ crm { deals { amount } } }", "ann")).errors).toEqual([]);
    const { composeTenants } = await import("./fixtures/serve-tenants.ts");
    served.replace(composeTenants((typeDefs) => typeDefs.replace("plain: Plain", "plain: Plain  another: Plain")));
    await eventually(async () => {
      const { data, errors } = await ask(
        served.url,
        '{ crm { deals { amount } } __type(name: "Query") { fields { name } } }',
        "ann",
      );
      expect(errors).toEqual([]);
      return JSON.stringify(data).includes('"another"') ? true : undefined;
    });
    expect((await ask(served.url, '{ __type(name: "Query") { fields { name } } }')).text).toContain('"another"');
    await served.stop();
  });
});

describe("graphs that can't be had", () => {
  const typed = "{ crm { deals { amount } } }";

  it.each([
    ["has a type of the core", "type Plain { a: Int }"],
    ["has a root field of the core", "extend type Query { record: Int }"],
    ["has a name of composition", "type join__Thing { a: Int }"],
    ["is no SDL", "type Deal {"],
    ["names what is not there", "extend type Query { crm: Nowhere }"],
    ["names a policy that there is none of", 'extend type Query { crm: Int @policy(policies: [["nobody"]]) }'],
    ["has a directive between subgraphs", "extend type Query { crm: Int @shareable }"],
    ["implements otherwise", 'type Deal implements Record @key(fields: "id") { id: ID! label: Int }'],
    ["lacks a key", "type Deal implements Record { id: ID! label: String }"],
    ["hides what all see", "extend type Query { crm: Int @inaccessible }"],
    ["is something else", "query { me }"],
  ])("leave the former in its place when the new one %s", async (_what, hostile) => {
    const served = await open({ ann: deals("amount"), bob: hostile });
    expect((await ask(served.url, typed, "ann")).errors).toEqual([]);
    served.subgraph.setGraph(tenantOf("ann"), hostile);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await ask(served.url, typed, "ann")).errors).toEqual([]);
    expect((await ask(served.url, "{ record(id: 1) { id } }", "bob")).errors).toEqual([]);
    expect((await ask(served.url, typed, "bob")).errors[0]?.extensions).toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    served.subgraph.setGraph(tenantOf("bob"), deals("amount"));
    await eventually(async () => ((await ask(served.url, typed, "bob")).errors.length === 0 ? true : undefined));
    await served.stop();
  });

  it("go on as they were while the subgraph is away, and those never seen are looked for until it is back", async () => {
    const served = await open({ ann: deals("amount"), bob: deals("amount") });
    expect((await ask(served.url, typed, "ann")).errors).toEqual([]);
    served.subgraph.isDown = true;
    expect((await ask(served.url, "{ __schema { queryType { fields { name } } } }", "ann")).data).toMatchObject({
      __schema: { queryType: { fields: expect.arrayContaining([{ name: "crm" }]) } },
    });
    for (const query of [typed, "{ __schema { queryType { name } } }"])
      expect((await ask(served.url, query, "bob")).errors).toMatchObject([
        { extensions: { code: "UPSTREAM_UNAVAILABLE" } },
      ]);
    expect((await ask(served.url, "{ noted { note } }", "bob")).errors).toEqual([]);
    expect((await ask(served.url, "{ noted", "bob")).errors).toMatchObject([
      { extensions: { code: "GRAPHQL_PARSE_FAILED" } },
    ]);
    served.subgraph.isDown = false;
    await eventually(async () => ((await ask(served.url, typed, "bob")).errors.length === 0 ? true : undefined));
    await served.stop();
  });

  it("are looked for again by one timer each, however often it has failed meanwhile", async () => {
    const served = await open({ ann: deals("amount") });
    expect((await ask(served.url, typed, "ann")).errors).toEqual([]);
    served.subgraph.isDown = true;
    const timers = jest.spyOn(globalThis, "setTimeout");
    for (let times = 0; times < 5; times += 1) {
      served.subgraph.setGraph(tenantOf("ann"), deals(`of_${times}`));
      await delay(20);
    }
    const retries = timers.mock.calls.filter(([, ms]) => [1_000, 2_000, 4_000, 8_000, 16_000].includes(ms ?? 0));
    timers.mockRestore();
    expect(retries).toHaveLength(1);
    served.subgraph.isDown = false;
    const latest = "{ crm { deals { of_4 } } }";
    await eventually(async () => ((await ask(served.url, latest, "ann")).errors.length === 0 ? true : undefined));
    await served.stop();
  });

  it("are waited for by the first who ask, however many", async () => {
    const served = await open(
      { ann: deals("amount") },
      { prepare: (subgraph) => Object.assign(subgraph, { tellsAfterMs: 300 }) },
    );
    const answers = await Promise.all(Array.from({ length: 20 }, async () => ask(served.url, typed, "ann")));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    await served.stop();
  });

  it("make room for others when there are too many, and come back", async () => {
    const names = ["ann", "bob", "cyd", "dan", "eve"];
    const graphs = Object.fromEntries(names.map((name) => [name, deals(`of_${name}`)]));
    const loads = new Map<string, number>();
    const count = (subgraph: TenantsSubgraph) => {
      const { executor } = subgraph;
      Object.assign(subgraph, {
        executor: async (request: Parameters<typeof executor>[0]) => {
          const tenantId = request.query.includes("TypedGraph(") ? String(request.variables?.["tenantId"]) : "";
          loads.set(tenantId, (loads.get(tenantId) ?? 0) + 1);
          return executor(request);
        },
      });
    };
    const served = await open(graphs, { config: { maximumTenantGraphs: 2 }, prepare: count });
    for (let round = 0; round < 3; round += 1)
      for (const name of names)
        expect((await ask(served.url, `{ crm { deals { of_${name} } } }`, name)).errors).toEqual([]);
    expect(names.map((name) => loads.get(tenantOf(name)))).toEqual([3, 3, 3, 3, 3]);
    await served.stop();
  });
});
