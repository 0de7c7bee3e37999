import { describe, expect, it } from "@jest/globals";
import { systemClock } from "../../kernel/clock.ts";
import { tenantId } from "../../kernel/identity/ids.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { createSubgraphExecutor } from "../../kernel/subgraph/subgraph-executor.ts";
import { createTestRouter } from "../../tests/support/identity.ts";
import { person } from "./fixtures/open-airtable.ts";
import { permissions } from "./permissions.ts";
import { airtable } from "./subgraph.ts";

describe("permissions", () => {
  it.each([
    ["a query", "{ forgotten }"],
    ["a mutation", "mutation { forgotten }"],
    [
      "a type",
      '{ bases { id } _entities(representations: [{ __typename: "Forgotten", id: 1 }]) { ... on Forgotten { id } } }',
    ],
  ])("deny %s that was added without a rule, even to an owner", async (_what, query) => {
    const { sign, identityKey, identitySecret } = createTestRouter();
    const execute = createSubgraphExecutor({
      name: airtable.name,
      schema: `${airtable.schema}
        extend type Query { forgotten: String }
        extend type Mutation { forgotten: String }
        type Forgotten @key(fields: "id") { id: ID }`,
      resolvers: { Query: { forgotten: () => "told", bases: () => [] }, Mutation: { forgotten: () => "told" } },
      permissions,
      identityKey,
      identitySecret,
      createContext: (scope) => scope,
      clock: systemClock,
      logger: silentLogger,
    });
    const owner = person(tenantId.parse("7f6a2a37-6f0d-4d42-9a0a-0f6a3b1f9a11"), "owner");
    const identity = await sign(owner, airtable.name);
    const result = await execute({ query, identity, requestId: "request" });
    expect(result).toMatchObject({ errors: [{ extensions: { code: "FORBIDDEN" } }] });
    expect(JSON.stringify(result)).not.toContain("told");
  });
});
