import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eq } from "drizzle-orm";
import type { Caller } from "../../../kernel/identity/caller.ts";
import { findMailedToken } from "../../../scripts/development/find-mail.ts";
import { eventually, until } from "../../../tests/support/eventually.ts";
import { countStatements, type People, startWithPeople } from "../fixtures/tenant-of-people.ts";
import { settleOrder } from "../mail/settle-order.ts";
import { mailTokens, memberships, outbox, people as persons } from "../store/tables.ts";

let people: People;
beforeAll(async () => {
  people = await startWithPeople();
});
afterAll(async () => people.stop());

const day = 86_400_000;
const invite = `mutation ($email: String!, $roleId: ID!) {
  inviteMember(input: { email: $email, roleId: $roleId }) {
    id email role { id name } invitedBy { id } createdAt expiresAt
  }
}`;
const accept = `mutation ($token: String!) {
  acceptInvitation(token: $token) { tenant { id name } role { id } joinedAt }
}`;
const revoke = "mutation ($id: ID!) { revokeInvitation(id: $id) { id } }";
const list = "{ invitations { id email role { id } invitedBy { id } } }";

interface Invited {
  inviteMember: { id: string; email: string };
}
interface Listed {
  invitations: { id: string }[];
}

const tokenFor = async (to: string) => findMailedToken(people.mailFolder, { to, page: "accept-invitation" });

async function mailsTo(to: string): Promise<string[]> {
  const names = (await readdir(people.mailFolder)).filter((name) => name.endsWith(".eml")).sort();
  const mails = await Promise.all(names.map(async (name) => readFile(join(people.mailFolder, name), "utf8")));
  return mails.filter((mail) => mail.startsWith(`To: ${to}\n`));
}

/** A tenant with an admin, and somebody else with an invitation into it. */
async function invited(roleId = "editor") {
  const tenant = await people.newTenant();
  const admin = await people.join(tenant, "admin");
  const guest = await people.join(await people.newTenant());
  const { data, error } = await people.ask<Invited>(admin, invite, { email: guest.email, roleId });
  if (!data) throw new Error(JSON.stringify(error));
  return { tenant, admin, guest, id: data.inviteMember.id, token: await tokenFor(guest.email) };
}

async function openInvitations(asker: Caller): Promise<string[]> {
  return (await people.ask<Listed>(asker, list)).data?.invitations.map(({ id }) => id) ?? [];
}

const worthless = { code: "BAD_USER_INPUT", field: "token" };

