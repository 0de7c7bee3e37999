import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { builtInRoles, scopes } from "../../../kernel/identity/scopes.ts";
import { type People, startWithPeople } from "../fixtures/tenant-of-people.ts";

let people: People;
beforeAll(async () => {
  people = await startWithPeople();
});
afterAll(async () => people.stop());

const create =
  "mutation ($input: CreateRoleInput!) { createRole(input: $input) { id name description scopes isBuiltIn } }";
const update =
  "mutation ($input: UpdateRoleInput!) { updateRole(input: $input) { id name description scopes isBuiltIn } }";
const remove = "mutation ($id: ID!) { deleteRole(id: $id) { id } }";
const list = "{ roles { id name scopes isBuiltIn } }";

interface Created {
  createRole: { id: string };
}

async function withRole(about: Record<string, unknown> = {}) {
  const owner = await people.join(await people.newTenant(), "owner");
  const input = { name: "Support", scopes: ["data:read"], ...about };
  const { data, error } = await people.ask<Created>(owner, create, { input });
  if (!data) throw new Error(JSON.stringify(error));
  return { owner, id: data.createRole.id };
}

describe("roles", () => {
  it("are the built-in ones from most to least, then the tenant's own by name", async () => {
    const { owner, id } = await withRole({ name: "zeta" });
    const { data } = await people.ask<Created>(owner, create, { input: { name: "Alpha", scopes: [] } });
    await withRole({ name: "Of another tenant" });
    const own = [
      { id: data?.createRole.id, name: "Alpha", scopes: [], isBuiltIn: false },
      { id, name: "zeta", scopes: ["data:read"], isBuiltIn: false },
    ];
    const built = Object.entries(builtInRoles).map(([role, held]) => ({
      id: role,
      name: expect.any(String),
      scopes: held,
      isBuiltIn: true,
    }));
    expect((await people.ask(owner, list)).data).toEqual({ roles: [...built, ...own] });
  });
});

describe("createRole", () => {
  it("keeps each scope once, in the order of all scopes", async () => {
    const owner = await people.join(await people.newTenant(), "owner");
    const input = {
      name: "  Support 🛟 ",
      description: "  Helps. ",
      scopes: ["runs:read", "data:read", "runs:read"],
    };
    expect((await people.ask(owner, create, { input })).data).toEqual({
      createRole: {
        id: expect.any(String),
        name: "Support 🛟",
        description: "Helps.",
        scopes: ["data:read", "runs:read"],
        isBuiltIn: false,
      },
    });
  });

  it.each([
    ["name", ""],
    ["name", "x".repeat(61)],
    ["name", "a\nb"],
    ["description", "x".repeat(501)],
    ["description", "a\u0000"],
    ["scopes", ["data:read", "nonsense"]],
    ["scopes", ["DATA:READ"]],
    ["scopes", [""]],
    ["scopes", ["tenant:own"]],
  ])("refuses a %s of %j", async (field, value) => {
    const owner = await people.join(await people.newTenant(), "owner");
    const input = { name: "Support", scopes: ["data:read"], [field]: value };
    expect((await people.ask(owner, create, { input })).error).toMatchObject({ code: "BAD_USER_INPUT", field });
  });

  it.each(["Support", "SUPPORT", " support ", "Owner", "ADMIN"])(
    "refuses the name %j when there is one",
    async (name) => {
      const { owner } = await withRole();
      const taken = { code: "CONFLICT", field: "name" };
      expect((await people.ask(owner, create, { input: { name, scopes: [] } })).error).toMatchObject(taken);
      const { data } = await people.ask<Created>(owner, create, { input: { name: "Other", scopes: [] } });
      const renamed = { id: data?.createRole.id, name };
      expect((await people.ask(owner, update, { input: renamed })).error).toMatchObject(taken);
    },
  );

  it("gives a name once when many ask for it at once, and to another tenant as well", async () => {
    const owner = await people.join(await people.newTenant(), "owner");
    const outcomes = await Promise.all(
      ["Race", "RACE", "race", "rACE"].map(async (name) => people.ask(owner, create, { input: { name, scopes: [] } })),
    );
    expect(outcomes.filter(({ error }) => error === undefined)).toHaveLength(1);
    expect(outcomes.filter(({ error }) => error?.["code"] === "CONFLICT")).toHaveLength(3);
    await withRole({ name: "Race" });
  });

  it("stops at a hundred, also when they come at once", async () => {
    const tenant = await people.newTenant();
    const owner = await people.join(tenant, "owner");
    for (let made = 0; made < 98; made += 1) await people.newRole(tenant, []);
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, async () => people.ask(owner, create, { input: { name: randomUUID(), scopes: [] } })),
    );
    expect(outcomes.filter(({ error }) => error === undefined)).toHaveLength(2);
    expect(outcomes.filter(({ error }) => error?.["code"] === "CONFLICT")).toHaveLength(3);
  });
});

