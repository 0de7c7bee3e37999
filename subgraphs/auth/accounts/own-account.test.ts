import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eq, sql } from "drizzle-orm";
import { createAuditLog } from "../../../kernel/audit-log/audit-log.ts";
import type { Caller } from "../../../kernel/identity/caller.ts";
import { tenantId as tenantIdSchema } from "../../../kernel/identity/ids.ts";
import { silentLogger } from "../../../kernel/logger.ts";
import { until } from "../../../tests/support/eventually.ts";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { createOutbox } from "../mail/outbox.ts";
import { memberships, outbox, people, sessions, signInChallenges, tenants, totps } from "../store/tables.ts";
import { codesOf, password, startAccounts, type TestAccount, type TestAccounts } from "./fixtures/start-accounts.ts";
import { purgeAccounts } from "./purge-accounts.ts";

const auditKey = Buffer.alloc(32, 7);
const other = "another horse battery";
const days = 86_400_000;

let accounts: TestAccounts;
beforeAll(async () => {
  accounts = await startAccounts({ ACCOUNT_GRACE_DAYS: "3", AUDIT_KEY: auditKey.toString("base64") });
});
afterAll(async () => accounts.stop());

/** What became of the account, oldest first; its sessions come and go besides. */
async function actionsIn(tenant: string | undefined): Promise<string[]> {
  const log = createAuditLog({ keys: { current: auditKey, former: [] }, clock: { now: () => accounts.time.now } });
  const { nodes } = await log.read(accounts.db, tenantIdSchema.parse(tenant), { first: 100, after: undefined });
  const actions = nodes.map(({ action }) => action).toReversed();
  return actions.filter((action) => !action.startsWith("session."));
}

const withTenant = async () => accounts.signedUp({ tenantName: `Tenant ${randomUUID().slice(0, 8)}` });

