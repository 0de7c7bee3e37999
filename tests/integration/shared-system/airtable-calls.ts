import { beforeAll, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../../emulator/emulator.ts";
import { graphql } from "../../generated/gql.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { expectData } from "../../support/client.ts";
import { signUpConnected, untilTyped } from "../../support/signed-in.ts";
import { Bases } from "../operations.ts";

const NestedDeals = graphql(`
  query NestedDeals($base: ID!) {
    base(id: $base) {
      table(key: "Deals") {
        records(first: 100) {
          nodes {
            company: linkedRecords(field: "Company", first: 1) {
              nodes {
                id
              }
            }
            contacts: linkedRecords(field: "Contacts", first: 10) {
              nodes {
                id
                company: linkedRecords(field: "Company", first: 1) {
                  nodes {
                    id
                    cell(field: "Name")
                  }
                }
              }
            }
          }
        }
      }
    }
  }
`);

export function nestedReadsTakeFewCalls(shared: () => Airgraph): void {
  let airgraph: Airgraph;
  let token: string;

  beforeAll(async () => {
    airgraph = shared();
    const person = await signUpConnected(airgraph);
    ({ token } = person);
    await untilTyped(airgraph, person);
    await expectData(airgraph.url, Bases, {}, token); // The schema, which is cached from here on.
  });

  it("asks for 100 deals, their company, contacts and each contact's company in 1 + ceil(distinct / 100) calls a level", async () => {
    airgraph.emulator.resetRequests();
    const { base } = await expectData(airgraph.url, NestedDeals, { base: salesCrmBaseId }, token);
    const calls = airgraph.emulator.requests().length;

    const deals = base?.table?.records?.nodes ?? [];
    const contacts = deals.flatMap((deal) => deal.contacts?.nodes ?? []);
    const dealCompanies = distinct(deals.flatMap((deal) => deal.company?.nodes ?? []));
    const contactCompanies = distinct(contacts.flatMap((contact) => contact.company?.nodes ?? []));
    const notReadBefore = contactCompanies.filter((id) => !dealCompanies.includes(id));

    expect(deals).toHaveLength(100);
    expect(contacts.length).toBeGreaterThan(100);
    expect(calls).toBe(
      1 + pages(dealCompanies.length) + pages(distinct(contacts).length) + pages(notReadBefore.length),
    );
  });
}

function distinct(records: readonly { id: string }[]): string[] {
  return [...new Set(records.map(({ id }) => id))];
}

function pages(records: number): number {
  return Math.ceil(records / 100);
}
