import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createAuditLog } from "../../../../kernel/audit-log/audit-log.ts";
import { systemClock } from "../../../../kernel/clock.ts";
import type { Actor, Person } from "../../../../kernel/identity/caller.ts";
import { newPerson, startTestSubgraph, type TestSubgraph } from "../../../../tests/support/subgraph.ts";
import { readReservedNames } from "../../resolvers/reserved-names.ts";
import { airtable } from "../../subgraph.ts";
import { describedBase, type GivenBase } from "./fixtures/described-base.ts";
import { newIds } from "./fixtures/new-ids.ts";
import { type NamingParts, nameGraph } from "./name-graph.ts";
import { pinGraph } from "./pin-graph.ts";

const auditKey = randomBytes(32);
const auditLog = createAuditLog({ keys: { current: auditKey, former: [] }, clock: systemClock });
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(airtable, { env: { AUDIT_KEY: auditKey.toString("base64") } });
});
afterAll(async () => subgraph.stop());

const reserved = readReservedNames();
const newId = newIds();

interface Part {
  readonly id: string;
  readonly name: string;
  readonly one: string | null;
  readonly typeName: string | null;
  readonly hidden: boolean;
  readonly removedAt: string | null;
  readonly parts: readonly Part[];
}

const base: GivenBase = {
  id: newId("app"),
  name: "CRM",
  tables: [
    {
      id: newId("tbl"),
      name: "Deals",
      fields: [
        { id: newId("fld"), name: "Name", type: "singleLineText" },
        {
          id: newId("fld"),
          name: "Stage",
          type: "singleSelect",
          options: { choices: ["Won", "Lost"].map((name) => ({ id: newId("sel"), name })) },
        },
      ],
    },
    { id: newId("tbl"), name: "People", fields: [{ id: newId("fld"), name: "Name", type: "singleLineText" }] },
  ],
};

const pin: NamingParts["pin"] = async (_tenantId, question) => pinGraph(question);
async function nameParts(as: Actor, ...bases: GivenBase[]): Promise<void> {
  const described = bases.map((each) => describedBase(each));
  await nameGraph({ db: subgraph.db, clock: systemClock, reserved: () => reserved, pin }, as.tenantId, described);
}

/** Somebody who may change the schema, in a tenant whose base has names. */
async function admin(...bases: GivenBase[]): Promise<Person> {
  const as = newPerson({ role: "admin" });
  await nameParts(as, ...(bases.length === 0 ? [base] : bases));
  return as;
}

const partFields = "id name one typeName hidden removedAt";

async function data<T>(as: Actor, query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const result = await subgraph.ask(as, query, variables);
  expect(result.errors).toBeUndefined();
  return result.data as T;
}

async function parts(as: Actor): Promise<readonly Part[]> {
  const query = `{ graphParts { ${partFields} parts { ${partFields} parts { ${partFields} parts { ${partFields} } } } } }`;
  return (await data<{ graphParts: readonly Part[] }>(as, query)).graphParts;
}

function all(tree: readonly Part[]): Part[] {
  return tree.flatMap((part) => [part, ...all(part.parts ?? [])]);
}

/** `name:Type` of a tenant's parts; of tables `name/one:Type`. */
async function told(as: Actor): Promise<string[]> {
  return all(await parts(as)).map(
    ({ name: called, one, typeName }) =>
      `${called}${one === null ? "" : `/${one}`}${typeName === null ? "" : `:${typeName}`}`,
  );
}

async function idOf(as: Actor, called: string): Promise<string> {
  const found = all(await parts(as)).find((part) => part.name === called);
  if (found === undefined) throw new Error(`no part is called ${called}`);
  return found.id;
}

const rename = `mutation ($input: RenameGraphPartInput!) { renameGraphPart(input: $input) { ${partFields} } }`;

async function renamePart(as: Actor, called: string, input: { name: string; one?: string }): Promise<Part> {
  const variables = { input: { id: await idOf(as, called), ...input } };
  return (await data<{ renameGraphPart: Part }>(as, rename, variables)).renameGraphPart;
}

async function refusal(as: Actor, called: string, input: { name: string; one?: string }) {
  const { errors } = await subgraph.ask(as, rename, { input: { id: await idOf(as, called), ...input } });
  return { message: errors?.[0]?.message, extensions: errors?.[0]?.extensions };
}