describe("resetPassword", () => {
  const reset = "mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { user { username email } } }";
  const resetBy = async (token: string, newPassword = other) => accounts.ask(reset, { input: { token, newPassword } });

  async function tokenFor({ input }: TestAccount): Promise<string> {
    await accounts.ask("mutation ($email: String!) { requestPasswordReset(email: $email) { email } }", input);
    return accounts.tokenTo(input.email, "reset-password");
  }

  it("sets the password, ends all sessions, tells the owner, and is logged", async () => {
    const account = await withTenant();
    const second = await accounts.signedInAgain(account);
    const { username, email } = account.input;
    expect(await resetBy(await tokenFor(account))).toEqual({ data: { resetPassword: { user: { username, email } } } });
    expect(await Promise.all([account.caller, second].map(accounts.isAlive))).toEqual([false, false]);
    expect(codesOf(await accounts.signIn(email))).toEqual(["UNAUTHENTICATED"]);
    expect((await accounts.signIn(email, other)).errors).toBeUndefined();
    await accounts.mailTo(email, "Your password was changed");
    expect(await actionsIn(account.tenantId)).toEqual(["tenant.created", "account.registered", "password.reset"]);
  });

  it("takes a token once, also when it comes five times at once, and none that was mailed before", async () => {
    const account = await accounts.signedUp();
    const first = await tokenFor(account);
    await accounts.ask("mutation ($email: String!) { requestPasswordReset(email: $email) { email } }", account.input);
    await accounts.mailsSettled();
    const answers = await Promise.all(Array.from({ length: 5 }, async () => resetBy(first)));
    expect(answers.filter(({ errors }) => errors === undefined)).toHaveLength(1);
    expect(codesOf(await resetBy(first))).toEqual(["BAD_USER_INPUT"]);
    expect(codesOf(await resetBy(await accounts.tokenTo(account.input.email, "reset-password")))).toEqual([
      "BAD_USER_INPUT",
    ]);
  });

  it("takes a token for an hour", async () => {
    const account = await accounts.signedUp();
    const token = await tokenFor(account);
    accounts.time.now += 3_600_000;
    const answer = await resetBy(token);
    accounts.time.now -= 3_600_000;
    expect(codesOf(answer)).toEqual(["BAD_USER_INPUT"]);
  });

  it("leaves the token good when the password is not acceptable", async () => {
    const account = await accounts.signedUp();
    const token = await tokenFor(account);
    for (const bad of ["short", "password1234", `${account.input.username} and more`, "a\u0000bcdefghijklm"])
      expect((await resetBy(token, bad)).errors).toMatchObject([
        { extensions: { code: "BAD_USER_INPUT", field: "newPassword" } },
      ]);
    expect((await resetBy(token)).errors).toBeUndefined();
  });

  it("takes no token that is for something else", async () => {
    const input = accounts.newInput();
    await accounts.signUp(input);
    const token = await accounts.tokenTo(input.email, "verify-email");
    expect(codesOf(await resetBy(token))).toEqual(["BAD_USER_INPUT"]);
    expect((await accounts.verifyEmail(token)).errors).toBeUndefined();
  });

  it.each(["", "nonsense", "\u0000", "a".repeat(1_000_000)])("refuses what no mail has told (%#)", async (token) => {
    expect(codesOf(await resetBy(token))).toEqual(["BAD_USER_INPUT"]);
  });

  it.each([false, true])(
    "leaves nothing to a sign-in with the former password that was under way, with a second factor: %s",
    async (isSetUp) => {
      const account = await accounts.signedUp();
      const personId = account.caller.userId;
      const now = new Date(accounts.time.now);
      if (isSetUp)
        await accounts.db.insert(totps).values({ personId, sealedSecret: "sealed", createdAt: now, confirmedAt: now });
      const token = await tokenFor(account);
      const { underWay: signedIn } = await accounts.db.transaction(async (transaction) => {
        // What a sign-in looks at once the password was right.
        await transaction.execute(sql`lock table auth.totp in access exclusive mode`);
        const underWay = accounts.signIn(account.input.email);
        await until(async () => {
          const waiting = await transaction.execute(
            sql`select 1 from pg_locks where relation = 'auth.totp'::regclass and not granted`,
          );
          return waiting.length > 0;
        });
        expect((await resetBy(token)).errors).toBeUndefined();
        return { underWay };
      });
      expect(codesOf(await signedIn)).toEqual(["UNAUTHENTICATED"]);
      const left = [
        ...(await accounts.db.select().from(signInChallenges).where(eq(signInChallenges.personId, personId))),
        ...(await accounts.db.select().from(sessions).where(eq(sessions.personId, personId))).filter(
          ({ endedAt }) => endedAt === null,
        ),
      ];
      expect(left).toEqual([]);
    },
  );

  it("leaves the second factor, which is still asked for, and ends sign-ins that are half done", async () => {
    const account = await accounts.signedUp();
    const personId = account.caller.userId;
    const now = new Date(accounts.time.now);
    await accounts.db.insert(totps).values({ personId, sealedSecret: "sealed", createdAt: now, confirmedAt: now });
    const halfDone = { hash: randomUUID(), personId, createdAt: now, expiresAt: new Date(now.getTime() + 60_000) };
    await accounts.db.insert(signInChallenges).values(halfDone);
    await resetBy(await tokenFor(account));
    const { data } = await accounts.signIn(account.input.email, other);
    expect(data?.["signIn"]).toMatchObject({ __typename: "SecondFactorRequired" });
    const left = await accounts.db.select().from(signInChallenges).where(eq(signInChallenges.hash, halfDone.hash));
    expect(left).toEqual([]);
  });
});

describe("changePassword", () => {
  const change = "mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { user { email } } }";
  const changeTo = async (caller: Caller, newPassword = other, currentPassword = password) =>
    accounts.ask(change, { input: { currentPassword, newPassword } }, caller);

  it("ends all other sessions, tells the owner, and is logged", async () => {
    const account = await withTenant();
    const second = await accounts.signedInAgain(account);
    expect((await changeTo(account.caller)).errors).toBeUndefined();
    expect(await Promise.all([account.caller, second].map(accounts.isAlive))).toEqual([true, false]);
    expect((await accounts.signIn(account.input.email, other)).errors).toBeUndefined();
    await accounts.mailTo(account.input.email, "Your password was changed");
    expect(await actionsIn(account.tenantId)).toContain("password.changed");
  });

  it("is refused without the current password, which changes nothing", async () => {
    const account = await accounts.signedUp();
    const { errors } = await changeTo(account.caller, other, "wrong horse battery");
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field: "currentPassword" } }]);
    expect((await accounts.signIn(account.input.email)).errors).toBeUndefined();
  });

  it("happens once when two change it at once", async () => {
    const account = await accounts.signedUp();
    const chosen = ["first new battery", "second new battery"];
    const answers = await Promise.all(chosen.map(async (one) => changeTo(account.caller, one)));
    const done = answers.flatMap(({ errors }, index) => (errors === undefined ? [chosen[index]] : []));
    expect(done.length).toBeGreaterThanOrEqual(1);
    const signIns = await Promise.all(chosen.map(async (one) => accounts.signIn(account.input.email, one)));
    expect(signIns.filter(({ errors }) => errors === undefined)).toHaveLength(1);
  });

  it("is nobody's but a person's who is signed in themself", async () => {
    expect(codesOf(await changeTo({ kind: "anonymous" }))).toEqual(["UNAUTHENTICATED"]);
    const run = newPerson();
    expect(codesOf(await changeTo(run))).toEqual(["FORBIDDEN"]);
  });
});

