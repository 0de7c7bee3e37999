import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { createBoundedCache } from "../kernel/bounded-cache.ts";
import { silentLogger } from "../kernel/logger.ts";
import { readDefinitions } from "../kernel/schema-extension/extension-definitions.ts";
import { indexDefinitions, openExtension } from "../kernel/schema-extension/open-extension.ts";
import { packSdl } from "../kernel/schema-extension/packed-sdl.ts";
import { mendSupergraph } from "../router/planning/mend-supergraph.ts";
import { partOfSupergraph, readWhole } from "../router/planning/part-of-supergraph.ts";
import { createPlannerOn } from "../router/planning/planner.ts";
import { checkExtension } from "../router/tenant-graphs/composition/check-extension.ts";
import { composeExtension } from "../router/tenant-graphs/composition/compose-extension.ts";
import { readCore } from "../router/tenant-graphs/composition/read-core.ts";
import { typedExtension } from "../router/tenant-graphs/fixtures/typed-extension.ts";
import { createGraphWork } from "../router/tenant-graphs/graph-work.ts";
import { startGraphThreads } from "../router/tenant-graphs/graph-workers.ts";
import { registry, subgraphNames } from "../subgraphs/registry.ts";
import { compareCpu } from "./cpu.ts";
import { judge, median } from "./measure.ts";
import { coreSdl, openRouter } from "./typed-graphs/open-router.ts";

/**
 * What tenants' own graphs cost the router: composing them beside Apollo's composition, the others' latencies while a large one is
 * composed, memory, and planning warm and cold. Subgraphs answer at once, so that nothing but the router is measured. Exits 1 when
 * a promise is broken. Parts are measured alone when they are named: node scripts/run.mjs bench/typed-graphs.ts memory
 */
const sizes = [
  { tables: 20, fields: 30 },
  { tables: 60, fields: 40 },
] as const;
const [usual, largest] = sizes;
const query = "{ crm { thing0s(first: 5) { totalCount nodes { column0 column1 } } } }";
const say = (text: string) => process.stdout.write(`${text}\n`);
const parts = { composing, planningCold, planningWarm, othersMeanwhile, memory: async () => memoryOf(200) };
const named = process.argv.slice(2);
for (const [name, measure] of Object.entries(parts))
  if ((named.length === 0 || named.includes(name)) && !(await measure())) process.exitCode = 1;
process.exit();

async function composing(): Promise<boolean> {
  const core = readCore(coreSdl, "airtable");
  return sizes
    .map(({ tables, fields }) => {
      const sdl = typedExtension({ tables, fields });
      const services = subgraphNames.map((name) => {
        const schema = readFileSync(new URL(`../subgraphs/${name}/schema.graphql`, import.meta.url), "utf8");
        const typeDefs = parse(name === "airtable" ? `${schema}\n${sdl}` : schema);
        return { name, url: `http://${name}:${registry[name].port}/graphql`, typeDefs };
      });
      const own = timed(5, () => {
        const definitions = [...readDefinitions(sdl)];
        checkExtension(core, definitions, () => {});
        return composeExtension(core, openExtension(sdl, indexDefinitions(definitions)));
      });
      const apollo = timed(3, () => composeServices(services));
      return judge(
        `composing ${tables} × ${fields}, read and checked`,
        ["ours", own],
        ["Apollo's", apollo],
        "ms",
        0.25,
      );
    })
    .every(Boolean);
}

/** All that is done for a plan, against Apollo's own code on the same part of the supergraph; and as it is had from the threads. */
async function planningCold(): Promise<boolean> {
  const mended = mendSupergraph(coreSdl);
  const core = readCore(mended.sdl, "airtable");
  const workers = startGraphThreads(silentLogger)({ sdl: coreSdl, subgraph: "airtable" });
  const work = createGraphWork({ sdl: coreSdl, subgraph: "airtable" });
  const outcomes = [];
  for (const size of sizes) {
    const sdl = typedExtension(size);
    const graph = { tenantId: "bench", version: `${size.tables}`, packed: packSdl(sdl) };
    await workers.load(graph);
    work({ kind: "load", version: graph.version, packed: graph.packed });
    const planner = workers.planner(graph);
    const whole = readWhole(composeExtension(core, openExtension(sdl)).document());
    const times = { own: [] as number[], apollo: [] as number[], threads: [] as number[] };
    for (let round = 0; round < 100; round += 1) {
      const source = query.replace("thing0s", `thing${round % size.tables}s`);
      const document = parse(source, { noLocation: true });
      const part = partOfSupergraph(whole, document);
      const ways = [
        ["apollo", async () => createPlannerOn(part, mended)(document, undefined)],
        ["own", async () => work({ kind: "plan", version: graph.version, source })],
        ["threads", async () => planner.plan({ source, operationName: undefined, onBehalfOf: "bench" })],
      ] as const;
      // In turns, since the first leaves its garbage to the next.
      for (const [name, plan] of round % 2 === 0 ? ways : ways.toReversed()) {
        const startedAt = performance.now();
        await plan();
        if (round >= 40) times[name].push(performance.now() - startedAt);
      }
    }
    say(`  from a thread, with the way there and back: ${quartile(times.threads).toFixed(2)} ms`);
    outcomes.push(
      judge(
        `a cold plan on ${size.tables} × ${size.fields}`,
        ["with all", quartile(times.own)],
        ["Apollo's planner alone", quartile(times.apollo)],
        "ms",
        1.2,
      ),
    );
  }
  await workers.stop();
  return outcomes.every(Boolean);
}

