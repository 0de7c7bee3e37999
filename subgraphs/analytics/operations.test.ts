import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Caller, Person } from "../../kernel/identity/caller.ts";
import { newPerson, startTestSubgraph, statementsOf, type TestSubgraph } from "../../tests/support/subgraph.ts";
import { analytics } from "./subgraph.ts";

const now = Date.UTC(2026, 4, 1, 12, 30);
const router: Caller = { kind: "service", name: "router" };

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(analytics, { clock: { now: () => now } });
});
afterAll(async () => subgraph.stop());

function report(person: Person, about: Record<string, unknown> = {}) {
  return {
    operationId: randomUUID(),
    tenantId: person.tenantId,
    userId: person.userId,
    operationName: "Bases",
    kind: "QUERY",
    errors: 0,
    durationMs: 12.75,
    endedAt: new Date(now).toISOString(),
    ...about,
  };
}

async function send(operations: readonly object[], caller: Caller = router) {
  return subgraph.ask(
    caller,
    "mutation ($operations: [OperationReport!]!) { recordOperations(operations: $operations) }",
    { operations },
  );
}

async function usage(person: Person, since?: string): Promise<unknown> {
  const { data, errors } = await subgraph.ask(
    person,
    "query ($since: DateTime) { usage(since: $since) { since operations operationsWithErrors } }",
    { since },
  );
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data?.["usage"];
}

describe("recordOperations", () => {
  it("counts each tenant's operations, and those with errors", async () => {
    const [one, other] = [newPerson(), newPerson()];
    const sent = await send([
      report(one),
      report(one, { kind: "MUTATION", errors: 2 }),
      report(other, { kind: "SUBSCRIPTION", operationName: null }),
    ]);
    expect(sent).toEqual({ data: { recordOperations: true } });
    expect(await usage(one)).toMatchObject({ operations: 2, operationsWithErrors: 1 });
    expect(await usage(other)).toMatchObject({ operations: 1, operationsWithErrors: 0 });
    expect(await usage(newPerson())).toMatchObject({ operations: 0, operationsWithErrors: 0 });
  });

  it("counts an operation once, however often and at the same time it is reported", async () => {
    const person = newPerson();
    const operation = report(person);
    await Promise.all(Array.from({ length: 8 }, async () => send([operation, report(person), operation])));
    expect(await usage(person)).toMatchObject({ operations: 9 });
  });

  it("takes 1,000 operations with one statement, and no more", async () => {
    const person = newPerson();
    const many = Array.from({ length: 1_000 }, () => report(person));
    const statements = await statementsOf(async () => send(many));
    expect(statements).toHaveLength(1);
    const { errors } = await send([...many, report(person)]);
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field: "operations" } }]);
    expect(await usage(person)).toMatchObject({ operations: 1_000 });
  });

  it("takes an empty report", async () => {
    expect(await send([])).toEqual({ data: { recordOperations: true } });
  });

  it.each([
    ["tenantId", { tenantId: "nobody" }],
    ["userId", { userId: "nobody" }],
    ["operationId", { operationId: "" }],
    ["operationId", { operationId: "a\u0000b" }],
    ["operationId", { operationId: "a".repeat(201) }],
    ["errors", { errors: -1 }],
    ["durationMs", { durationMs: -0.5 }],
    ["endedAt", { endedAt: "0000-01-01T00:00:00Z" }],
  ])("refuses a report with another %s, and counts nothing of it: %j", async (field, about) => {
    const person = newPerson();
    const { errors } = await send([report(person), report(person, about)]);
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field: `operations.1.${field}` } }]);
    expect(await usage(person)).toMatchObject({ operations: 0 });
  });

  it.each(["a".repeat(101), "a\u0000b", "DROP TABLE", ""])(
    "counts an operation whatever its client called it: %j",
    async (operationName) => {
      const person = newPerson();
      await send([report(person, { operationName })]);
      expect(await usage(person)).toMatchObject({ operations: 1 });
    },
  );

  it.each([
    ["an owner", { ...newPerson(), role: "owner" }, "FORBIDDEN"],
    ["a stranger", { kind: "anonymous" }, "FORBIDDEN"],
  ] as const)("refuses %s", async (_who, caller, code) => {
    const person = newPerson();
    const { errors } = await send([report(person)], caller);
    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(await usage(person)).toMatchObject({ operations: 0 });
  });
});

describe("usage", () => {
  it("counts operations to the millisecond, from the last 24 hours unless told otherwise", async () => {
    const person = newPerson();
    const day = 24 * 3_600_000;
    await send([-day - 1, -day, -1, 0].map((ms) => report(person, { endedAt: new Date(now + ms).toISOString() })));
    expect(await usage(person)).toMatchObject({ since: new Date(now - day).toISOString(), operations: 3 });
    expect(await usage(person, new Date(now - day - 1).toISOString())).toMatchObject({ operations: 4 });
    expect(await usage(person, new Date(now - 1).toISOString())).toMatchObject({ operations: 2 });
    expect(await usage(person, new Date(now + 1).toISOString())).toMatchObject({ operations: 0 });
  });

  it("refuses an instant that nothing can have happened at", async () => {
    const { errors } = await subgraph.ask(newPerson(), '{ usage(since: "0000-01-01T00:00:00Z") { operations } }');
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field: "since" } }]);
  });

  it.each([
    ["a stranger", { kind: "anonymous" }, "UNAUTHENTICATED"],
    ["the router", router, "FORBIDDEN"],
  ] as const)("is nothing for %s", async (_who, caller, code) => {
    const { errors } = await subgraph.ask(caller, "{ usage { operations } }");
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });
});
