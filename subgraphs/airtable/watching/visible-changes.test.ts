import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type ExecutionResult, isStream } from "../../../kernel/executor/executor.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { ada, at, bob, dealsToken } from "../policies/fixtures/deals-base.ts";
import { codes, type OpenPolicies, openPolicies, type PolicyTenant } from "../policies/fixtures/open-policies.ts";

let open: OpenPolicies;
beforeAll(async () => {
  open = await openPolicies();
});
afterAll(async () => open.close());

interface Change {
  readonly kind: string;
  readonly id: string;
  readonly record: { readonly cells: Record<string, unknown> } | null;
  readonly changedFields: readonly { readonly name: string }[];
  readonly source: string | null;
  readonly actor: { readonly id: string } | null;
}
interface Event {
  readonly cursor: string;
  readonly changes: readonly Change[];
}

const subscription = `subscription ($base: ID!, $table: String, $after: String) {
  recordsChanged(baseId: $base, table: $table, after: $after) {
    cursor changes { kind id record { cells } changedFields { name } source actor { id } } } }`;

async function subscribe(as: Actor, variables: object = {}) {
  return open.subgraph.follow(as, subscription, { base: at.base, ...variables });
}

async function follow(as: Actor, variables: object = {}) {
  const answer = await subscribe(as, variables);
  if (!isStream(answer)) throw new Error(JSON.stringify(answer));
  const events = answer[Symbol.asyncIterator]();
  const next = async (): Promise<Event> => {
    const step = await events.next();
    const { data, errors } = step.value as ExecutionResult;
    if (step.done === true || errors !== undefined) throw new Error(JSON.stringify(errors));
    return (data as { recordsChanged: Event }).recordsChanged;
  };
  return { next, leave: async () => void (await events.return?.()) };
}

/** Writes as somebody else would, past Airgraph. */
async function airtable(method: string, path: string, body?: unknown): Promise<{ id: string }> {
  const answer = await fetch(`${open.emulator.url}/v0/${at.base}/${path}`, {
    method,
    headers: { authorization: `Bearer ${dealsToken}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json() as Promise<{ id: string }>;
}
const create = async (fields: object, table: string = at.deals) => (await airtable("POST", table, { fields })).id;
const change = async (id: string, fields: object) => airtable("PATCH", `${at.deals}/${id}`, { fields });
const remove = async (id: string) => airtable("DELETE", `${at.deals}/${id}`);

const globalId = (id: string) => `${at.base}/${at.deals}/${id}`;
const mine = { table: "Deals", effect: "ALLOW", rows: { field: "Owner", isMe: true } } as const;

describe("recordsChanged, under data policies", () => {
  let tenant: PolicyTenant;
  beforeAll(async () => {
    tenant = await open.tenant();
    await tenant.policies(mine, { table: "Companies" }, { table: "Deals", fields: ["Secret"] });
  });

  it("tells of those records only that the subscriber may read, each with the cursor of its event", async () => {
    const hers = await follow(tenant.ada);
    const all = await follow(tenant.owner);
    await create({ Name: "Hidden company" }, at.companies);
    const others = await create({ Name: "Bob's", Owner: { id: bob.id } });
    const own = await create({ Name: "Ada's", Owner: { id: ada.id }, Secret: "s" });

    const event = await hers.next();
    expect(event.changes).toMatchObject([{ kind: "CREATED", id: globalId(own), record: { cells: { Name: "Ada's" } } }]);
    expect(JSON.stringify(event)).not.toContain("Secret");
    const told: Event[] = [];
    while (!JSON.stringify(told).includes(own)) told.push(await all.next());
    expect(JSON.stringify(told)).toContain(others);
    expect(told.at(-1)?.cursor).toBe(event.cursor);
    await hers.leave();

    // With the cursor of what the owner saw first, everything after it is told again, and no more than before.
    const again = await follow(tenant.ada, { after: told[0]?.cursor });
    expect(await again.next()).toEqual(event);
    await again.leave();
    await all.leave();
  });

  it("names no denied field, and keeps still of changes in nothing else", async () => {
    const own = await create({ Name: "Ada's", Owner: { id: ada.id } });
    const hers = await follow(tenant.ada, { table: "Deals" });
    await change(own, { Secret: "a" });
    await change(own, { Secret: "b", Amount: 1 });
    // It may have been created only now as far as Airgraph knows.
    let { changes } = await hers.next();
    if (changes[0]?.kind === "CREATED") ({ changes } = await hers.next());
    expect(changes).toMatchObject([{ kind: "UPDATED", id: globalId(own) }]);
    const fields = changes[0]?.changedFields.map(({ name }) => name) ?? [];
    expect(fields).toContain("Amount");
    for (const denied of ["Secret", "Loud", "Louder"]) expect(fields).not.toContain(denied);
    await hers.leave();
  });

  it("does not say who deleted a record that the subscriber may never have been able to read", async () => {
    const others = await create({ Name: "Bob's", Owner: { id: bob.id } });
    const hers = await follow(tenant.ada);
    const all = await follow(tenant.owner);
    await remove(others);
    const [deleted] = (await hers.next()).changes;
    expect(deleted).toEqual({
      kind: "DELETED",
      id: globalId(others),
      record: null,
      changedFields: [],
      source: null,
      actor: null,
    });
    expect((await all.next()).changes[0]?.source).toBe("publicApi");
    await hers.leave();
    await all.leave();
  });

  it("goes by the policies of the moment, not by those of its beginning", async () => {
    const own = await open.tenant();
    const hers = await follow(own.ada);
    const others = await create({ Name: "Bob's", Owner: { id: bob.id } });
    expect((await hers.next()).changes).toMatchObject([{ id: globalId(others) }]);
    const [id] = await own.policies(mine);
    await change(others, { Amount: 1 });
    const his = await create({ Name: "Ada's", Owner: { id: ada.id } });
    expect((await hers.next()).changes).toMatchObject([{ id: globalId(his) }]);
    await open.data(own.owner, `mutation { deleteDataPolicy(id: "${id}") { id } }`);
    await change(others, { Amount: 2 });
    expect((await hers.next()).changes).toMatchObject([{ id: globalId(others) }]);
    await hers.leave();
  });

  it("does not begin for a table that may not be read, or is hidden", async () => {
    const own = await open.tenant();
    await own.policies({ table: "Companies" });
    expect(codes((await subscribe(own.ada, { table: "Companies" })) as ExecutionResult)).toEqual(["FORBIDDEN"]);
    await own.setDeniedData("HIDE");
    expect(codes((await subscribe(own.ada, { table: "Companies" })) as ExecutionResult)).toEqual(["NOT_FOUND"]);
    const hers = await follow(own.ada);
    const company = await create({ Name: "Hidden company" }, at.companies);
    const deal = await create({ Name: "Seen", Company: [company] });
    expect((await hers.next()).changes).toMatchObject([{ id: globalId(deal) }]);
    await hers.leave();
  });
});
