import { randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { createTestRouter } from "../../tests/support/identity.ts";
import { newPerson, newRunId } from "../../tests/support/subgraph.ts";
import { isStream } from "../executor/executor.ts";
import type { Caller } from "../identity/caller.ts";
import { apiKeyId, sessionId, userId } from "../identity/ids.ts";
import { silentLogger } from "../logger.ts";
import { createSubgraphExecutor } from "../subgraph/subgraph-executor.ts";
import { permissions, signedInRecently } from "./rules.ts";

const now = Date.UTC(2026, 4, 1, 12);
const clock = { now: () => now };
const router = createTestRouter(clock);
const executor = createSubgraphExecutor({
  name: "test",
  // Without an entity there would be no `_entities`, for which `permissions` has a rule.
  schema: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
    type Query { grave: String }
    type Thing @key(fields: "id") { id: ID! }
  `,
  resolvers: { Query: { grave: () => "done" } },
  permissions: permissions({ Query: { grave: signedInRecently } }),
  identityKey: router.identityKey,
  identitySecret: router.identitySecret,
  createContext: (scope) => ({ ...scope, clock }),
  clock,
  logger: silentLogger,
});

async function ask(caller: Caller) {
  const identity = await router.sign(caller, "test");
  const result = await executor({ query: "{ grave }", identity, requestId: "1" });
  if (isStream(result)) throw new TypeError("a subscription");
  return result.errors?.[0]?.extensions ?? result.data;
}

const session = (agoSeconds: number) => ({
  sessionId: sessionId.parse(randomUUID()),
  confirmedAt: now / 1000 - agoSeconds,
  secondFactor: false,
});
const needed = { code: "FORBIDDEN", reason: "RECENT_SIGN_IN_NEEDED" };

describe("signedInRecently", () => {
  it("lets through who proved within 15 minutes who they are, in a tenant or not", async () => {
    for (const ago of [0, 899, 900]) {
      expect(await ask({ ...newPerson(), session: session(ago) })).toEqual({ grave: "done" });
      const id = userId.parse(randomUUID());
      expect(await ask({ kind: "account", userId: id, session: session(ago) })).toEqual({ grave: "done" });
    }
  });

  it("says by a reason that proving it again helps", async () => {
    expect(await ask({ ...newPerson(), session: session(901) })).toEqual(needed);
  });

  it("holds for no run, whoever started it and however recently", async () => {
    expect(await ask(newPerson({ runId: newRunId() }))).toEqual(needed);
  });

  it("holds for nobody else", async () => {
    expect(await ask({ kind: "anonymous" })).toEqual({ code: "UNAUTHENTICATED" });
    expect(await ask({ kind: "service", name: "router" })).toEqual({ code: "FORBIDDEN" });
    const { tenantId } = newPerson();
    const id = apiKeyId.parse(randomUUID());
    expect(await ask({ kind: "machine", apiKeyId: id, tenantId, scopes: ["tenant:own"] })).toEqual({
      code: "FORBIDDEN",
    });
  });
});
