import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Seed, sampleToken } from "../../../../emulator/emulator.ts";
import { fieldId, tableId } from "../../ids.ts";
import { type CallerRules, rulesFor } from "../../policies/caller-rules.ts";
import { dataPolicyId, type StoredPolicy } from "../../policies/data-policy.ts";
import { codes, type OpenSample, openSample, type Page, underBase } from "../fixtures/open-sample.ts";
import { type OpenTyped, openTyped } from "../fixtures/open-typed.ts";

let open: OpenSample;

beforeAll(async () => {
  open = await openSample();
});
afterAll(async () => open.close());

const ask = async (query: string, options?: Parameters<OpenSample["ask"]>[1]) => open.ask(query, options);

describe("filters", () => {
  const ids = async (filter: string, rules?: CallerRules) => {
    const query = `{ salesCrm { deals(first: 100, filter: ${filter}) { totalCount nodes { recordId } } } }`;
    return ask(query, rules === undefined ? {} : { rules });
  };

  it("name the place of what is wrong", async () => {
    const { errors } = await ids('{ or: [{ company: { name: { contains: "" } } }] }');
    expect(errors?.[0]?.message).toContain("filter.or[0].company.name.contains");
    expect(errors?.[0]?.extensions["code"]).toBe("BAD_USER_INPUT");
  });

  it.each([
    ["no linked record", "company: null"],
    ["some of a list", 'contacts: { some: { name: { contains: "a" } } }'],
    [
      "links of links",
      'company: { contacts: { every: { newsletter: { eq: true }, company: { city: { ne: "Berlin" } } } } }',
    ],
  ])("across links tell of %s", async (_what, filter) => {
    const { deals } = underBase(await ids(`{ ${filter} }`));
    const given = JSON.parse(`{ ${filter.replaceAll(/(\w+):/g, '"$1":')} }`) as Record<string, unknown>;
    expect(deals.totalCount).toBe(open.choose("deals", given).length);
  });

  it("decide here what is true of more records than a formula can name, and say so where they can't", async () => {
    const many = await openManyLinked();
    try {
      const list = async (filter: string) =>
        many.ask(
          `{ bulk { items(first: 100, filter: ${filter}) { totalCount nodes { name group { name } } pageInfo { hasNextPage endCursor } } } }`,
        );
      const named = await list('{ group: { name: { eq: "Group 0" } }, name: { contains: "7" } }');
      expect(named.errors).toBeUndefined();
      const { items } = (named.data as { bulk: { items: Page } }).bulk;
      // The items of that group, every other one of 3,000, with a seven in their name.
      const wanted = Array.from({ length: 1_500 }, (_, index) => `Item ${index * 2}`).filter((name) =>
        name.includes("7"),
      );
      expect(items.totalCount).toBe(wanted.length);
      expect(items.nodes).toHaveLength(100);
      expect(items.nodes.every(({ name }) => String(name).includes("7"))).toBe(true);
      const met: unknown[] = [];
      let after: string | null = null;
      do {
        const page = await many.ask(
          `query ($after: String) { bulk { items(first: 70, after: $after, filter: { group: { name: { eq: "Group 0" } }, name: { contains: "7" } }) {
            nodes { name } pageInfo { hasNextPage endCursor } } } }`,
          { variables: { after } },
        );
        const { nodes, pageInfo } = (page.data as { bulk: { items: Page } }).bulk.items;
        met.push(...nodes.map(({ name }) => name));
        after = pageInfo.endCursor;
      } while (after !== null);
      expect(met).toHaveLength(wanted.length);
      expect(new Set(met)).toEqual(new Set(wanted));
      expect(codes(await list('{ or: [{ group: { name: { eq: "Group 0" } } }, { name: { eq: "Item 1" } }] }'))).toEqual(
        ["COST_LIMIT_EXCEEDED"],
      );
      const others = await list('{ not: { group: { name: { eq: "Group 0" } } } }');
      expect((others.data as { bulk: { items: Page } }).bulk.items.totalCount).toBe(1_500);
    } finally {
      await many.close();
    }
  });

  describe("under data policies", () => {
    const asked = { kind: "person", userId: "somebody", roleId: "editor" } as const;
    const denying = (about: Pick<StoredPolicy, "tableId" | "fieldIds" | "rows">): CallerRules =>
      rulesFor(asked, {
        policies: [
          {
            id: dataPolicyId.parse(randomUUID()),
            name: "A policy",
            description: null,
            effect: "DENY",
            subject: { kind: "EVERYONE", id: null },
            operations: ["READ"],
            baseId: open.base.id,
            createdAt: new Date(0),
            createdBy: "somebody",
            ...about,
          },
        ],
        deniedData: "TELL",
        address: undefined,
        sign: (text) => text.slice(0, 43),
      });

    it("don't count linked records that the caller may not read", async () => {
      const industry = open.field("companies", "industry").id;
      const rules = denying({
        tableId: tableId.parse(open.tableOf("companies").id),
        fieldIds: null,
        rows: { field: industry, eq: "Software" },
      });
      const { deals } = underBase(await ids("{ company: { employees: { gte: 0 } } }", rules));
      expect(deals.totalCount).toBe(
        open.choose("deals", { company: { employees: { gte: 0 }, not: { industry: { eq: "SOFTWARE" } } } }).length,
      );
      expect(deals.totalCount).toBeLessThan(700);
      const shown = underBase(
        await ask("{ salesCrm { deals(first: 100) { nodes { company { industry } } } } }", { rules }),
      );
      expect(JSON.stringify(shown)).not.toContain("SOFTWARE");
    });

    it("refuse to look at fields that the caller may not read, in linked tables too", async () => {
      const rules = denying({
        tableId: tableId.parse(open.tableOf("companies").id),
        fieldIds: [fieldId.parse(open.field("companies", "employees").id)],
        rows: null,
      });
      expect(codes(await ids("{ company: { employees: { gte: 0 } } }", rules))).toEqual(["FORBIDDEN"]);
      expect(codes(await ids("{ company: { city: { isEmpty: false } } }", rules))).toEqual([]);
      const shown = await ask(
        "{ salesCrm { companies(first: 1) { nodes { employees city } } companiesAggregate { employees { sum } count } } }",
        {
          rules,
        },
      );
      expect(codes(shown)).toEqual(["FORBIDDEN", "FORBIDDEN"]);
      expect(shown.data).toMatchObject({
        salesCrm: {
          companies: { nodes: [{ employees: null }] },
          companiesAggregate: [{ employees: null, count: 200 }],
        },
      });
    });
  });
});

