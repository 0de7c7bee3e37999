import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Caller, Person } from "../../../kernel/identity/caller.ts";
import { countStatements, type People, startWithPeople } from "../fixtures/tenant-of-people.ts";
import { memberships, people as persons, sessions } from "../store/tables.ts";

let people: People;
beforeAll(async () => {
  people = await startWithPeople();
});
afterAll(async () => people.stop());

const changeMemberRole = `mutation ($userId: ID!, $roleId: ID!) {
  changeMemberRole(input: { userId: $userId, roleId: $roleId }) { id role { id } }
}`;
const removeMember = "mutation ($userId: ID!) { removeMember(userId: $userId) { userId } }";
const leaveTenant = "mutation { leaveTenant { tenantId } }";
const transferOwnership = "mutation ($userId: ID!) { transferOwnership(userId: $userId) { id role { id } } }";
const listMembers = `query ($first: Int!, $after: String) {
  members(first: $first, after: $after) { nodes { id role { id name scopes } } pageInfo { hasNextPage endCursor } }
}`;

interface Members {
  members: { nodes: { id: string; role: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
}

async function rolesOf(asker: Caller): Promise<Record<string, string>> {
  const { data } = await people.ask<Members>(asker, listMembers, { first: 100 });
  return Object.fromEntries(data?.members.nodes.map(({ id, role }) => [id, role.id]) ?? []);
}

describe("createTenant", () => {
  const createTenant =
    "mutation ($name: String!) { createTenant(name: $name) { tenant { id name } role { id } joinedAt } }";

  it("makes a tenant that the person owns, whether they act in one or not", async () => {
    const person = await people.join(await people.newTenant());
    const { userId, session } = person;
    if (session === undefined) throw new Error("they are signed in");
    for (const caller of [person, { kind: "account", userId, session } as const]) {
      const { data, error } = await people.ask(caller, createTenant, { name: " Bäckerei 🥐 " });
      expect(error).toBeUndefined();
      expect(data).toEqual({
        createTenant: {
          tenant: { id: expect.any(String), name: "Bäckerei 🥐" },
          role: { id: "owner" },
          joinedAt: new Date(people.clock.time).toISOString(),
        },
      });
    }
    const { data } = await people.ask<{ tenants: unknown[] }>(person, "{ tenants { tenant { id name } role { id } } }");
    expect(data?.tenants).toHaveLength(3);
  });

  it.each(["", " \t", "a\nb", "a\u2028b", "a\u0000b", "\u202eevil", "x".repeat(101), "\ud800"])(
    "refuses the name %j",
    async (name) => {
      const person = await people.join(await people.newTenant(), "owner");
      for (const mutation of [createTenant, "mutation ($name: String!) { renameTenant(name: $name) { id } }"])
        expect((await people.ask(person, mutation, { name })).error).toMatchObject({
          code: "BAD_USER_INPUT",
          field: "name",
        });
    },
  );

  it("stops at a hundred that one person owns, also when they are made at once", async () => {
    const person = await people.join(await people.newTenant());
    const { db } = people.subgraph;
    for (let made = 0; made < 98; made += 1) {
      const tenantId = await people.newTenant();
      await db
        .insert(memberships)
        .values({ tenantId, personId: person.userId, roleId: "owner", createdAt: new Date() });
    }
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, async () => people.ask(person, createTenant, { name: "One more" })),
    );
    expect(outcomes.filter(({ error }) => error === undefined)).toHaveLength(2);
    expect(outcomes.filter(({ error }) => error?.["code"] === "CONFLICT")).toHaveLength(4);
  });

  it("is nothing for machines and strangers", async () => {
    const machine = await people.newMachine(await people.newTenant(), ["tenant:write"]);
    expect((await people.ask(machine, createTenant, { name: "A" })).error).toMatchObject({ code: "FORBIDDEN" });
    expect((await people.ask({ kind: "anonymous" }, createTenant, { name: "A" })).error).toMatchObject({
      code: "UNAUTHENTICATED",
    });
  });
});