describe("parts of a typed graph", () => {
  it("are told with what they are called, each in what it is a part of", async () => {
    const as = await admin();
    expect(await told(as)).toEqual([
      "crm:Crm",
      "deals/deal:CrmDeal",
      "name",
      "stage:CrmDealStage",
      "LOST",
      "WON",
      "people/person:CrmPerson",
      "name",
    ]);
    const id = await idOf(as, "stage");
    const { graphParts } = await data<{ graphParts: unknown }>(
      as,
      "query ($id: ID!) { graphParts(of: $id) { id kind label name } }",
      { id },
    );
    expect(id).toBe(`${base.id}/${base.tables[0]?.fields[1]?.id}`);
    expect(graphParts).toEqual([
      { id: expect.stringMatching(`^${id}/sel`), kind: "CHOICE", label: "Lost", name: "LOST" },
      { id: expect.stringMatching(`^${id}/sel`), kind: "CHOICE", label: "Won", name: "WON" },
    ]);
  });

  it("are for those who may change the schema, and of their own tenant", async () => {
    const as = await admin();
    const id = await idOf(as, "deals");
    const editor = newPerson({ role: "editor", tenantId: as.tenantId });
    const stranger = newPerson({ role: "owner" });
    for (const operation of [
      "query ($id: ID!) { graphParts(of: $id) { id } }",
      'mutation ($id: ID!) { renameGraphPart(input: { id: $id, name: "x" }) { id } }',
      "mutation ($id: ID!) { hideGraphPart(id: $id) { id } }",
      "mutation ($id: ID!) { showGraphPart(id: $id) { id } }",
      "mutation ($id: ID!) { dropGraphPart(id: $id) { id } }",
    ]) {
      const codes = [];
      for (const caller of [editor, stranger]) {
        const { errors } = await subgraph.ask(caller, operation, { id });
        codes.push(errors?.[0]?.extensions?.code);
      }
      expect(codes).toEqual(["FORBIDDEN", "NOT_FOUND"]);
    }
    expect(await parts(stranger)).toEqual([]);
  });

  it("that are renamed take with them what is named after them, and stay renamed", async () => {
    const as = await admin();
    expect(await renamePart(as, "deals", { name: "opportunities" })).toMatchObject({
      one: "opportunity",
      typeName: "CrmOpportunity",
    });
    await renamePart(as, "people", { name: "staff", one: "colleague" });
    await renamePart(as, "stage", { name: "phase" });
    await renamePart(as, "WON", { name: "CLOSED_WON" });
    await renamePart(as, "crm", { name: "sales" });
    const expected = [
      "sales:Sales",
      "opportunities/opportunity:SalesOpportunity",
      "name",
      "phase:SalesOpportunityPhase",
      "CLOSED_WON",
      "LOST",
      "staff/colleague:SalesColleague",
      "name",
    ];
    expect(await told(as)).toEqual(expected);
    await nameParts(as, base);
    expect(await told(as)).toEqual(expected);
  });

  it("can't be called what something else is called, or is made of: which, is told", async () => {
    const as = await admin(base, { id: newId("app"), name: "HR", tables: [] });
    const deals = await idOf(as, "deals");
    expect(await refusal(as, "people", { name: "Deals" })).toEqual({
      message: `"Deals" is what the table "Deals" (${deals}) is called. Choose another name, or rename that one first.`,
      extensions: { code: "CONFLICT", field: "name", clashesWith: deals },
    });
    expect(await refusal(as, "people", { name: "dealFilters" })).toMatchObject({
      message: expect.stringMatching(/^"CrmDealFilter" is a name made of that of the table "Deals"/),
      extensions: { code: "CONFLICT", clashesWith: deals },
    });
    expect(await refusal(as, "hr", { name: "crm" })).toMatchObject({ extensions: { code: "CONFLICT" } });
    expect(await refusal(as, "LOST", { name: "WON" })).toMatchObject({ extensions: { code: "CONFLICT" } });
    for (const [part, input] of [
      ["stage", { name: "workflowRuns" }],
      ["stage", { name: "__stage" }],
      ["stage", { name: "2nd" }],
      ["stage", { name: "a b" }],
      ["stage", { name: "x".repeat(101) }],
      ["stage", { name: "stages", one: "stage" }],
      ["WON", { name: "true" }],
      ["people", { name: "folk", one: "folk" }],
      ["people", { name: "base" }],
      ["hr", { name: "query" }],
      ["hr", { name: "bases" }],
    ] as const) {
      expect(await refusal(as, part, input)).toMatchObject({ extensions: { code: "BAD_USER_INPUT" } });
    }
    expect(await renamePart(as, "stage", { name: "STAGE" })).toMatchObject({ name: "STAGE" });
  });

  it("are hidden and shown, and keep their names meanwhile", async () => {
    const as = await admin();
    const id = await idOf(as, "deals");
    const before = await parts(as);
    const toggle = async (mutation: string) =>
      data<Record<string, Part>>(as, `mutation ($id: ID!) { ${mutation}(id: $id) { hidden parts { name } } }`, { id });
    const within = { parts: [{ name: "name" }, { name: "stage" }] };
    expect(await toggle("hideGraphPart")).toEqual({ hideGraphPart: { hidden: true, ...within } });
    await nameParts(as, {
      ...base,
      tables: [
        ...base.tables,
        {
          ...base.tables[0],
          id: newId("tbl"),
          name: "Deal",
          fields: [{ id: newId("fld"), name: "N", type: "singleLineText" }],
        },
      ],
    });
    expect(await told(as)).toContain("deals2/deal2:CrmDeal2");
    expect(await toggle("showGraphPart")).toEqual({ showGraphPart: { hidden: false, ...within } });
    expect(all(await parts(as)).filter((part) => part.id.startsWith(id))).toEqual(
      all(before).filter((part) => part.id.startsWith(id)),
    );
  });

  it("are dropped once Airtable has them no longer, with all that is in them", async () => {
    const as = await admin();
    const id = await idOf(as, "deals");
    const drop = "mutation ($id: ID!) { dropGraphPart(id: $id) { id } }";
    const early = await subgraph.ask(as, drop, { id });
    expect(early.errors?.[0]?.extensions?.code).toBe("CONFLICT");
    await nameParts(as, { ...base, tables: base.tables.slice(1) });
    expect(all(await parts(as)).filter(({ removedAt }) => removedAt !== null)).toHaveLength(5);
    expect(await data(as, drop, { id })).toEqual({ dropGraphPart: { id } });
    expect(await told(as)).toEqual(["crm:Crm", "people/person:CrmPerson", "name"]);
    const again = await subgraph.ask(as, drop, { id });
    expect(again.errors?.[0]?.extensions?.code).toBe("NOT_FOUND");
  });

  it("are told of in the audit log, whoever changes them, and when that comes to nothing", async () => {
    const as = await admin();
    const id = await idOf(as, "people");
    await renamePart(as, "people", { name: "staff" });
    await data(as, "mutation ($id: ID!) { hideGraphPart(id: $id) { id } }", { id });
    await data(as, "mutation ($id: ID!) { showGraphPart(id: $id) { id } }", { id });
    await subgraph.ask(as, "mutation ($id: ID!) { dropGraphPart(id: $id) { id } }", { id });
    await subgraph.ask(as, rename, { input: { id: "patSECRET", name: "x" } });
    await nameParts(as);
    await data(as, "mutation ($id: ID!) { dropGraphPart(id: $id) { id } }", { id: base.id });
    const { nodes } = await auditLog.read(subgraph.db, as.tenantId, { first: 100, after: undefined });
    const target = { kind: "graph_part", id };
    expect(
      nodes.toReversed().map(({ action, target: to, result, details }) => ({ action, target: to, result, details })),
    ).toEqual([
      { action: "graph_part.renamed", target, result: "SUCCEEDED", details: { from: "people", to: "staff" } },
      { action: "graph_part.hidden", target, result: "SUCCEEDED" },
      { action: "graph_part.shown", target, result: "SUCCEEDED" },
      { action: "graph_part.dropped", target, result: "FAILED", details: { code: "CONFLICT" } },
      { action: "graph_part.renamed", result: "FAILED", details: { code: "NOT_FOUND" } },
      {
        action: "graph_part.dropped",
        target: { kind: "graph_part", id: base.id },
        result: "SUCCEEDED",
        details: { name: "crm", parts: 8 },
      },
    ]);
    expect(await parts(as)).toEqual([]);
  });
});