describe("an invitation", () => {
  it("is mailed to the address, and makes whom it belongs to a member with the role", async () => {
    const tenant = await people.newTenant("Bäckerei");
    const admin = await people.join(tenant, "admin");
    const guest = await people.join(await people.newTenant());
    const email = guest.email.toUpperCase();
    const now = people.clock.time;
    const { data } = await people.ask<Invited>(admin, invite, { email, roleId: "editor" });
    expect(data).toEqual({
      inviteMember: {
        id: expect.any(String),
        email: guest.email,
        role: { id: "editor", name: "Editor" },
        invitedBy: { id: admin.userId },
        createdAt: new Date(now).toISOString(),
        expiresAt: new Date(now + 7 * day).toISOString(),
      },
    });
    expect(await openInvitations(admin)).toEqual([data?.inviteMember.id]);
    const token = await tokenFor(guest.email);
    const [mail = "", ...others] = await mailsTo(guest.email);
    expect(others).toEqual([]);
    expect(mail).toContain("Subject: You are invited to Bäckerei\n");
    expect(mail).toContain(`${admin.username} invites you to the tenant Bäckerei.`);

    const accepted = await people.ask(guest, accept, { token });
    expect(accepted.data).toEqual({
      acceptInvitation: {
        tenant: { id: tenant, name: "Bäckerei" },
        role: { id: "editor" },
        joinedAt: new Date(now).toISOString(),
      },
    });
    expect(await openInvitations(admin)).toEqual([]);
  });

  it("has its token in the mail alone", async () => {
    const { token } = await invited();
    const stored = JSON.stringify(await people.subgraph.db.select().from(mailTokens));
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(stored).not.toContain(token);
  });

  it("is accepted once, also when it is ten times at once", async () => {
    const { tenant, guest, token } = await invited();
    const outcomes = await Promise.all(Array.from({ length: 10 }, async () => people.ask(guest, accept, { token })));
    expect(outcomes.filter(({ error }) => error === undefined)).toHaveLength(1);
    for (const { error } of outcomes) if (error !== undefined) expect(error).toMatchObject(worthless);
    const rows = await people.subgraph.db.select().from(memberships).where(eq(memberships.tenantId, tenant));
    expect(rows.filter(({ personId }) => personId === guest.userId)).toHaveLength(1);
  });

  it("belongs to whom it was mailed to: with somebody else's link nobody gets in, nor uses it up", async () => {
    const { guest, token } = await invited();
    const thief = await people.join(await people.newTenant());
    expect((await people.ask(thief, accept, { token })).error).toMatchObject({ code: "FORBIDDEN" });
    expect((await people.ask(guest, accept, { token })).error).toBeUndefined();
  });

  it("needs an address that was verified", async () => {
    const { guest, token } = await invited();
    const { db } = people.subgraph;
    await db.update(persons).set({ emailVerifiedAt: null }).where(eq(persons.id, guest.userId));
    expect((await people.ask(guest, accept, { token })).error).toMatchObject({ code: "FORBIDDEN" });
  });

  it("is for people: machines and strangers can't accept it", async () => {
    const { tenant, token } = await invited();
    const machine = await people.newMachine(tenant, ["members:write"]);
    expect((await people.ask(machine, accept, { token })).error).toMatchObject({ code: "FORBIDDEN" });
    expect((await people.ask({ kind: "anonymous" }, accept, { token })).error).toMatchObject({
      code: "UNAUTHENTICATED",
    });
  });

  it("is good for seven days", async () => {
    const { admin, guest, token, id } = await invited();
    people.clock.time += 7 * day;
    expect((await people.ask(guest, accept, { token })).error).toMatchObject(worthless);
    expect(await openInvitations(admin)).toEqual([]);
    // Who asked for it may still take it back, or invite anew.
    expect((await people.ask(admin, revoke, { id })).error).toBeUndefined();
  });

  it("is worth nothing once it was revoked, also when both come at once", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { tenant, admin, guest, token, id } = await invited();
      const [revoked, accepted] = await Promise.all([
        people.ask(admin, revoke, { id }),
        people.ask(guest, accept, { token }),
      ]);
      const rows = await people.subgraph.db.select().from(memberships).where(eq(memberships.tenantId, tenant));
      expect(rows).toHaveLength(accepted.error === undefined ? 2 : 1);
      expect([revoked.error, accepted.error].filter((error) => error === undefined)).toHaveLength(1);
      expect((await people.ask(admin, revoke, { id })).error).toMatchObject({ code: "NOT_FOUND" });
    }
  });

  it("is replaced by another one to the same address, whose link alone is good", async () => {
    const { admin, guest, token: former, id } = await invited("editor");
    people.clock.time += 60_000;
    const { data } = await people.ask<Invited>(admin, invite, { email: guest.email, roleId: "viewer" });
    expect(data?.inviteMember.id).not.toBe(id);
    expect(await openInvitations(admin)).toEqual([data?.inviteMember.id]);
    const token = await eventually(async () => {
      const newest = await tokenFor(guest.email);
      return newest === former ? undefined : newest;
    });
    expect((await people.ask(guest, accept, { token: former })).error).toMatchObject(worthless);
    const accepted = await people.ask(guest, accept, { token });
    expect(accepted.data).toMatchObject({ acceptInvitation: { role: { id: "viewer" } } });
  });

  it("is not mailed again within a minute, and once when it is asked for ten times at once", async () => {
    const admin = await people.join(await people.newTenant(), "admin");
    const email = `${randomUUID()}@example.com`;
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, async () => people.ask(admin, invite, { email, roleId: "viewer" })),
    );
    expect(outcomes.filter(({ error }) => error === undefined)).toHaveLength(1);
    for (const { error } of outcomes)
      if (error !== undefined) expect(error).toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 60_000 });
    await tokenFor(email);
    expect(await mailsTo(email)).toHaveLength(1);
  });

  it("is not mailed any more when it was revoked while its mail waited", async () => {
    const { tenant, admin, guest, id } = await invited();
    const order = {
      kind: "accept_invitation",
      to: guest.email,
      tenantId: tenant,
      tenantName: "Acme",
      invitationId: id,
      expiresAt: new Date(people.clock.time + day).toISOString(),
    } as const;
    const settle = async () => settleOrder(people.subgraph.db, order, new Date(people.clock.time));
    expect(await settle()).toMatchObject({ link: { page: "accept-invitation" } });
    await people.ask(admin, revoke, { id });
    expect(await settle()).toBeUndefined();
  });

  it("reaches nobody more than ten times an hour, whichever tenants ask for it", async () => {
    const limited = await people.subgraph.startAnother(undefined, { RATE_LIMITS: "on" });
    const email = `${randomUUID()}@example.com`;
    const codes: unknown[] = [];
    for (let asked = 0; asked < 11; asked += 1) {
      const admin = await people.join(await people.newTenant(), "admin");
      const { errors } = await people.subgraph.askOf(limited, admin, invite, { email, roleId: "viewer" });
      codes.push(errors?.[0]?.extensions?.["code"]);
    }
    await limited.stop();
    expect(codes).toEqual([...Array.from({ length: 10 }, () => undefined), "RATE_LIMITED"]);
  });

  it("is not for members", async () => {
    const tenant = await people.newTenant();
    const [admin, member] = [await people.join(tenant, "admin"), await people.join(tenant)];
    const input = { email: member.email.toUpperCase(), roleId: "viewer" };
    expect((await people.ask(admin, invite, input)).error).toMatchObject({ code: "CONFLICT", field: "email" });
    expect(await mailsTo(member.email)).toEqual([]);
  });

  it("does not change who became a member in the meantime", async () => {
    const { tenant, guest, token } = await invited("admin");
    await people.subgraph.db
      .insert(memberships)
      .values({ tenantId: tenant, personId: guest.userId, roleId: "viewer", createdAt: new Date() });
    expect((await people.ask(guest, accept, { token })).error).toMatchObject({ code: "CONFLICT" });
    const rows = await people.subgraph.db.select().from(memberships).where(eq(memberships.tenantId, tenant));
    expect(rows.find(({ personId }) => personId === guest.userId)?.roleId).toBe("viewer");
  });

  it("stays when who invited has left", async () => {
    const { tenant, admin, guest, token } = await invited();
    const owner = await people.join(tenant, "owner");
    await people.ask(owner, "mutation ($u: ID!) { removeMember(userId: $u) { userId } }", { u: admin.userId });
    expect((await people.ask<Listed>(owner, list)).data?.invitations).toMatchObject([{ invitedBy: null }]);
    expect((await people.ask(guest, accept, { token })).error).toBeUndefined();
  });

  it("says so when its role has been deleted", async () => {
    const tenant = await people.newTenant();
    const owner = await people.join(tenant, "owner");
    const roleId = await people.newRole(tenant, ["data:read"]);
    const guest = await people.join(await people.newTenant());
    await people.ask(owner, invite, { email: guest.email, roleId });
    const token = await tokenFor(guest.email);
    const deleteRole = "mutation ($id: ID!) { deleteRole(id: $id) { id } }";
    expect((await people.ask(owner, deleteRole, { id: roleId })).error).toMatchObject({ code: "CONFLICT" });
    // Not by us, then: the tenant's rows may be restored from elsewhere.
    await people.subgraph.db.execute("delete from auth.role");
    expect((await people.ask(guest, accept, { token })).error).toMatchObject({ code: "CONFLICT" });
  });

  it.each([
    ["email", "nonsense", "viewer", "BAD_USER_INPUT"],
    ["email", "a@example.com\nBcc: b@example.com", "viewer", "BAD_USER_INPUT"],
    ["email", "", "viewer", "BAD_USER_INPUT"],
    ["email", `${"a".repeat(250)}@example.com`, "viewer", "BAD_USER_INPUT"],
    ["roleId", "a@example.com", "nonsense", "NOT_FOUND"],
    ["roleId", "a@example.com", "00000000-0000-4000-8000-000000000000", "NOT_FOUND"],
    ["roleId", "a@example.com", "toString", "NOT_FOUND"],
  ])("is refused for a bad %s: %j, %j", async (field, email, roleId, code) => {
    const admin = await people.join(await people.newTenant(), "admin");
    expect((await people.ask(admin, invite, { email, roleId })).error).toMatchObject({ code, field });
  });

  it.each(["", "nonsense", "\u0000", "a".repeat(1_000_000)])("is not behind what no mail told (%#)", async (token) => {
    const guest = await people.join(await people.newTenant());
    expect((await people.ask(guest, accept, { token })).error).toMatchObject(worthless);
  });

  it("of another tenant is nobody's", async () => {
    const { id } = await invited();
    const stranger = await people.join(await people.newTenant(), "owner");
    const answers = await Promise.all(
      [id, randomUUID(), "nonsense", ""].map(async (some) => people.subgraph.ask(stranger, revoke, { id: some })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
  });

  it("is listed with its role and who invited, in as many statements for twenty as for one", async () => {
    const tenant = await people.newTenant();
    const counts: number[] = [];
    for (const more of [1, 19]) {
      for (let made = 0; made < more; made += 1) {
        const admin = await people.join(tenant, "admin");
        const roleId = await people.newRole(tenant, ["data:read"]);
        await people.ask(admin, invite, { email: `${randomUUID()}@example.com`, roleId });
      }
      const asker = await people.join(tenant);
      await until(async () => (await people.subgraph.db.select().from(outbox)).length === 0);
      counts.push(await countStatements(async () => people.ask(asker, list)));
    }
    expect(counts).toEqual([3, 3]);
  });
});
