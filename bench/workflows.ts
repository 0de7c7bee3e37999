import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { systemClock } from "../kernel/clock.ts";
import { openDatabase } from "../kernel/database/database.ts";
import { startEmbeddedPostgres } from "../kernel/database/embedded-postgres/start-embedded-postgres.ts";
import { migrate } from "../kernel/database/migrate.ts";
import { appendEvents, migrateEventLog } from "../kernel/event-log/event-log.ts";
import { followEvents } from "../kernel/event-log/follow-events.ts";
import { startListener } from "../kernel/event-log/listener.ts";
import { tenantId, userId } from "../kernel/identity/ids.ts";
import { silentLogger } from "../kernel/logger.ts";
import { createEvaluator } from "../subgraphs/workflow/expressions/create-evaluator.ts";
import { publish } from "../subgraphs/workflow/fixtures/publish.ts";
import { sendSignal } from "../subgraphs/workflow/runs/signals.ts";
import { startRun } from "../subgraphs/workflow/runs/start-run.ts";
import { type Figure, judge, median } from "./measure.ts";
import { startWorkerProcess, type WorkerProcess } from "./workflows/worker-process.ts";

/**
 * What our layer costs over the bare engine (DBOS) on the same Postgres: how soon a run's first step is taken, how many
 * steps a second one and two workers take, what runs that wait cost, and how long an event takes to a subscriber in
 * another process. `npm run bench -- workflows`.
 */
const stepsOfRun = 20;
const runsOfRound = 40;
const rounds = 3;
const starts = 60;
const trips = 100;
/** Workers look for their queues once a second, and are not to be waited for. */
const warmUp = 5;
const waiting = 1_000;
/** Of a round with one worker, in ms. */
let lastOfOne = Number.NaN;

const folder = await mkdtemp(path.join(tmpdir(), "airgraph-bench-"));
const postgres = await startEmbeddedPostgres({ folder: path.join(folder, "postgres"), password: randomUUID() });
const { db, close } = openDatabase({ url: postgres.url, applicationName: "bench", maxConnections: 10 });
const evaluator = createEvaluator({ logger: silentLogger });
const listener = await startListener({ url: postgres.url, logger: silentLogger });
const person = {
  kind: "person",
  tenantId: tenantId.parse(randomUUID()),
  userId: userId.parse(randomUUID()),
  roleId: "editor",
  scopes: [],
} as const;
const parts = { db, clock: systemClock, evaluator };
const who = {
  tenantId: person.tenantId,
  startedBy: { kind: "person", userId: person.userId },
  trigger: { kind: "manual", brought: {} },
} as const;

try {
  await migrateEventLog(postgres.url);
  await migrate({
    url: postgres.url,
    schema: "workflow",
    folder: path.join(import.meta.dirname, "../subgraphs/workflow/store/migrations"),
  });
  const bare = await startWorkerProcess("bare-worker.ts", postgres.url);
  const own = await startWorkerProcess("own-worker.ts", postgres.url);
  const met = [await compareStart(), await compareSteps(bare, own), await measureEvents(), await measureWaiting(own)];
  const second = await startWorkerProcess("own-worker.ts", postgres.url);
  await tellOfTwoWorkers(second);
  for (const worker of [bare, own, second]) await worker.stop();
  if (met.includes(false)) process.exitCode = 1;
} finally {
  await evaluator.close();
  await listener.stop();
  await close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}

async function publishSteps(count: number): Promise<string> {
  const steps = Array.from({ length: count }, (_, index) => ({
    id: `step${index}`,
    kind: "transform" as const,
    with: { value: { value: index } },
  }));
  return publish(db, person, { steps });
}

async function enqueueBare(steps: number): Promise<string> {
  const id = `bare-${randomUUID()}`;
  await db.execute(sql`select dbos.enqueue_workflow(workflow_name => 'bare', queue_name => 'bare',
    positional_args => array[${String(steps)}::json], workflow_id => ${id}, app_version => 'bare-1', application_name => 'bare')`);
  return id;
}

