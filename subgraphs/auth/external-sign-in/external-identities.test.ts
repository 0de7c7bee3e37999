import { randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { decodeJwt } from "jose";
import { createAuditLog } from "../../../kernel/audit-log/audit-log.ts";
import type { Caller } from "../../../kernel/identity/caller.ts";
import { newTenant } from "../../../tests/support/subgraph.ts";
import { accountCaller } from "../fixtures/account.ts";
import { anonymous, auditKey, finish, start, useExternalSignIns } from "../fixtures/external-sign-ins.ts";
import { externalIdentities, memberships, tenants } from "../store/tables.ts";

const world = useExternalSignIns();
const { ask, codeOf, comeBack, finished, newcomer, signedIn, signInAs } = world;

const minute = 60_000;
const identities = "{ externalIdentities { id provider email createdAt } }";
const remove = "mutation ($id: ID!) { removeExternalIdentity(id: $id) { user { id } } }";

describe("adding an external account to one's own", () => {
  it("lets the person sign in with it, whatever address it has", async () => {
    const { id, caller } = await signedIn();
    const { login, email } = newcomer({ email_verified: false });
    const { input } = await comeBack(login, caller);
    const added = await finished(input, caller);
    expect(added).toMatchObject({ __typename: "SignedIn", refreshToken: null, user: { id } });
    expect(decodeJwt(added.accessToken)["sid"]).toBe(caller.session.sessionId);
    expect(await ask(caller, identities)).toMatchObject({ externalIdentities: [{ provider: "one", email }] });
    expect((await signInAs(login)).user.id).toBe(id);
  });

  it("can be done twice", async () => {
    const { caller } = await signedIn();
    const { login } = newcomer();
    const inputs = [(await comeBack(login, caller)).input, (await comeBack(login, caller)).input];
    await Promise.all(inputs.map(async (input) => finished(input, caller)));
    expect((await ask<{ externalIdentities: unknown[] }>(caller, identities)).externalIdentities).toHaveLength(1);
  });

  it("is refused when it is somebody else's", async () => {
    const { login } = newcomer();
    const { user } = await signInAs(login);
    const { caller } = await signedIn();
    const { input } = await comeBack(login, caller);
    expect(await codeOf(caller, finish, { input })).toBe("CONFLICT");
    expect((await signInAs(login)).user).toEqual(user);
  });

  it("is finished by nobody but who began", async () => {
    const [mine, theirs] = [await signedIn(), await signedIn()];
    const { input } = await comeBack(newcomer().login, mine.caller);
    for (const caller of [anonymous, theirs.caller])
      expect(await codeOf(caller, finish, { input })).toBe("BAD_USER_INPUT");
    expect(await codeOf(mine.caller, finish, { input })).toBeUndefined();
    expect(await ask(theirs.caller, identities)).toEqual({ externalIdentities: [] });
  });

  it("needs a recent sign-in", async () => {
    const { id } = await signedIn();
    const stale = accountCaller(id, world.clock.now() - 16 * minute);
    expect(await codeOf(stale, start, { input: { provider: "one" } })).toBe("FORBIDDEN RECENT_SIGN_IN_NEEDED");
  });
});

describe("taking an external account away", () => {
  async function withIdentity(caller: Caller): Promise<string> {
    const { login } = newcomer();
    await finished((await comeBack(login, caller)).input, caller);
    return login;
  }
  async function idsOf(caller: Caller): Promise<string[]> {
    const { externalIdentities: found } = await ask<{ externalIdentities: { id: string }[] }>(caller, identities);
    return found.map(({ id }) => id);
  }

  it("ends signing in with it", async () => {
    const { id: personId, caller } = await signedIn();
    const login = await withIdentity(caller);
    const [id] = await idsOf(caller);
    expect(await ask(caller, remove, { id })).toEqual({ removeExternalIdentity: { user: { id: personId } } });
    expect(await idsOf(caller)).toEqual([]);
    expect((await signInAs(login)).user.id).not.toBe(personId);
    expect(await codeOf(caller, remove, { id })).toBe("NOT_FOUND");
  });

  it("is refused for the last way to sign in, also when two are taken away at once", async () => {
    const { user } = await signInAs(newcomer().login);
    const caller = accountCaller(user.id, world.clock.now());
    const [first] = await idsOf(caller);
    expect(await codeOf(caller, remove, { id: first })).toBe("CONFLICT");
    await world.subgraph.db.insert(externalIdentities).values({
      id: randomUUID(),
      personId: user.id,
      provider: "other",
      subject: randomUUID(),
      createdAt: new Date(world.clock.now()),
    });
    const outcomes = await Promise.all((await idsOf(caller)).map(async (id) => codeOf(caller, remove, { id })));
    expect(new Set(outcomes)).toEqual(new Set(["CONFLICT", undefined]));
    expect(await idsOf(caller)).toHaveLength(1);
  });

  it("is told in the audit logs of the person's tenants, like adding it", async () => {
    const { id: personId, caller } = await signedIn();
    const id = newTenant();
    await world.subgraph.db.insert(tenants).values({ id, name: "Acme", createdAt: new Date(world.clock.now()) });
    await world.subgraph.db
      .insert(memberships)
      .values({ tenantId: id, personId, roleId: "viewer", createdAt: new Date(world.clock.now()) });
    await withIdentity(caller);
    const [identity] = await idsOf(caller);
    await ask(caller, remove, { id: identity });
    const { nodes } = await createAuditLog({ keys: { current: auditKey, former: [] }, clock: world.clock }).read(
      world.subgraph.db,
      id,
      { first: 100, after: undefined },
    );
    const about = {
      actor: { kind: "person", userId: personId },
      target: { kind: "external_identity", id: identity },
      details: { provider: "one" },
    };
    expect(nodes.filter(({ action }) => action.startsWith("external"))).toMatchObject([
      { action: "external_identity.unlinked", ...about },
      { action: "external_identity.linked", ...about },
    ]);
  });

  it("takes none of somebody else's, and needs a recent sign-in", async () => {
    const [mine, theirs] = [await signedIn(), await signedIn()];
    await withIdentity(mine.caller);
    const [id] = await idsOf(mine.caller);
    expect(await codeOf(theirs.caller, remove, { id })).toBe("NOT_FOUND");
    expect(await codeOf(theirs.caller, remove, { id: "no id" })).toBe("NOT_FOUND");
    expect(await codeOf(accountCaller(mine.id, world.clock.now() - 16 * minute), remove, { id })).toBe(
      "FORBIDDEN RECENT_SIGN_IN_NEEDED",
    );
    expect(await idsOf(mine.caller)).toEqual([id]);
  });
});