describe("members", () => {
  it("are listed page by page, who joined first first, in as many statements for a hundred as for one", async () => {
    const tenant = await people.newTenant();
    const viewer = await people.join(tenant);
    const { db } = people.subgraph;
    const ids = Array.from({ length: 10_000 }, () => randomUUID());
    const createdAt = new Date(people.clock.time);
    for (let start = 0; start < ids.length; start += 2_000) {
      const some = ids.slice(start, start + 2_000);
      await db
        .insert(persons)
        .values(some.map((id) => ({ id, email: `${id}@example.com`, username: id, usernameKey: id, createdAt })));
      // Hundreds of them joined in the same millisecond, as by an import.
      await db.insert(memberships).values(
        some.map((personId, index) => ({
          tenantId: tenant,
          personId,
          roleId: "editor",
          createdAt: new Date(people.clock.time + 1 + Math.floor((start + index) / 500)),
        })),
      );
    }
    const seen: string[] = [];
    let after: string | undefined;
    let pages = 0;
    do {
      const { data, error } = await people.ask<Members>(viewer, listMembers, { first: 100, after });
      expect(error).toBeUndefined();
      seen.push(...(data?.members.nodes.map(({ id }) => id) ?? []));
      after = data?.members.pageInfo.hasNextPage ? data.members.pageInfo.endCursor : undefined;
      pages += 1;
    } while (after !== undefined);
    expect(pages).toBe(101);
    expect(seen[0]).toBe(viewer.userId);
    expect([...seen].sort()).toEqual([viewer.userId, ...ids].sort());

    const [one, hundred] = [
      await countStatements(async () => people.ask(viewer, listMembers, { first: 1 })),
      await countStatements(async () => people.ask(viewer, listMembers, { first: 100 })),
    ];
    expect(hundred).toBe(one);
    expect(hundred).toBeLessThanOrEqual(2);
  });

  it.each([0, 101, -1])("are not listed %i at a time", async (first) => {
    const viewer = await people.join(await people.newTenant());
    expect((await people.ask(viewer, listMembers, { first })).error).toMatchObject({
      code: "BAD_USER_INPUT",
      field: "first",
    });
  });

  it("tell the roles of a person's fifty tenants in as many statements as of two", async () => {
    const person = await people.join(await people.newTenant());
    const counts: number[] = [];
    for (const more of [1, 48]) {
      for (let made = 0; made < more; made += 1) {
        const tenantId = await people.newTenant();
        const roleId = await people.newRole(tenantId, ["data:read"]);
        await people.subgraph.db
          .insert(memberships)
          .values({ tenantId, personId: person.userId, roleId, createdAt: new Date() });
      }
      const query = "{ tenants { tenant { id } role { id name scopes } } }";
      counts.push(await countStatements(async () => people.ask(person, query)));
    }
    expect(counts).toEqual([1, 1]);
  });
});