/** Finding the graph, the document and the plan, against all that a request costs this process. */
async function planningWarm(): Promise<boolean> {
  const router = await openRouter();
  router.setGraph("ann", { version: "1", packedSdl: packSdl(typedExtension(usual)) });
  await askOnce(router.url, "ann");
  const perSecond = 500;
  const client = startClient(router.url, "ann", query, 2_000, perSecond);
  await client.ask();
  const spent: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const before = process.cpuUsage();
    const answers = await client.ask();
    const { user, system } = process.cpuUsage(before);
    spent.push((user + system) / answers.length);
  }
  client.stop();
  await router.stop();
  const { tenantId } = router.personOf("ann");
  const documents = createBoundedCache<object>({ total: 150_000, longest: 50_000 });
  documents.set(query, {});
  const graphs = new Map([[tenantId, { documents, plans: new WeakMap([[documents.get(query) ?? {}, {}]]) }]]);
  const [found = 0] = await compareCpu(
    [
      async () => {
        const graph = graphs.get(tenantId);
        const document = graph?.documents.get(query);
        return document && graph?.plans.get(document);
      },
    ],
    { rounds: 20, warmUpRounds: 5, runsPerRound: 5_000 },
  );
  return judge("finding a warm plan", ["look-up", found], ["a request", median(spent)], "µs of CPU", 0.01);
}

/**
 * Quiet and busy seconds take turns, so that what else the machine does is in both; of each kind the median of the windows' p99 counts,
 * since one bad moment of a neighbour decides over the p99 of all. How long the event loop was held up is told beside what clients
 * waited: they also wait for a CPU.
 */
async function othersMeanwhile(): Promise<boolean> {
  const router = await openRouter();
  const sdl = typedExtension(largest);
  let versions = 0;
  const packed = packSdl(sdl);
  const next = () => router.setGraph("large", { version: `v${(versions += 1)}`, packedSdl: packed });
  next();
  await askOnce(router.url, "large");
  await askOnce(router.url, "other", "{ me { id } }");
  const client = startClient(router.url, "other", "{ me { id } }", 2_000, 150);
  const heldUp = monitorEventLoopDelay({ resolution: 1 });
  heldUp.enable();
  const windows = { quiet: [] as Window[], busy: [] as Window[] };
  for (let round = -2; round < 12; round += 1) {
    const quiet = await watched();
    const timer = setInterval(next, 500);
    const busy = await watched();
    clearInterval(timer);
    await delay(500);
    if (round < 0) continue; // Warming up.
    windows.quiet.push(quiet);
    windows.busy.push(busy);
  }
  client.stop();
  await router.stop();

  const of = (kind: keyof typeof windows, figure: keyof Window) => median(windows[kind].map((each) => each[figure]));
  const both = (figure: keyof Window) =>
    `quiet ${of("quiet", figure).toFixed(2)} ms, meanwhile ${of("busy", figure).toFixed(2)} ms`;
  say(`  p50 of others: ${both("p50")}; longest: ${both("longest")}`);
  say(`  event loop held up, longest: ${both("heldUpLongest")}`);
  const compared = (name: string, figure: keyof Window) =>
    judge(name, ["meanwhile", of("busy", figure)], ["quiet", of("quiet", figure)], "ms", 1.2);
  const isFree = compared(
    "p99 of the event loop's delay while 60 × 40 is composed and loaded, twice a second",
    "heldUp",
  );
  return compared("p99 of others' requests meanwhile", "p99") && isFree;

  async function watched(): Promise<Window> {
    heldUp.reset();
    const latencies = (await client.ask()).toSorted((a, b) => a - b);
    const at = (part: number) => latencies[Math.floor(latencies.length * part)] ?? Number.NaN;
    return {
      p50: at(0.5),
      p99: at(0.99),
      longest: latencies.at(-1) ?? Number.NaN,
      heldUp: heldUp.percentile(99) / 1e6,
      heldUpLongest: heldUp.max / 1e6,
    };
  }
}

/** Of some seconds; all in ms. */
interface Window {
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
  readonly heldUp: number;
  readonly heldUpLongest: number;
}

async function memoryOf(tenants: number): Promise<boolean> {
  const router = await openRouter();
  const sdl = typedExtension(usual);
  await askOnce(router.url, "nobody", "{ me { id } }");
  const before = process.memoryUsage.rss();
  for (let at = 0; at < tenants; at += 1) {
    const token = `tenant-${at}`;
    // A text of its own, as that of another tenant is.
    router.setGraph(token, { version: token, packedSdl: packSdl(`# ${token}\n${sdl}`) });
    await askOnce(router.url, token);
  }
  const after = process.memoryUsage.rss();
  await router.stop();
  const [each, all] = [(after - before) / tenants / 2 ** 20, after / 2 ** 20];
  say(`  ${each.toFixed(2)} MiB for each tenant's graph of ${usual.tables} × ${usual.fields}, one operation planned`);
  return judge(`router and planners with ${tenants} of them`, ["in use", all], ["promised", 2_048], "MiB", 1);
}

async function askOnce(url: string, token: string, asked = query): Promise<void> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: asked }),
  });
  const text = await response.text();
  if (text.includes('"errors"')) throw new Error(text);
}

function startClient(url: string, token: string, asked: string, ms: number, perSecond: number) {
  const args = [
    "scripts/run.mjs",
    "bench/typed-graphs/client-process.ts",
    url,
    token,
    asked,
    String(ms),
    String(perSecond),
  ];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(): Promise<number[]> {
      child.stdin.write("\n");
      const { value } = await lines.next();
      return JSON.parse(String(value)) as number[];
    },
    stop: () => child.kill(),
  };
}

/** The lower one, which neighbours on the machine move least. */
function quartile(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN;
}

/** Median of the later half, in ms. */
function timed(rounds: number, work: () => unknown): number {
  const times = Array.from({ length: rounds * 2 }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
  return median(times.slice(rounds));
}
