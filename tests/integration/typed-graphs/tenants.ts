import { beforeAll, expect, it } from "@jest/globals";
import type { IntrospectionQuery } from "graphql";
import type { Airgraph } from "../../support/airgraph.ts";
import { webSocketClient } from "../../support/client.ts";
import { createMachine, invite, type SignedIn, signUp } from "../../support/signed-in.ts";
import {
  asked,
  codes,
  follow,
  type Introspected,
  introspect,
  introspection,
  signUpIn,
  told,
  type Workspace,
} from "./typed-workspace.ts";

/** What a query of each begins with, and a type of its own. */
const own = {
  sales: { root: "salesCrm", type: "SalesCrmDeal" },
  everyField: { root: "everyField", type: "EveryFieldThing" },
  denseLinks: { root: "denseLinks", type: "DenseLinks" },
} as const satisfies Partial<Record<Workspace, { root: string; type: string }>>;
const workspaces = ["sales", "everyField", "denseLinks", "hostileNames"] as const;

/** Whose token it is decides the graph, on whatever way it is asked for. */
export function tenantsHaveOwnGraphs(shared: () => Airgraph): void {
  let airgraph: Airgraph;
  const people = new Map<Workspace, SignedIn>();
  const of = (workspace: Workspace): SignedIn => {
    const person = people.get(workspace);
    if (person === undefined) throw new Error(`nobody is in ${workspace}`);
    return person;
  };
  let core: ReadonlySet<string>;

  beforeAll(async () => {
    airgraph = shared();
    await Promise.all(workspaces.map(async (workspace) => people.set(workspace, await signUpIn(airgraph, workspace))));
    core = typesOf(await introspect(airgraph, {}));
  }, 120_000);

  it("show each tenant its own types by introspection over HTTP, and nobody else's; who is nobody sees the core", async () => {
    const seen = new Map<Workspace, Set<string>>();
    for (const workspace of workspaces) {
      const schema = await introspect(airgraph, of(workspace));
      expect(rootsOf(schema).filter((name) => !core.has(name))).not.toEqual([]);
      seen.set(workspace, new Set([...typesOf(schema)].filter((name) => !core.has(name))));
    }
    for (const [workspace, types] of seen) {
      expect([workspace, types.size > 20]).toEqual([workspace, true]);
      for (const [other, theirs] of seen)
        if (other !== workspace)
          expect([workspace, other, [...types].filter((name) => theirs.has(name))]).toEqual([workspace, other, []]);
    }
    expect([...core].filter((name) => /SalesCrm|EveryField|DenseLinks/.test(name))).toEqual([]);
    for (const { type } of Object.values(own)) expect([...core].some((name) => name.startsWith(type))).toBe(false);
  });

  it("show the same by introspection over a WebSocket", async () => {
    for (const workspace of [...workspaces, undefined]) {
      const { token } = workspace === undefined ? {} : of(workspace);
      const socket = webSocketClient(airgraph.url, token);
      const { value } = await socket
        .iterate<IntrospectionQuery & Record<string, unknown>>({ query: introspection })
        .next();
      await socket.dispose();
      const overHttp = await introspect(airgraph, token === undefined ? {} : { token });
      expect(value?.data).toEqual({ __schema: overHttp });
    }
  });

  it("refuse a query for another tenant's type as one for a type that there is nowhere, and propose none of its names", async () => {
    for (const [mine, { root, type }] of entries()) {
      for (const workspace of [...workspaces, undefined]) {
        if (workspace === mine) continue;
        const person = workspace === undefined ? {} : of(workspace);
        const nowhere = await asked(
          airgraph,
          person,
          '{ nowhereCrm { __typename } a: __type(name: "NowhereCrmX") { name } }',
        );
        const answer = await asked(airgraph, person, `{ ${root} { __typename } a: __type(name: "${type}") { name } }`);
        expect([workspace, answer.status, codes(answer)]).toEqual([
          workspace,
          nowhere.status,
          ["GRAPHQL_VALIDATION_FAILED"],
        ]);
        const other = await asked(airgraph, person, `{ record(id: "x") { ... on ${type}Thing { id } } }`);
        expect(codes(other)).toEqual(["GRAPHQL_VALIDATION_FAILED"]);
        expect(answer.text + other.text).not.toMatch(/Did you mean/);
        expect(await told(airgraph, person, `{ __type(name: "${type}") { name } }`)).toEqual({ __type: null });
      }
    }
  });

  it("refuse another tenant's subscription in its own operation, and leave the socket be", async () => {
    const stranger = follow(airgraph, of("everyField"), "subscription { salesCrmDealsChanged { kind } }");
    await stranger.leave();
    const socket = webSocketClient(airgraph.url, of("everyField").token);
    const refused = socket.iterate({ query: "subscription { salesCrmDealsChanged { kind } }" }).next();
    await expect(
      refused.then(
        (step) => JSON.stringify(step),
        (error: unknown) => JSON.stringify(error),
      ),
    ).resolves.toContain("GRAPHQL_VALIDATION_FAILED");
    const { value } = await socket.iterate({ query: "{ everyField { base { name } } }" }).next();
    await socket.dispose();
    expect(value).toEqual({ data: { everyField: { base: { name: "Every field" } } } });
  });

  it("give an API key its tenant's graph, within what its scopes permit", async () => {
    const owner = of("everyField");
    const [reader, blind] = [
      await createMachine(airgraph, owner, ["data:read"]),
      await createMachine(airgraph, owner, ["runs:read"]),
    ];
    for (const machine of [reader, blind])
      expect(typesOf(await introspect(airgraph, machine))).toEqual(typesOf(await introspect(airgraph, owner)));
    const query = "{ everyField { things(first: 2) { totalCount nodes { id } } } }";
    expect(await told(airgraph, reader, query)).toMatchObject({ everyField: { things: { totalCount: 260 } } });
    expect(codes(await asked(airgraph, blind, query))).toEqual(["FORBIDDEN"]);
    const write = 'mutation { everyField { deleteThings(ids: ["rec0"]) { succeeded } } }';
    expect(codes(await asked(airgraph, reader, write))).toEqual(["FORBIDDEN"]);
  });

  it("change with the tenant in which somebody acts", async () => {
    const guest = await invite(airgraph, of("sales"), "viewer");
    expect(rootsOf(await introspect(airgraph, guest))).toContain("salesCrm");
    const home = await signUp(airgraph);
    expect(rootsOf(await introspect(airgraph, home))).not.toContain("salesCrm");
    const { me } = await told<{ me: { tenants?: unknown } }>(airgraph, guest, "{ me { username } }");
    expect(me).not.toBeNull();
    const { tenants } = await told<{ tenants: { tenant: { id: string } }[] }>(
      airgraph,
      guest,
      "{ tenants { tenant { id } } }",
    );
    const former = tenants.find(({ tenant }) => tenant.id !== of("sales").tenantId)?.tenant.id;
    const to = async (tenantId: string | undefined) => {
      const mutation = "mutation ($tenantId: ID!) { switchTenant(tenantId: $tenantId) { accessToken } }";
      const { switchTenant } = await told<{ switchTenant: { accessToken: string } }>(airgraph, guest, mutation, {
        tenantId,
      });
      return { token: switchTenant.accessToken };
    };
    const [back, again] = [await to(former), await to(of("sales").tenantId)];
    expect(rootsOf(await introspect(airgraph, back))).not.toContain("salesCrm");
    expect(codes(await asked(airgraph, back, "{ salesCrm { deals(first: 1) { totalCount } } }"))).toEqual([
      "GRAPHQL_VALIDATION_FAILED",
    ]);
    expect(await told(airgraph, again, "{ salesCrm { deals(first: 1) { nodes { __typename } } } }")).toEqual({
      salesCrm: { deals: { nodes: [{ __typename: "SalesCrmDeal" }] } },
    });
  });
}

function entries() {
  return Object.entries(own) as [keyof typeof own, (typeof own)[keyof typeof own]][];
}

function typesOf({ types }: Introspected): Set<string> {
  return new Set(types.map(({ name }) => name));
}

function rootsOf({ types, queryType }: Introspected): string[] {
  const query = types.find(({ name }) => name === queryType.name);
  return query?.kind === "OBJECT" ? query.fields.map(({ name }) => name) : [];
}
