import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { sampleSeed } from "../../../../emulator/emulator.ts";
import type { Person } from "../../../../kernel/identity/caller.ts";
import { packedSdl, unpackSdl } from "../../../../kernel/schema-extension/packed-sdl.ts";
import { newPerson } from "../../../../tests/support/subgraph.ts";
import { type OpenGraphs, openGraphs } from "./fixtures/open-graphs.ts";

let open: OpenGraphs;
beforeAll(async () => {
  open = await openGraphs();
});
afterAll(() => open.close());

const [crm] = sampleSeed().bases;
const told = z.object({
  typedGraph: z.object({ version: z.string(), packedSdl: packedSdl.nullable(), isShared: z.boolean() }).nullable(),
});

async function graphFor({ tenantId, userId, roleId }: Person, known?: string) {
  const query = `query ($tenantId: ID!, $known: ID, $viewer: GraphViewerInput) {
    typedGraph(tenantId: $tenantId, known: $known, viewer: $viewer) { version packedSdl isShared }
  }`;
  const variables = { tenantId, known, viewer: { userId, roleId } };
  const { data, errors } = await open.subgraph.ask({ kind: "service", name: "router" }, query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  const { typedGraph } = told.parse(data);
  if (typedGraph === null) return null;
  const { packedSdl: packed, ...graph } = typedGraph;
  return { ...graph, sdl: packed && unpackSdl(packed) };
}

async function deny(owner: Person, input: Record<string, unknown>): Promise<void> {
  const create = "mutation ($input: CreateDataPolicyInput!) { createDataPolicy(input: $input) { id } }";
  const subject = { kind: "ROLE", id: "viewer" };
  const policy = { name: "hidden", effect: "DENY", subject, operations: ["READ"], baseId: crm?.id, ...input };
  await open.ask(owner, create, { input: policy });
}

async function hidden(): Promise<{ owner: Person; viewer: Person }> {
  const owner = await open.connect();
  await open.ask(owner, "mutation { setDeniedData(deniedData: HIDE) { deniedData } }");
  return { owner, viewer: newPerson({ tenantId: owner.tenantId, role: "viewer" }) };
}

describe("where a tenant hides data from those who may not read it", () => {
  it("a table that is denied is in nobody's graph but of those who may read it", async () => {
    const { owner, viewer } = await hidden();
    await deny(owner, { table: "Deals" });
    const [whole, part] = [await graphFor(owner), await graphFor(viewer)];
    expect(whole?.sdl).toContain("type SalesCrmDeal ");
    expect(part?.sdl).not.toContain("SalesCrmDeal");
    expect(part?.sdl).toContain("type SalesCrmCompany ");
    expect(part?.version).not.toBe(whole?.version);
    expect([whole?.isShared, part?.isShared]).toEqual([false, false]);
  });

  it("a field that is denied is not in it, nor what is computed from it", async () => {
    const { owner, viewer } = await hidden();
    await deny(owner, { table: "Deals", fields: ["Amount"] });
    const part = await graphFor(viewer);
    expect(part?.sdl).toContain("type SalesCrmDeal ");
    expect(part?.sdl).not.toMatch(/[aA]mount|pipeline:/);
  });

  it("a base that is denied is not in it", async () => {
    const { owner, viewer } = await hidden();
    await deny(owner, {});
    expect((await graphFor(viewer))?.sdl).not.toContain("SalesCrm");
  });

  it("the version is the same for callers from whom the same is hidden, and not sent again", async () => {
    const { owner, viewer } = await hidden();
    await deny(owner, { table: "Deals" });
    const first = await graphFor(viewer);
    const another = newPerson({ tenantId: owner.tenantId, role: "viewer" });
    expect(await graphFor(another, first?.version)).toEqual({ version: first?.version, sdl: null, isShared: false });
  });

  it("operations on such a version are answered", async () => {
    const { owner, viewer } = await hidden();
    await deny(owner, { table: "Deals" });
    const { version = "" } = (await graphFor(viewer)) ?? {};
    const query = "{ salesCrm { companies(first: 1) { nodes { name } } } }";
    const { data, errors } = await open.subgraph.askOn(version, viewer, query);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ salesCrm: { companies: { nodes: [{ name: expect.any(String) }] } } });
  });
});

it("where a tenant tells what is denied, all its callers share one graph", async () => {
  const owner = await open.connect();
  await deny(owner, { table: "Deals" });
  const viewer = newPerson({ tenantId: owner.tenantId, role: "viewer" });
  expect(await graphFor(viewer)).toEqual(await graphFor(owner));
});
