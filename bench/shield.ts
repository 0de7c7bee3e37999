import { randomUUID } from "node:crypto";
import { salesCrmBaseId, sampleToken } from "../emulator/emulator.ts";
import { systemClock } from "../kernel/clock.ts";
import { type Executor, isStream } from "../kernel/executor/executor.ts";
import type { Person } from "../kernel/identity/caller.ts";
import { tenantId, userId } from "../kernel/identity/ids.ts";
import { builtInRoles } from "../kernel/identity/scopes.ts";
import { silentLogger } from "../kernel/logger.ts";
import { noMetrics } from "../kernel/telemetry/metrics.ts";
import { generateSecrets } from "../scripts/development/secrets.ts";
import { permissions } from "../subgraphs/airtable/permissions.ts";
import { airtable } from "../subgraphs/airtable/subgraph.ts";
import { createTestDatabase } from "../tests/support/database.ts";
import { createTestRouter } from "../tests/support/identity.ts";
import { compareCpu } from "./cpu.ts";
import { startEmulatorProcess } from "./emulator-process.ts";
import { judge } from "./measure.ts";

/**
 * What graphql-shield adds to the CPU of reading 1,000 records through the airtable subgraph: two instances of it, one
 * without its permissions, take turns. Exits 1 when a promise is broken.
 */
const person: Person = {
  kind: "person",
  userId: userId.parse(randomUUID()),
  tenantId: tenantId.parse(randomUUID()),
  roleId: "viewer",
  scopes: builtInRoles.owner,
};

const pages = Array.from({ length: 10 }, (_, index) => `p${index}: table(key: "Tasks") { ...Page }`).join(" ");
/** 1,000 records in ten pages, as lists ask; with objects in each that shield guards field by field. */
const queries = {
  "1,000 records": `query R($base: ID!) { base(id: $base) { ${pages} } }
    fragment Page on Table { records(first: 100) { nodes { id cells } } }`,
  "1,000 records, each with its base and table": `query R($base: ID!) { base(id: $base) { ${pages} } }
    fragment Page on Table { records(first: 100) { nodes { id cells createdTime base { id name } table { id name } } } }`,
};

const emulator = await startEmulatorProcess();
const database = await createTestDatabase();
const router = createTestRouter();
const env = {
  DATABASE_URL: database.url,
  ...generateSecrets(),
  ...router.settings,
  AIRTABLE_API_URL: emulator.url,
  AIRTABLE_CALLS_PER_BASE: "0",
  AIRTABLE_CALLS_PER_OWNER: "0",
};
const start = async () => airtable.start({ env, logger: silentLogger, clock: systemClock, metrics: noMetrics });
const guarded = await start();
const unguarded = await startUnguarded();
try {
  await ask(guarded.executor, "mutation C($token: String!) { connectAirtable(input: { token: $token }) { id } }", {
    token: sampleToken,
  });
  const verdicts: boolean[] = [];
  for (const [name, query] of Object.entries(queries)) {
    const read = (executor: Executor) => async () =>
      JSON.stringify(await ask(executor, query, { base: salesCrmBaseId }));
    const [withShield = 0, without = 0] = await compareCpu([read(guarded.executor), read(unguarded.executor)], {
      rounds: 60,
      warmUpRounds: 15,
      runsPerRound: 2,
    });
    verdicts.push(judge(`CPU of ${name}`, ["with shield", withShield / 1000], ["without", without / 1000], "ms", 1.05));
  }
  process.exitCode = verdicts.every(Boolean) ? 0 : 1;
} finally {
  await Promise.all([guarded.stop(), unguarded.stop()]);
  await database.drop();
  await emulator.stop();
}

async function startUnguarded() {
  const generate = permissions.generate;
  permissions.generate = () => ({});
  try {
    return await start();
  } finally {
    permissions.generate = generate;
  }
}

async function ask(executor: Executor, query: string, variables: Record<string, unknown>): Promise<unknown> {
  const identity = await router.sign(person, airtable.name);
  const result = await executor({ query, variables, identity, requestId: randomUUID() });
  if (isStream(result) || result.errors !== undefined)
    throw new Error(`it failed: ${JSON.stringify(result).slice(0, 500)}`);
  return result.data;
}
