import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { type GraphQLSchema, isObjectType } from "graphql";
import { z } from "zod";
import { salesCrmBaseId, sampleSeed } from "../../../../emulator/emulator.ts";
import type { Person } from "../../../../kernel/identity/caller.ts";
import type { RunningSubgraph } from "../../../../kernel/subgraph/subgraph.ts";
import { until } from "../../../../tests/support/eventually.ts";
import { newTenant } from "../../../../tests/support/subgraph.ts";
import { type OpenGraphs, openGraphs } from "./fixtures/open-graphs.ts";

const sample = sampleSeed();
/** Granted what the sample's token is. */
const doomedToken = "patDOOMED";

let open: OpenGraphs;
beforeAll(async () => {
  const doomed = sample.tokens.map((granted) => ({ ...granted, token: doomedToken }));
  open = await openGraphs({ seed: { ...sample, tokens: [...sample.tokens, ...doomed] } });
});
afterEach(() => open.rest());
afterAll(() => open.close());

const tables = z.object({
  tables: z.array(
    z.object({ id: z.string(), name: z.string(), fields: z.array(z.object({ id: z.string(), name: z.string() })) }),
  ),
});

async function tableAtAirtable(name: string) {
  const { body } = await open.api.get(`/v0/meta/bases/${salesCrmBaseId}/tables`);
  const table = tables.parse(body).tables.find((one) => one.name === name);
  if (table === undefined) throw new Error(`no table ${name}`);
  return { ...table, path: `/v0/meta/bases/${salesCrmBaseId}/tables/${table.id}` };
}

function columns(schema: GraphQLSchema, typeName: string): string[] {
  const type = schema.getType(typeName);
  return isObjectType(type) ? Object.keys(type.getFields()) : [];
}

async function versionOf({ tenantId }: Person): Promise<string> {
  return (await open.graph(tenantId))?.version ?? "";
}

describe("a tenant's typed graph", () => {
  it("is there when a router first asks for it", async () => {
    const { tenantId } = await open.connect();
    const schema = await open.schema(tenantId);
    const query = schema.getQueryType()?.getFields() ?? {};
    expect(Object.keys(query)).toEqual(expect.arrayContaining(["salesCrm", "productPlanning"]));
    expect(columns(schema, "SalesCrmDeal")).toEqual(expect.arrayContaining(["name", "closeDate", "company"]));
  });

  it("is none where no base is connected", async () => {
    expect(await open.graph(newTenant())).toBeNull();
  });

  it("is there once the first base is connected, without anybody asking anew", async () => {
    const { tenantId } = await open.connect();
    const before = await open.graph(tenantId);
    const other = await open.subgraph.startAnother();
    expect(await open.graph(tenantId, undefined, other)).toEqual(before);
    await other.stop();
  });

  it("is not sent again to who knows it", async () => {
    const { tenantId } = await open.connect();
    const first = await open.graph(tenantId);
    expect(await open.graph(tenantId, first?.version)).toEqual({ version: first?.version, sdl: null });
  });

  it("has a column that is made in Airtable, without being told of it", async () => {
    const owner = await open.connect();
    await versionOf(owner);
    const { path } = await tableAtAirtable("Companies");
    await open.api.send("POST", `${path}/fields`, { name: "Second phone", type: "phoneNumber" });
    await until(async () => columns(await open.schema(owner.tenantId), "SalesCrmCompany").includes("secondPhone"));
  });

  it("keeps the names that it gave when a column is called something else, and tells the new label", async () => {
    const owner = await open.connect();
    const before = await versionOf(owner);
    const { path, fields } = await tableAtAirtable("Companies");
    const city = fields.find(({ name }) => name === "City");
    await open.api.send("PATCH", `${path}/fields/${city?.id}`, { name: "Town" });
    await until(async () => (await versionOf(owner)) !== before);
    const schema = await open.schema(owner.tenantId);
    const type = schema.getType("SalesCrmCompany");
    const field = isObjectType(type) ? type.getFields()["city"] : undefined;
    expect(field?.description).toContain("Town");
    expect(field?.deprecationReason).toBeUndefined();
  });

  it("finds records by a choice that is called something else, in a process that has not looked at the bases", async () => {
    const other = await open.subgraph.startAnother();
    const owner = await open.connect();
    const query = "{ salesCrm { deals(first: 1, filter: { stage: { eq: NEGOTIATION } }) { nodes { stage } } } }";
    const ask = async (at: RunningSubgraph | undefined) => {
      return open.subgraph.request(owner, { query, graph: await versionOf(owner) }, at);
    };
    const found = { data: { salesCrm: { deals: { nodes: [{ stage: "NEGOTIATION" }] } } } };
    expect(await Promise.all([ask(undefined), ask(other)])).toMatchObject([found, found]);
    const before = await versionOf(owner);
    const { fields } = await tableAtAirtable("Deals");
    const stage = fields.find(({ name }) => name === "Stage")?.id ?? "";
    open.emulator.editBase(salesCrmBaseId, [
      { kind: "renameChoice", fieldId: stage, choice: "Negotiation", name: "Haggling" },
    ]);
    await until(async () => (await versionOf(owner)) !== before);
    expect(await Promise.all([ask(undefined), ask(other)])).toMatchObject([found, found]);
    await other.stop();
  });

  it("stays when Airtable refuses the connection's token", async () => {
    const owner = await open.connect(doomedToken);
    const before = await versionOf(owner);
    open.emulator.revokeToken(doomedToken);
    await open.subgraph.ask(owner, "{ bases { id } }");
    expect(await versionOf(owner)).toBe(before);
  });

  it("answers operations on the version that they name, whichever process has made it", async () => {
    const owner = await open.connect();
    const query =
      "{ salesCrm { deals(first: 2) { nodes { name stage company { name } contacts(first: 1) { nodes { email } } } } } }";
    const { data, errors } = await open.subgraph.askOn(await versionOf(owner), owner, query);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ salesCrm: { deals: { nodes: [{ name: expect.any(String) }, {}] } } });
  });

  it("knows no version of another tenant", async () => {
    const [owner, stranger] = [await open.connect(), await open.connect()];
    await open.ask(owner, "{ bases { id } }");
    const theirs = await versionOf(owner);
    await open.subgraph.db.execute(`delete from airtable.typed_graph_version where tenant_id = '${stranger.tenantId}'`);
    const { errors } = await open.subgraph.askOn(theirs, stranger, "{ salesCrm { deals { totalCount } } }");
    expect(errors).toMatchObject([{ extensions: { code: "CONFLICT" } }]);
  });
});

describe("operations without a version", () => {
  it("know no typed graph", async () => {
    const owner = await open.connect();
    const { errors } = await open.subgraph.ask(owner, "{ salesCrm { deals { totalCount } } }");
    expect(errors).toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
  });
});
