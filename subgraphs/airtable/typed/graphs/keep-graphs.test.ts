import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { isObjectType } from "graphql";
import { salesCrmBaseId } from "../../../../emulator/emulator.ts";
import { newTenant } from "../../../../tests/support/subgraph.ts";
import { type OpenGraphs, openGraphs } from "./fixtures/open-graphs.ts";

let open: OpenGraphs;
beforeAll(async () => {
  open = await openGraphs();
});
afterAll(() => open.close());

describe("a tenant's typed graph", () => {
  it("is there when a router first asks for it", async () => {
    const { tenantId } = await open.connect();
    const schema = await open.schema(tenantId);
    const query = schema.getQueryType()?.getFields() ?? {};
    expect(Object.keys(query)).toEqual(expect.arrayContaining(["salesCrm", "productPlanning"]));
    expect(isObjectType(schema.getType("SalesCrmDeal"))).toBe(true);
  });

  it("is none where no base is connected", async () => {
    expect(await open.graph(newTenant())).toBeNull();
  });

  it("is not sent again to who knows it", async () => {
    const { tenantId } = await open.connect();
    const first = await open.graph(tenantId);
    expect(await open.graph(tenantId, first?.version)).toEqual({ version: first?.version, sdl: null });
  });

  it("answers operations on the version that they name", async () => {
    const owner = await open.connect();
    const { version = "" } = (await open.graph(owner.tenantId)) ?? {};
    const { data, errors } = await open.subgraph.askOn(
      version,
      owner,
      "{ salesCrm { deals(first: 2) { nodes { name amount stage company { name } contacts(first: 1) { nodes { email } } } } } }",
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ salesCrm: { deals: { nodes: [{ name: expect.any(String) }, {}] } } });
    expect(salesCrmBaseId).toBeDefined();
  });
});