describe("updateRole", () => {
  it("changes what is named and nothing else", async () => {
    const { owner, id } = await withRole({ description: "Helps" });
    const first = await people.ask(owner, update, { input: { id, scopes: ["data:write"] } });
    const role = { id, name: "Support", description: "Helps", scopes: ["data:write"], isBuiltIn: false };
    expect(first.data).toEqual({ updateRole: role });
    const second = await people.ask(owner, update, { input: { id, name: "support", description: null } });
    expect(second.data).toEqual({ updateRole: { ...role, name: "support", description: null } });
  });

  it("holds for members at once", async () => {
    const { owner, id } = await withRole();
    const member = await people.join(owner.tenantId, id);
    await people.ask(owner, update, { input: { id, scopes: ["runs:read"] } });
    const standings = "query ($of: [StandingKey!]!) { standings(of: $of) { caller } }";
    const of = [{ member: { userId: member.userId, tenantId: member.tenantId } }];
    const { data } = await people.ask({ kind: "service", name: "router" }, standings, { of });
    expect(data).toMatchObject({ standings: [{ caller: { scopes: ["runs:read"] } }] });
  });
});

describe("deleteRole", () => {
  it("takes away what nobody has", async () => {
    const { owner, id } = await withRole();
    const member = await people.join(owner.tenantId, id);
    expect((await people.ask(owner, remove, { id })).error).toMatchObject({ code: "CONFLICT" });
    await people.ask(owner, "mutation ($u: ID!) { removeMember(userId: $u) { userId } }", { u: member.userId });
    expect((await people.ask(owner, remove, { id })).data).toEqual({ deleteRole: { id } });
    expect((await people.ask(owner, remove, { id })).error).toMatchObject({ code: "NOT_FOUND" });
  });

  it("and a member who gets the role at the same time leave nobody with a role that is not there", async () => {
    for (let round = 0; round < 20; round += 1) {
      const { owner, id } = await withRole();
      const member = await people.join(owner.tenantId);
      const give = "mutation ($u: ID!, $r: ID!) { changeMemberRole(input: { userId: $u, roleId: $r }) { id } }";
      const [given, removed] = await Promise.all([
        people.ask(owner, give, { u: member.userId, r: id }),
        people.ask(owner, remove, { id }),
      ]);
      expect([given.error?.["code"], removed.error?.["code"]]).toContainEqual(undefined);
      expect([given.error?.["code"], removed.error?.["code"]]).toContainEqual(
        expect.stringMatching(/^(NOT_FOUND|CONFLICT)$/),
      );
    }
  });

  it("waits for an open invitation, not for one that has expired", async () => {
    const { owner, id } = await withRole();
    const invite = "mutation ($e: String!, $r: ID!) { inviteMember(input: { email: $e, roleId: $r }) { id } }";
    await people.ask(owner, invite, { e: `${randomUUID()}@example.com`, r: id });
    expect((await people.ask(owner, remove, { id })).error).toMatchObject({ code: "CONFLICT" });
    people.clock.time += 7 * 86_400_000;
    expect((await people.ask(owner, remove, { id })).error).toBeUndefined();
  });
});

describe("built-in roles and those of others", () => {
  it("are neither changed nor deleted, and look alike", async () => {
    const { id: foreign } = await withRole();
    const owner = await people.join(await people.newTenant(), "owner");
    for (const [mutation, input] of [
      [update, (id: string) => ({ input: { id, scopes: [...scopes].slice(0, 1) } })],
      [remove, (id: string) => ({ id })],
    ] as const) {
      const answers = await Promise.all(
        ["owner", "viewer", foreign, randomUUID(), "nonsense", ""].map(async (id) =>
          people.subgraph.ask(owner, mutation, input(id)),
        ),
      );
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]?.errors).toMatchObject([{ extensions: { code: "NOT_FOUND", field: "id" } }]);
    }
  });
});