describe("changing the address", () => {
  const ask = async (caller: Caller, email: string) =>
    accounts.ask("mutation ($email: String!) { changeEmail(email: $email) { email } }", { email }, caller);
  const confirm = async (token: string) =>
    accounts.ask("mutation ($token: String!) { confirmEmailChange(token: $token) { user { email } } }", { token });

  it("takes a proof of the new one, tells the old one before and after, and is logged", async () => {
    const account = await withTenant();
    const { email: former, username } = account.input;
    const email = `${randomUUID()}@example.com`;
    expect(await ask(account.caller, email)).toEqual({ data: { changeEmail: { email } } });
    await accounts.mailTo(former, "Your address is to be changed");
    expect((await accounts.signIn(former)).errors).toBeUndefined();

    expect(await confirm(await accounts.tokenTo(email, "confirm-email-change"))).toEqual({
      data: { confirmEmailChange: { user: { email } } },
    });
    await accounts.mailTo(former, "Your address was changed");
    expect((await accounts.signIn(email)).errors).toBeUndefined();
    expect((await accounts.signIn(username)).errors).toBeUndefined();
    expect(codesOf(await accounts.signIn(former))).toEqual(["UNAUTHENTICATED"]);
    expect(await actionsIn(account.tenantId)).toEqual(
      expect.arrayContaining(["email.change_requested", "email.changed"]),
    );
  });

  it("to somebody else's is answered like any other, and mails nothing to them", async () => {
    const [account, owner] = [await accounts.signedUp(), await accounts.signedUp()];
    const { email } = owner.input;
    expect(await ask(account.caller, email.toUpperCase())).toEqual({ data: { changeEmail: { email } } });
    await accounts.mailsSettled();
    expect(await accounts.mailsTo(email)).toHaveLength(1);
  });

  it("is one person's when two confirm the same address at once, and the other's link is worth nothing", async () => {
    const both = [await accounts.signedUp(), await accounts.signedUp()];
    const email = `${randomUUID()}@example.com`;
    for (const { caller } of both) await ask(caller, email);
    await accounts.mailsSettled();
    const tokens = (await accounts.mailsTo(email)).map((mail) => /\?token=([\w-]+)/.exec(mail)?.[1] ?? "");
    expect(tokens).toHaveLength(2);
    const answers = await Promise.all(tokens.map(confirm));
    expect(answers.flatMap(codesOf)).toEqual(["BAD_USER_INPUT"]);
  });

  it("makes links worthless that were mailed to the old one", async () => {
    const account = await accounts.signedUp();
    await accounts.ask("mutation ($email: String!) { requestPasswordReset(email: $email) { email } }", account.input);
    const token = await accounts.tokenTo(account.input.email, "reset-password");
    const email = `${randomUUID()}@example.com`;
    await ask(account.caller, email);
    await confirm(await accounts.tokenTo(email, "confirm-email-change"));
    const reset = "mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { user { id } } }";
    expect(codesOf(await accounts.ask(reset, { input: { token, newPassword: other } }))).toEqual(["BAD_USER_INPUT"]);
  });

  it.each(["resetPassword", "changePassword"] as const)(
    "that somebody else asked for comes to nothing after %s, also when its mail comes later",
    async (remedy) => {
      const account = await accounts.signedUp();
      const thief = await accounts.signedInAgain(account);
      const [mailed, unsent] = [`${randomUUID()}@example.com`, `${randomUUID()}@example.com`];
      await ask(thief, mailed);
      const token = await accounts.tokenTo(mailed, "confirm-email-change");
      // A mail server that wants it later: whoever runs it chooses when.
      const order = { kind: "change_email", to: unsent, username: account.input.username, personId: thief.userId };
      const later = new Date(accounts.time.now + days);
      const row = { id: randomUUID(), mail: order, createdAt: new Date(accounts.time.now), dueAt: later };
      await accounts.db.insert(outbox).values(row);

      if (remedy === "changePassword") {
        const input = { currentPassword: password, newPassword: other };
        const change = "mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { user { id } } }";
        expect((await accounts.ask(change, { input }, account.caller)).errors).toBeUndefined();
      } else {
        const request = "mutation ($email: String!) { requestPasswordReset(email: $email) { email } }";
        await accounts.ask(request, account.input);
        const input = { token: await accounts.tokenTo(account.input.email, "reset-password"), newPassword: other };
        const reset = "mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { user { id } } }";
        expect((await accounts.ask(reset, { input })).errors).toBeUndefined();
      }
      expect(codesOf(await confirm(token))).toEqual(["BAD_USER_INPUT"]);
      expect(await accounts.db.select().from(outbox).where(eq(outbox.id, row.id))).toEqual([]);
      // As long as a router takes the session for one that goes on.
      expect(codesOf(await ask(thief, `${randomUUID()}@example.com`))).toEqual(["UNAUTHENTICATED"]);
    },
  );

  it("is refused to the own address, without an address, and without a recent sign-in", async () => {
    const { caller, input } = await accounts.signedUp();
    expect(codesOf(await ask(caller, input.email.toUpperCase()))).toEqual(["BAD_USER_INPUT"]);
    expect(codesOf(await ask(caller, "nonsense"))).toEqual(["BAD_USER_INPUT"]);
    accounts.time.now += 16 * 60_000;
    const late = await ask(caller, `${randomUUID()}@example.com`);
    accounts.time.now -= 16 * 60_000;
    expect(late.errors).toMatchObject([{ extensions: { code: "FORBIDDEN", reason: "RECENT_SIGN_IN_NEEDED" } }]);
  });
});