async function countEnded(table: "bare" | "own", ids: readonly string[]): Promise<number> {
  const list = sql.param([...ids]);
  const [row] = await db.execute(
    table === "bare"
      ? sql`select count(*)::int as ended from dbos.workflow_status where status = 'SUCCESS' and workflow_uuid = any(${list}::text[])`
      : sql`select count(*)::int as ended from workflow.run where ended_at is not null and id = any(${list}::uuid[])`,
  );
  return Number(row?.["ended"]);
}

async function untilEnded(table: "bare" | "own", ids: readonly string[]): Promise<void> {
  while ((await countEnded(table, ids)) < ids.length) await delay(5);
}

/** From the commit of the start to the first step, one run at a time. */
async function compareStart(): Promise<boolean> {
  const name = await publishSteps(1);
  const bare: number[] = [];
  const own: number[] = [];
  for (let index = -warmUp; index < starts; index += 1) {
    const bareId = await enqueueBare(1);
    const bareAt = Date.now();
    await untilEnded("bare", [bareId]);
    const [output] = await db.execute(sql`select output from dbos.operation_outputs where workflow_uuid = ${bareId}`);
    if (index >= 0) bare.push(Number(/"at":(\d+)/.exec(String(output?.["output"]))?.[1]) - bareAt);
    const run = await startRun(parts, who, { workflow: name });
    const ownAt = Date.now();
    await untilEnded("own", [run.id]);
    const [step] = await db.execute(
      sql`select extract(epoch from started_at) * 1000 as at from workflow.step where run_id = ${run.id}`,
    );
    if (index >= 0) own.push(Number(step?.["at"]) - ownAt);
  }
  const p50 = judge("enqueue to first step, p50", ["ours", median(own)], ["engine", median(bare)], "ms", 1.3);
  const p99 = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? Number.NaN;
  judge("enqueue to first step, p99", ["ours", p99(own)], ["engine", p99(bare)], "ms", 1.3);
  return p50;
}

async function timeBare(): Promise<number> {
  const ids = await Promise.all(Array.from({ length: runsOfRound }, () => enqueueBare(stepsOfRun)));
  const begun = performance.now();
  await untilEnded("bare", ids);
  return performance.now() - begun;
}

async function timeOwn(name: string): Promise<number> {
  const runs = await Promise.all(Array.from({ length: runsOfRound }, () => startRun(parts, who, { workflow: name })));
  const begun = performance.now();
  await untilEnded(
    "own",
    runs.map(({ id }) => id),
  );
  return performance.now() - begun;
}

/** Many runs of many steps, by turns; each step's effect is nothing. */
async function compareSteps(bareWorker: WorkerProcess, ownWorker: WorkerProcess): Promise<boolean> {
  const name = await publishSteps(stepsOfRun);
  await timeBare();
  await timeOwn(name);
  const cpu = [await bareWorker.usage(), await ownWorker.usage()];
  const bare: number[] = [];
  const own: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await timeBare());
    own.push(await timeOwn(name));
  }
  lastOfOne = median(own);
  const after = [await bareWorker.usage(), await ownWorker.usage()];
  const steps = runsOfRound * stepsOfRun;
  const cpuOf = (side: number) => ((after[side]?.cpuMs ?? 0) - (cpu[side]?.cpuMs ?? 0)) / rounds / steps;
  judge("CPU of a step in the worker", ["ours", cpuOf(1)], ["engine", cpuOf(0)], "ms", 1.3);
  return judge(
    `a step, of ${runsOfRound} runs of ${stepsOfRun} at once`,
    [`ours (${Math.round((1_000 * steps) / median(own))} steps/s)`, median(own) / steps],
    [`engine (${Math.round((1_000 * steps) / median(bare))} steps/s)`, median(bare) / steps],
    "ms",
    1.3,
  );
}

