import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Caller } from "../../../kernel/identity/caller.ts";
import { type Scope, scopes } from "../../../kernel/identity/scopes.ts";
import { type People, startWithPeople } from "../fixtures/tenant-of-people.ts";
import { apiKeys, invitations, memberships, roles } from "../store/tables.ts";

/** Nobody gives, changes or takes away what they may not do themselves, in whatever way, as a person or by a key. */

let people: People;
beforeAll(async () => {
  people = await startWithPeople();
});
afterAll(async () => people.stop());

const grantable = scopes.filter((scope) => scope !== "tenant:own");
const managing = new Set<Scope>(["members:write", "roles:write", "keys:write"]);
const someScopes = fc.subarray([...grantable]);

/** All that the tenant's people and keys are permitted, as it is stored. */
async function stateOf(tenant: string) {
  const { db } = people.subgraph;
  const of = <Row extends { tenantId: string }>(rows: Row[]) => rows.filter(({ tenantId }) => tenantId === tenant);
  return {
    memberships: of(await db.select().from(memberships)),
    roles: of(await db.select().from(roles)),
    invitations: of(await db.select().from(invitations)),
    apiKeys: of(await db.select().from(apiKeys)),
  };
}

describe("whoever lacks a scope", () => {
  it("can neither give, change nor take away what holds it, and whoever has all can", async () => {
    await fc.assert(
      fc.asyncProperty(someScopes, someScopes, fc.boolean(), async (ownScopes, otherScopes, asMachine) => {
        const held = grantable.filter((scope) => managing.has(scope) || ownScopes.includes(scope));
        const permitted = otherScopes.every((scope) => held.includes(scope));
        const tenant = await people.newTenant();
        const asker: Caller = asMachine
          ? await people.newMachine(tenant, held)
          : await people.join(tenant, await people.newRole(tenant, held));
        const role = await people.newRole(tenant, otherScopes);
        const narrow = await people.newRole(tenant, []);
        const [plain, member, removed] = [
          await people.join(tenant, narrow),
          await people.join(tenant, role),
          await people.join(tenant, role),
        ];
        const key = await people.newMachine(tenant, otherScopes);
        const unused = await people.newRole(tenant, otherScopes);
        const before = await stateOf(tenant);

        const attempts: [string, Record<string, unknown>][] = [
          ['mutation ($s: [String!]!) { createRole(input: { name: "New", scopes: $s }) { id } }', { s: otherScopes }],
          [
            "mutation ($r: ID!, $s: [String!]!) { updateRole(input: { id: $r, scopes: $s }) { id } }",
            { r: narrow, s: otherScopes },
          ],
          ["mutation ($r: ID!) { updateRole(input: { id: $r, scopes: [] }) { id } }", { r: unused }],
          ["mutation ($r: ID!) { deleteRole(id: $r) { id } }", { r: unused }],
          [
            "mutation ($u: ID!, $r: ID!) { changeMemberRole(input: { userId: $u, roleId: $r }) { id } }",
            { u: plain.userId, r: role },
          ],
          [
            "mutation ($u: ID!, $r: ID!) { changeMemberRole(input: { userId: $u, roleId: $r }) { id } }",
            { u: member.userId, r: narrow },
          ],
          ["mutation ($u: ID!) { removeMember(userId: $u) { userId } }", { u: removed.userId }],
          [
            "mutation ($e: String!, $r: ID!) { inviteMember(input: { email: $e, roleId: $r }) { id } }",
            { e: `${role}@example.com`, r: role },
          ],
          [
            'mutation ($s: [String!]!) { createApiKey(input: { name: "K", scopes: $s }) { secret } }',
            { s: otherScopes },
          ],
          ["mutation ($k: ID!) { rotateApiKey(input: { id: $k }) { secret } }", { k: key.apiKeyId }],
          ["mutation ($k: ID!) { revokeApiKey(id: $k) { id } }", { k: key.apiKeyId }],
        ];
        // What narrows `unused` makes it harmless for what comes behind it.
        const order = permitted ? attempts : attempts.toReversed();
        for (const [mutation, variables] of order) {
          const { error } = await people.ask(asker, mutation, variables);
          if (permitted) expect([mutation, error]).toEqual([mutation, undefined]);
          else expect([mutation, error]).toEqual([mutation, expect.objectContaining({ code: "FORBIDDEN" })]);
        }
        if (!permitted) expect(await stateOf(tenant)).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });
});

describe("what is the owner's", () => {
  it.each(["owner", "admin"])("is given to no role and no key, by no %s", async (roleId) => {
    const tenant = await people.newTenant();
    const asker = await people.join(tenant, roleId);
    const given = ["data:read", "tenant:own"];
    for (const mutation of [
      'mutation ($s: [String!]!) { createRole(input: { name: "Owner 2", scopes: $s }) { id } }',
      'mutation ($s: [String!]!) { createApiKey(input: { name: "K", scopes: $s }) { secret } }',
    ])
      expect((await people.ask(asker, mutation, { s: given })).error).toMatchObject({
        code: "BAD_USER_INPUT",
        field: "scopes",
      });
  });

  it("is out of an admin's reach", async () => {
    const tenant = await people.newTenant();
    const [owner, second] = [await people.join(tenant, "owner"), await people.join(tenant, "owner")];
    const admin = await people.join(tenant, "admin");
    const invite = "mutation ($e: String!, $r: ID!) { inviteMember(input: { email: $e, roleId: $r }) { id } }";
    const email = `${tenant}@example.com`;
    const { data } = await people.ask<{ inviteMember: { id: string } }>(owner, invite, { e: email, r: "owner" });
    people.clock.time += 120_000;
    for (const [mutation, variables] of [
      ["mutation ($u: ID!) { removeMember(userId: $u) { userId } }", { u: second.userId }],
      ['mutation ($u: ID!) { changeMemberRole(input: { userId: $u, roleId: "viewer" }) { id } }', { u: second.userId }],
      ['mutation ($u: ID!) { changeMemberRole(input: { userId: $u, roleId: "owner" }) { id } }', { u: admin.userId }],
      [invite, { e: "somebody@example.com", r: "owner" }],
      [invite, { e: email, r: "viewer" }],
      ["mutation ($i: ID!) { revokeInvitation(id: $i) { id } }", { i: data?.inviteMember.id }],
    ] as const)
      expect([mutation, (await people.ask(admin, mutation, variables)).error]).toEqual([
        mutation,
        expect.objectContaining({ code: "FORBIDDEN" }),
      ]);
  });
});

describe("whoever has just lost a role", () => {
  it("can't use what their identity still says", async () => {
    const tenant = await people.newTenant();
    const owner = await people.join(tenant, "owner");
    const admin = await people.join(tenant, "admin");
    const lower = 'mutation ($u: ID!) { changeMemberRole(input: { userId: $u, roleId: "viewer" }) { id } }';
    expect((await people.ask(owner, lower, { u: admin.userId })).error).toBeUndefined();
    const create = 'mutation { createApiKey(input: { name: "K", scopes: ["members:write"] }) { secret } }';
    expect((await people.ask(admin, create)).error).toMatchObject({ code: "FORBIDDEN" });
    expect((await stateOf(tenant)).apiKeys).toEqual([]);
  });

  it("gets nothing in while it is being taken from them, thirty times", async () => {
    for (let round = 0; round < 30; round += 1) {
      const tenant = await people.newTenant();
      const owner = await people.join(tenant, "owner");
      const admin = await people.join(tenant, "admin");
      const [, created] = await Promise.all([
        people.ask(owner, "mutation ($u: ID!) { removeMember(userId: $u) { userId } }", { u: admin.userId }),
        people.ask(admin, 'mutation { createRole(input: { name: "Late", scopes: [] }) { id } }'),
      ]);
      // Either it was before the removal, or it is not there at all.
      expect((await stateOf(tenant)).roles).toHaveLength(created.error === undefined ? 1 : 0);
    }
  });
});