describe("deleting the account", () => {
  const remove = async (caller: Caller) =>
    accounts.ask("mutation { deleteAccount { user { deletionDueAt } } }", {}, caller);
  const cancel = async (caller: Caller) =>
    accounts.ask("mutation { cancelAccountDeletion { user { deletionDueAt } } }", {}, caller);
  const exists = async ({ caller }: TestAccount) =>
    (await accounts.db.select().from(people).where(eq(people.id, caller.userId))).length === 1;
  const purge = async (at: number) => {
    const clock = { now: () => at };
    await purgeAccounts({
      db: accounts.db,
      clock,
      outbox: createOutbox({ clock: { now: () => accounts.time.now }, wake: () => {} }),
      auditLog: createAuditLog({ keys: { current: auditKey, former: [] }, clock }),
      logger: silentLogger,
    });
  };

  async function join(tenantId: string | undefined, account: TestAccount, roleId: string): Promise<void> {
    await accounts.db.insert(memberships).values({
      tenantId: tenantId ?? "",
      personId: account.caller.userId,
      roleId,
      createdAt: new Date(accounts.time.now),
    });
  }

  it("happens after the days of grace, with the tenants of nobody else, and the address is free again", async () => {
    const account = await withTenant();
    const second = await accounts.signedInAgain(account);
    const dueAt = accounts.time.now + 3 * days;
    expect((await remove(account.caller)).data).toEqual({
      deleteAccount: { user: { deletionDueAt: new Date(dueAt).toISOString() } },
    });
    expect(await Promise.all([account.caller, second].map(accounts.isAlive))).toEqual([true, false]);
    await accounts.mailTo(account.input.email, "Your account will be deleted");
    expect(await actionsIn(account.tenantId)).toContain("account.deletion_requested");

    await purge(dueAt - 1);
    expect(await exists(account)).toBe(true);
    await Promise.all([purge(dueAt), purge(dueAt)]);
    expect(await exists(account)).toBe(false);
    expect(
      await accounts.db
        .select()
        .from(tenants)
        .where(eq(tenants.id, account.tenantId ?? "")),
    ).toEqual([]);
    await accounts.mailTo(account.input.email, "Your account was deleted");
    expect((await accounts.signUp(account.input)).errors).toBeUndefined();
    await accounts.mailsSettled();
    const token = await accounts.tokenTo(account.input.email, "verify-email");
    expect((await accounts.verifyEmail(token)).errors).toBeUndefined();
  });

  it("asked for twice keeps the first date, and can be taken back after signing in", async () => {
    const account = await withTenant();
    await remove(account.caller);
    const again = await accounts.signedInAgain(account);
    accounts.time.now += 60_000;
    const { data } = await remove(again);
    accounts.time.now -= 60_000;
    expect(data).toEqual({
      deleteAccount: { user: { deletionDueAt: new Date(accounts.time.now + 3 * days).toISOString() } },
    });
    expect((await cancel(again)).data).toEqual({ cancelAccountDeletion: { user: { deletionDueAt: null } } });
    expect((await cancel(again)).errors).toBeUndefined();
    await accounts.mailTo(account.input.email, "Your account stays");
    expect(await actionsIn(account.tenantId)).toContain("account.deletion_cancelled");
    await purge(accounts.time.now + 4 * days);
    expect(await exists(account)).toBe(true);
  });

  it("is refused to the last owner of a tenant with other members, which it names", async () => {
    const [owner, member] = [await withTenant(), await accounts.signedUp()];
    await join(owner.tenantId, member, "admin");
    const { errors } = await remove(owner.caller);
    const tenant = { id: owner.tenantId, name: owner.input.tenantName };
    expect(errors).toMatchObject([{ extensions: { code: "CONFLICT", tenants: [tenant] } }]);
    expect(errors?.[0]?.message).toContain(owner.input.tenantName);
    expect((await remove(member.caller)).errors).toBeUndefined();
    const second = await accounts.signedUp();
    await join(owner.tenantId, second, "owner");
    expect((await remove(owner.caller)).errors).toBeUndefined();
  });

  it("leaves a tenant with other members alone, and its log tells", async () => {
    const [owner, member] = [await withTenant(), await accounts.signedUp()];
    await join(owner.tenantId, member, "editor");
    await remove(member.caller);
    await purge(accounts.time.now + 3 * days);
    expect(await exists(member)).toBe(false);
    expect(await exists(owner)).toBe(true);
    expect(await actionsIn(owner.tenantId)).toEqual(
      expect.arrayContaining(["account.deletion_requested", "account.deleted"]),
    );
  });

  it("is not done to who has become the last owner meanwhile, and they are told", async () => {
    const [owner, member] = [await withTenant(), await accounts.signedUp()];
    await remove(owner.caller);
    await join(owner.tenantId, member, "viewer");
    await purge(accounts.time.now + 3 * days);
    expect(await exists(owner)).toBe(true);
    expect(await accounts.mailTo(owner.input.email, "Your account could not be deleted")).toContain(
      owner.input.tenantName,
    );
    expect((await cancel(owner.caller)).data).toEqual({ cancelAccountDeletion: { user: { deletionDueAt: null } } });
  });

  it("is done by the process itself", async () => {
    const account = await accounts.signedUp();
    await accounts.db
      .update(people)
      .set({ deletionDueAt: new Date(accounts.time.now) })
      .where(eq(people.id, account.caller.userId));
    const another = await accounts.startAnother();
    await until(async () => !(await exists(account)));
    await another.stop();
  });

  it("is done for nobody without a recent sign-in, and for no run", async () => {
    const { caller } = await accounts.signedUp();
    const former = { ...caller, session: { ...caller.session, confirmedAt: caller.session.confirmedAt - 16 * 60 } };
    expect((await remove(former)).errors).toMatchObject([{ extensions: { reason: "RECENT_SIGN_IN_NEEDED" } }]);
    for (const stranger of [newPerson(), { kind: "anonymous" } as const]) {
      expect(codesOf(await remove(stranger))).toEqual([expect.stringMatching(/FORBIDDEN|UNAUTHENTICATED/)]);
      expect(codesOf(await cancel(stranger))).toEqual([expect.stringMatching(/FORBIDDEN|UNAUTHENTICATED/)]);
    }
  });
});

describe("the database", () => {
  it("holds no token and no password as it was sent", async () => {
    const { input } = await accounts.signedUp({ password: "visible horse battery" });
    await accounts.ask("mutation ($email: String!) { requestPasswordReset(email: $email) { email } }", input);
    const token = await accounts.tokenTo(input.email, "reset-password");
    const names = await accounts.db.execute<{ name: string }>(
      sql`select table_name as name from information_schema.tables where table_schema = 'auth'`,
    );
    for (const { name } of names) {
      const rows = await accounts.db.execute(
        sql`select row_to_json(t)::text as row from ${sql.identifier("auth")}.${sql.identifier(name)} t`,
      );
      const text = JSON.stringify(rows);
      expect(text).not.toContain(token);
      expect(text).not.toContain("visible horse battery");
    }
  });
});
