import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Airgraph, startAirgraph } from "../support/airgraph.ts";
import { post } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { type SignedIn, signUpConnected } from "../support/signed-in.ts";

interface Created {
  readonly salesCrm: {
    readonly createDeals: {
      readonly results: { readonly record: { readonly id: string; readonly company: { readonly id: string } } }[];
    };
  };
}

describe.each(["in-process", "services"] as const)("typed mutations, %s", (topology) => {
  let airgraph: Airgraph;
  let person: SignedIn;

  beforeAll(async () => {
    airgraph = await startAirgraph(topology);
    person = await signUpConnected(airgraph);
    await eventually(async () => data("{ salesCrm { base { id } } }").catch(() => undefined));
  });
  afterAll(() => airgraph.stop());

  async function data<Data>(query: string): Promise<Data> {
    const answer = await post<Data>(airgraph.url, JSON.stringify({ query }), person.token);
    if (answer.data == null || answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  }

  it("of one operation are carried out in the order of the document, their answers included, through the router", async () => {
    const created = await data<Created>(`mutation { salesCrm {
      createDeals(input: [{ name: "Ordered", amount: 1, company: { create: { name: "Nested Ltd" } } }]) {
        results { outcome error { message } record { id company { id name } } }
      }
    } }`);
    expect(created).toMatchObject({
      salesCrm: { createDeals: { results: [{ outcome: "CREATED", record: { company: { name: "Nested Ltd" } } }] } },
    });
    const deal = created.salesCrm.createDeals.results[0]?.record;
    const rename = (name: string) =>
      `updateCompanies(input: [{ id: "${deal?.company.id}", name: "${name}" }]) { succeeded }`;
    const show = (amount: number) =>
      `updateDeals(input: [{ id: "${deal?.id}", amount: ${amount} }]) { results { record { amount company { name } workflowRuns(first: 1) { nodes { id } } } } }`;
    const result = await data<unknown>(`mutation {
      salesCrm { one: ${rename("One")} two: ${show(2)} three: ${rename("Three")} four: ${show(4)} }
      again: salesCrm { five: ${rename("Five")} six: ${show(6)} seven: deleteDeals(ids: ["${deal?.id}"]) { succeeded } eight: ${show(8)} }
    }`);
    const shown = (amount: number, name: string) => ({ results: [{ record: { amount, company: { name } } }] });
    expect(result).toMatchObject({
      salesCrm: { one: { succeeded: 1 }, two: shown(2, "One"), three: { succeeded: 1 }, four: shown(4, "Three") },
      again: {
        five: { succeeded: 1 },
        six: shown(6, "Five"),
        seven: { succeeded: 1 },
        eight: { results: [{ record: null }] },
      },
    });
  });
});