describe("changeMemberRole", () => {
  it("gives a member another role", async () => {
    const tenant = await people.newTenant();
    const admin = await people.join(tenant, "admin");
    const member = await people.join(tenant, "viewer");
    const { data } = await people.ask(admin, changeMemberRole, { userId: member.userId, roleId: "editor" });
    expect(data).toEqual({ changeMemberRole: { id: member.userId, role: { id: "editor" } } });
    expect((await rolesOf(admin))[member.userId]).toBe("editor");
  });

  it("shows each of several changes in one operation as it left things", async () => {
    const tenant = await people.newTenant();
    const admin = await people.join(tenant, "admin");
    const member = await people.join(tenant, "viewer");
    const { data } = await people.ask(
      admin,
      `mutation ($id: ID!) {
        before: createRole(input: { name: "R", scopes: ["data:read"] }) { id }
        one: changeMemberRole(input: { userId: $id, roleId: "editor" }) { role { id name } }
        two: changeMemberRole(input: { userId: $id, roleId: "viewer" }) { role { id name } }
      }`,
      { id: member.userId },
    );
    expect(data).toMatchObject({ one: { role: { id: "editor" } }, two: { role: { id: "viewer" } } });
  });

  it("answers for another tenant's member and role as for nobody's", async () => {
    const [tenant, other] = [await people.newTenant(), await people.newTenant()];
    const owner = await people.join(tenant, "owner");
    const stranger = await people.join(other, "viewer");
    const ownRole = await people.newRole(other, ["data:read"]);
    const answers = await Promise.all(
      [stranger.userId, randomUUID(), "nonsense", "\u0000", ""].flatMap((userId) => [
        people.subgraph.ask(owner, changeMemberRole, { userId, roleId: "viewer" }),
        people.subgraph.ask(owner, changeMemberRole, { userId, roleId: "viewer" }),
      ]),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.errors).toMatchObject([{ extensions: { code: "NOT_FOUND", field: "userId" } }]);
    const toRole = await Promise.all(
      [ownRole, randomUUID(), "nonsense", "", "__proto__", "constructor"].map(async (roleId) =>
        people.subgraph.ask(owner, changeMemberRole, { userId: owner.userId, roleId }),
      ),
    );
    expect(new Set(toRole.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(toRole[0]?.errors).toMatchObject([{ extensions: { code: "NOT_FOUND", field: "roleId" } }]);
  });
});

describe("what ends with a membership", () => {
  it("is the tenant of the person's sessions there, and nothing else of them", async () => {
    const [tenant, other] = [await people.newTenant(), await people.newTenant()];
    const owner = await people.join(tenant, "owner");
    const member = await people.join(tenant, "editor");
    const { db } = people.subgraph;
    const now = new Date(people.clock.time);
    const session = (tenantId: string) => ({
      id: randomUUID(),
      personId: member.userId,
      tenantId,
      store: "client" as const,
      secondFactor: false,
      confirmedAt: now,
      createdAt: now,
      lastUsedAt: now,
      expiresAt: new Date(now.getTime() + 60_000),
    });
    const [here, elsewhere] = [session(tenant), session(other)];
    await db.insert(sessions).values([here, elsewhere]);
    expect((await people.ask(owner, removeMember, { userId: member.userId })).data).toEqual({
      removeMember: { userId: member.userId },
    });
    const stored = (await db.select().from(sessions)).filter(({ personId }) => personId === member.userId);
    expect(new Map(stored.map(({ id, tenantId }) => [id, tenantId]))).toEqual(
      new Map([
        [here.id, null],
        [elsewhere.id, other],
      ]),
    );
    expect((await people.ask(owner, removeMember, { userId: member.userId })).error).toMatchObject({
      code: "NOT_FOUND",
    });
    // Their identity is some seconds old when it comes.
    expect((await people.ask(member, leaveTenant)).error).toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("the last owner", () => {
  const refused = { code: "CONFLICT", reason: "LAST_OWNER" };

  it("stays: neither leaves, nor is removed, nor gets another role", async () => {
    const tenant = await people.newTenant();
    const owner = await people.join(tenant, "owner");
    await people.join(tenant, "admin");
    const { userId } = owner;
    expect((await people.ask(owner, leaveTenant)).error).toMatchObject(refused);
    expect((await people.ask(owner, removeMember, { userId })).error).toMatchObject(refused);
    expect((await people.ask(owner, changeMemberRole, { userId, roleId: "admin" })).error).toMatchObject(refused);
    const { data } = await people.ask(owner, changeMemberRole, { userId, roleId: "owner" });
    expect(data).toMatchObject({ changeMemberRole: { role: { id: "owner" } } });
  });

  it("is there after two owners went at once, fifty times", async () => {
    for (let round = 0; round < 50; round += 1) {
      const tenant = await people.newTenant();
      const [one, other] = [await people.join(tenant, "owner"), await people.join(tenant, "owner")];
      const ways: ((self: Person, rival: Person) => Promise<{ error: unknown }>)[] = [
        async (self) => people.ask(self, leaveTenant),
        async (self) => people.ask(self, changeMemberRole, { userId: self.userId, roleId: "viewer" }),
        async (_self, rival) => people.ask(rival, removeMember, { userId: _self.userId }),
        async (self, rival) => people.ask(rival, changeMemberRole, { userId: self.userId, roleId: "admin" }),
      ];
      const way = (index: number) => ways[index % ways.length] ?? leave;
      const outcomes = await Promise.all([way(round)(one, other), way(Math.floor(round / 4))(other, one)]);
      const rows = await people.subgraph.db.select().from(memberships);
      const owners = rows.filter(({ tenantId, roleId }) => tenantId === tenant && roleId === "owner");
      expect(owners).toHaveLength(1);
      expect(outcomes.filter(({ error }) => error === undefined)).toHaveLength(1);
    }
  });

  async function leave(self: Person) {
    return people.ask(self, leaveTenant);
  }
});

describe("transferOwnership", () => {
  it("makes the other an owner and the one who asks an admin", async () => {
    const tenant = await people.newTenant();
    const owner = await people.join(tenant, "owner");
    const heir = await people.join(tenant, "viewer");
    const { data } = await people.ask(owner, transferOwnership, { userId: heir.userId });
    expect(data).toEqual({ transferOwnership: { id: heir.userId, role: { id: "owner" } } });
    expect(await rolesOf(owner)).toEqual({ [owner.userId]: "admin", [heir.userId]: "owner" });
    // The identity still says owner; what holds is what is so now.
    expect((await people.ask(owner, transferOwnership, { userId: heir.userId })).error).toMatchObject({
      code: "FORBIDDEN",
    });
  });

  it("happens once when two members are named at once", async () => {
    const tenant = await people.newTenant();
    const owner = await people.join(tenant, "owner");
    const heirs = [await people.join(tenant), await people.join(tenant)];
    const outcomes = await Promise.all(
      heirs.map(async ({ userId }) => people.ask(owner, transferOwnership, { userId })),
    );
    expect(outcomes.filter(({ error }) => error === undefined)).toHaveLength(1);
    expect(Object.values(await rolesOf(owner)).filter((role) => role === "owner")).toHaveLength(1);
  });

  it("asks for a recent sign-in, an owner, and somebody else", async () => {
    const tenant = await people.newTenant();
    const owner = await people.join(tenant, "owner");
    const admin = await people.join(tenant, "admin");
    const { userId } = admin;
    const { session } = owner;
    if (session === undefined) throw new Error("they are signed in");
    const longAgo = { ...owner, session: { ...session, confirmedAt: session.confirmedAt - 16 * 60 } };
    expect((await people.ask(longAgo, transferOwnership, { userId })).error).toMatchObject({
      code: "FORBIDDEN",
      reason: "RECENT_SIGN_IN_NEEDED",
    });
    expect((await people.ask(admin, transferOwnership, { userId })).error).toMatchObject({ code: "FORBIDDEN" });
    expect((await people.ask(owner, transferOwnership, { userId: owner.userId })).error).toMatchObject({
      code: "BAD_USER_INPUT",
    });
    expect((await people.ask(owner, transferOwnership, { userId: randomUUID() })).error).toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
