import { beforeAll, expect, it } from "@jest/globals";
import type { Airgraph } from "../../support/airgraph.ts";
import type { SignedIn } from "../../support/signed-in.ts";
import { signUpIn, told } from "./typed-workspace.ts";

interface Created {
  readonly salesCrm: {
    readonly createDeals: {
      readonly results: { readonly record: { readonly id: string; readonly company: { readonly id: string } } }[];
    };
  };
}

/** What one operation writes in the tenant's own words, step by step. */
export function writesAreInOrder(shared: () => Airgraph): void {
  let person: SignedIn;
  beforeAll(async () => {
    person = await signUpIn(shared(), "sales");
  }, 120_000);

  const data = async <Data>(query: string): Promise<Data> => told<Data>(shared(), person, query);

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
}
