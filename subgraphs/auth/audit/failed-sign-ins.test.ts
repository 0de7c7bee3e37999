import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eq } from "drizzle-orm";
import type { Caller } from "../../../kernel/identity/caller.ts";
import { until } from "../../../tests/support/eventually.ts";
import { hashPassword } from "../accounts/passwords.ts";
import { type People, startWithPeople } from "../fixtures/tenant-of-people.ts";
import { memberships, people as persons, refusedAttempts } from "../store/tables.ts";

let people: People;
beforeAll(async () => {
  people = await startWithPeople();
});
afterAll(async () => people.stop());

const signIn = `mutation ($login: String!, $password: String!) {
  signIn(input: { login: $login, password: $password }) { __typename }
}`;
const query = `{ auditLog(filter: { actions: ["session.started"] }) {
  nodes { result user { id } userId targetKind targetId details }
} }`;

async function failedSignIns(asker: Caller): Promise<Record<string, unknown>[]> {
  const { data } = await people.ask<{ auditLog: { nodes: Record<string, unknown>[] } }>(asker, query);
  return data?.auditLog.nodes.filter(({ result }) => result === "DENIED") ?? [];
}

/** Somebody with a password, in two tenants that have owners. */
async function withPassword(password: string) {
  const [one, other] = [await people.newTenant(), await people.newTenant()];
  const person = await people.join(one);
  const { db } = people.subgraph;
  await db
    .insert(memberships)
    .values({ tenantId: other, personId: person.userId, roleId: "editor", createdAt: new Date() });
  await db
    .update(persons)
    .set({ passwordHash: await hashPassword(password) })
    .where(eq(persons.id, person.userId));
  return { person, owners: [await people.join(one, "owner"), await people.join(other, "owner")] as const };
}

describe("sign-ins that fail", () => {
  it("are told of in all tenants of the person, once a minute with their number", async () => {
    const { person, owners } = await withPassword("correct horse battery");
    const attempt = async () =>
      people.ask({ kind: "anonymous" }, signIn, { login: person.username, password: "wrong horse" });
    for (let tried = 0; tried < 5; tried += 1)
      expect((await attempt()).error).toMatchObject({ code: "UNAUTHENTICATED" });
    const untold = async () =>
      (await people.subgraph.db.select().from(refusedAttempts).where(eq(refusedAttempts.who, person.userId)))[0]
        ?.untold;
    await until(async () => (await untold()) === 4);
    const denied = {
      result: "DENIED",
      user: null,
      userId: null,
      targetKind: "person",
      targetId: person.userId,
      details: { factor: "password", attempts: 1 },
    };
    for (const owner of owners) expect(await failedSignIns(owner)).toEqual([denied]);

    people.clock.time += 60_000;
    await attempt();
    await until(async () => (await failedSignIns(owners[0])).length === 2);
    for (const owner of owners)
      expect(await failedSignIns(owner)).toEqual([{ ...denied, details: { factor: "password", attempts: 5 } }, denied]);
  });

  it("of nobody we know are told to nobody", async () => {
    const before = await people.subgraph.db.select().from(refusedAttempts);
    await people.ask({ kind: "anonymous" }, signIn, { login: "nobody", password: "wrong horse" });
    expect(await people.subgraph.db.select().from(refusedAttempts)).toEqual(before);
  });
});