/**
 * How long an event takes to a subscriber who follows it, from when its writer hears of the commit, and from when it begins to
 * write, against the round trip of a bare notification.
 */
async function measureEvents(): Promise<boolean> {
  const stream = `bench:${randomUUID()}`;
  const events = followEvents({ db, listener }, person.tenantId, { stream, after: 0 });
  const fromCommit: number[] = [];
  const fromBeginning: number[] = [];
  for (let index = -warmUp; index < trips; index += 1) {
    const come = events.next().then(() => performance.now());
    await delay(5);
    const begun = performance.now();
    await appendEvents(db, person.tenantId, stream, [{ type: "bench", data: { index } }]);
    const committed = performance.now();
    const told = await come;
    if (index < 0) continue;
    fromCommit.push(told - committed);
    fromBeginning.push(told - begun);
  }
  await events.return?.();
  const bare: number[] = [];
  for (let index = -warmUp; index < trips; index += 1) {
    await delay(5);
    const begun = performance.now();
    const come = new Promise<void>((resolve) => {
      const leave = listener.subscribe((payload) => {
        if (payload !== `trip ${index}`) return;
        leave();
        resolve();
      });
    });
    await db.execute(sql`select pg_notify('airgraph_events', ${`trip ${index}`})`);
    await come;
    if (index >= 0) bare.push(performance.now() - begun);
  }
  const trip: Figure = ["LISTEN/NOTIFY", median(bare)];
  process.stdout.write(
    `· an event from the beginning of its transaction to a subscriber: ${median(fromBeginning).toFixed(2)} ms, of which most is to write and commit it\n`,
  );
  return judge("an event from its commit to a subscriber, p50", ["ours", median(fromCommit)], trip, "ms", 3);
}

/** Runs that wait for an event: what they cost the worker, and how soon one goes on. */
async function measureWaiting(worker: WorkerProcess): Promise<boolean> {
  const name = await publish(db, person, {
    input: { n: { type: "string" } },
    steps: [{ id: "go", kind: "waitForEvent", with: { event: "go", key: "${input.n}" } }],
  });
  const before = await worker.usage();
  const ids: string[] = [];
  for (let n = 0; n < waiting; n += 1)
    ids.push((await startRun(parts, who, { workflow: name, input: { n: String(n) } })).id);
  const list = sql.param(ids);
  for (;;) {
    const [row] = await db.execute(
      sql`select count(*)::int as waits from workflow.run where status = 'WAITING' and id = any(${list}::uuid[])`,
    );
    if (Number(row?.["waits"]) === waiting) break;
    await delay(50);
  }
  const begun = await worker.usage();
  await delay(5_000);
  const idle = await worker.usage();
  const wakes: number[] = [];
  for (let n = 0; n < 30; n += 1) {
    const at = performance.now();
    await sendSignal(parts, person.tenantId, { event: "go", key: String(n) });
    await untilEnded("own", [ids[n] ?? ""]);
    wakes.push(performance.now() - at);
  }
  process.stdout.write(
    `· ${waiting} runs waiting: ${(idle.rssMb - before.rssMb).toFixed(1)} MB more in the worker, ${((idle.cpuMs - begun.cpuMs) / 50).toFixed(1)} % of a CPU; one wakes and ends in ${median(wakes).toFixed(0)} ms (p50)\n`,
  );
  return true;
}

/** Says nothing of how workers scale where they share two processors with each other and with Postgres. */
async function tellOfTwoWorkers(second: WorkerProcess): Promise<void> {
  const name = await publishSteps(stepsOfRun);
  const both: number[] = [];
  for (let round = 0; round < rounds; round += 1) both.push(await timeOwn(name));
  await second.usage();
  const perSecond = (ms: number) => Math.round((1_000 * runsOfRound * stepsOfRun) / ms);
  process.stdout.write(`· two workers ${perSecond(median(both))} steps/s, one ${perSecond(lastOfOne)} steps/s\n`);
}