/** A base with a group of 1,500 of 3,000 items. */
async function openManyLinked(): Promise<OpenTyped> {
  const pad = (prefix: string, name: string) => prefix + name.padEnd(14, "0");
  const createdTime = "2026-01-05T09:00:00.000Z";
  const link = { type: "multipleRecordLinks" } as const;
  const seed: Seed = {
    tokens: [
      {
        token: sampleToken,
        userId: pad("usr", "Owner"),
        scopes: ["data.records:read", "schema.bases:read"],
        bases: [{ id: pad("app", "Bulk"), permissionLevel: "create" }],
      },
    ],
    users: [{ id: pad("usr", "Owner"), email: "owner@example.com", name: "Owner" }],
    bases: [
      {
        id: pad("app", "Bulk"),
        name: "Bulk",
        tables: [
          {
            id: pad("tbl", "Items"),
            name: "Items",
            primaryFieldId: pad("fld", "Name"),
            fields: [
              { id: pad("fld", "Name"), name: "Name", type: "singleLineText" },
              {
                id: pad("fld", "Group"),
                name: "Group",
                ...link,
                options: {
                  linkedTableId: pad("tbl", "Groups"),
                  inverseLinkFieldId: pad("fld", "Items"),
                  prefersSingleRecordLink: true,
                },
              },
            ],
            records: Array.from({ length: 3_000 }, (_, index) => ({
              id: pad("rec", `Item${index}x`),
              createdTime,
              fields: { Name: `Item ${index}`, Group: [pad("rec", `Group${index % 2}`)] },
            })),
          },
          {
            id: pad("tbl", "Groups"),
            name: "Groups",
            primaryFieldId: pad("fld", "Title"),
            fields: [
              { id: pad("fld", "Title"), name: "Name", type: "singleLineText" },
              {
                id: pad("fld", "Items"),
                name: "Items",
                ...link,
                options: { linkedTableId: pad("tbl", "Items"), inverseLinkFieldId: pad("fld", "Group") },
              },
            ],
            records: [0, 1].map((index) => ({
              id: pad("rec", `Group${index}`),
              createdTime,
              fields: { Name: `Group ${index}` },
            })),
          },
        ],
      },
    ],
  };
  return openTyped({ seed, baseId: pad("app", "Bulk") });
}
