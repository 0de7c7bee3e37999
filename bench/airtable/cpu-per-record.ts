import { randomUUID } from "node:crypto";
import { Agent } from "undici";
import { z } from "zod";
import { salesCrmBaseId, sampleToken } from "../../emulator/emulator.ts";
import { systemClock } from "../../kernel/clock.ts";
import { type Executor, isStream } from "../../kernel/executor/executor.ts";
import type { Person } from "../../kernel/identity/caller.ts";
import { tenantId, userId } from "../../kernel/identity/ids.ts";
import { builtInRoles } from "../../kernel/identity/scopes.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { noMetrics } from "../../kernel/telemetry/metrics.ts";
import { generateSecrets } from "../../scripts/development/secrets.ts";
import { airtable } from "../../subgraphs/airtable/subgraph.ts";
import { createTestDatabase } from "../../tests/support/database.ts";
import { createTestRouter } from "../../tests/support/identity.ts";
import { startEmulatorProcess } from "../emulator-process.ts";
import { judge } from "../measure.ts";
import { firstPages } from "./operations.ts";

const rounds = 30;
const warmUpRounds = 10;
const runsPerRound = 10;
const tables = ["Deals", "Companies", "Contacts", "Tasks"];
const recordsPerPage = 100;
const recordsPerRun = tables.length * recordsPerPage;
const person: Person = {
  kind: "person",
  userId: userId.parse(randomUUID()),
  tenantId: tenantId.parse(randomUUID()),
  roleId: "owner",
  scopes: builtInRoles.owner,
};

/**
 * What reading a page of each table costs this process, from the subgraph's port to the answer's text, against parsing and printing the
 * bytes that Airtable sent. The emulator runs in a process of its own, without limits.
 */
export async function benchCpuPerRecord(): Promise<boolean> {
  const emulator = await startEmulatorProcess();
  const database = await createTestDatabase();
  const router = createTestRouter();
  const running = await airtable.start({
    env: {
      DATABASE_URL: database.url,
      ...generateSecrets(),
      ...router.settings,
      AIRTABLE_API_URL: emulator.url,
      AIRTABLE_CALLS_PER_BASE: "0",
      AIRTABLE_CALLS_PER_OWNER: "0",
    },
    logger: silentLogger,
    clock: systemClock,
    metrics: noMetrics,
  });
  const ask = async (query: string, variables: Record<string, unknown> = {}) =>
    execute(running.executor, await router.sign(person, airtable.name), query, variables);
  try {
    await ask("mutation C($token: String!) { connectAirtable(input: { token: $token }) { id } }", {
      token: sampleToken,
    });
    const call = await bareCalls(emulator.url);
    const pages = await call();
    const [ours, plain, called] = await compareCpu([
      async () => void JSON.stringify(await ask(firstPages, { base: salesCrmBaseId })),
      async () => parseAndPrint(pages),
      async () => parseAndPrint(await call()),
    ]);
    // What no code of ours can save: Airtable has to be called.
    process.stdout.write(
      `· bare calls of Airtable with JSON.parse + JSON.stringify: ${called.toFixed(2)} µs a record\n`,
    );
    return judge(
      "CPU per record read through the subgraph",
      ["airgraph", ours],
      ["JSON.parse + JSON.stringify", plain],
      "µs",
      4,
    );
  } finally {
    await running.stop();
    await database.drop();
    await emulator.stop();
  }
}

function parseAndPrint(pages: readonly string[]): void {
  for (const page of pages) JSON.stringify(JSON.parse(page));
}

async function execute(
  executor: Executor,
  identity: string,
  query: string,
  variables: Record<string, unknown>,
): Promise<unknown> {
  const result = await executor({ query, variables, identity, requestId: randomUUID() });
  if (isStream(result) || result.errors !== undefined) throw new Error(`it failed: ${JSON.stringify(result)}`);
  return result;
}

/** µs of CPU a record, by turns, so that whatever slows the machine slows all. Asking for it costs some itself, so not for each run. */
async function compareCpu(works: [Work, Work, Work]): Promise<[number, number, number]> {
  const spent: [number, number, number] = [0, 0, 0];
  for (let round = 0; round < rounds + warmUpRounds; round += 1) {
    for (const [index, work] of works.entries()) {
      const cpu = await cpuOf(work);
      if (round >= warmUpRounds) spent[index] = (spent[index] ?? 0) + cpu / rounds / runsPerRound / recordsPerRun;
    }
  }
  return spent;
}

type Work = () => Promise<void>;

async function cpuOf(work: Work): Promise<number> {
  const before = process.cpuUsage();
  for (let run = 0; run < runsPerRound; run += 1) await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

const schemaAnswer = z.object({ tables: z.array(z.object({ id: z.string(), name: z.string() })) });

/** Asks for a page of each table as the subgraph does, and answers with their bytes. */
async function bareCalls(url: string): Promise<() => Promise<string[]>> {
  const headers = { authorization: `Bearer ${sampleToken}`, "content-type": "application/json" };
  const schema = await fetch(`${url}/v0/meta/bases/${salesCrmBaseId}/tables`, { headers });
  const known = schemaAnswer.parse(await schema.json()).tables;
  const paths = tables.map((name) => {
    const table = known.find((each) => each.name === name);
    return `/v0/${salesCrmBaseId}/${table?.id}/listRecords`;
  });
  const body = JSON.stringify({ pageSize: recordsPerPage, returnFieldsByFieldId: true });
  const agent = new Agent();
  const call = async (path: string) => {
    const answer = await agent.request({ origin: url, path, method: "POST", headers, body });
    return answer.body.text();
  };
  return async () => Promise.all(paths.map(call));
}
