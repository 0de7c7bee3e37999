import { mkdtempSync, rmSync } from "node:fs";
import { platform, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { choosePort } from "../../kernel/database/embedded-postgres/free-port.ts";
import { generateSigningKey, privateKey } from "../../kernel/identity/signing-key.ts";
import { runCommand } from "../../kernel/process/run-command.ts";
import { signAccessToken } from "./contestants/caller.ts";
import { compilePrograms } from "./contestants/compile-programs.ts";
import { type Contestant, contestants, type Surroundings } from "./contestants/contestants.ts";
import { installPeers } from "./contestants/install-peers.ts";
import { type Program, startProgram } from "./contestants/start-program.ts";
import { type Recordings, startSurroundings } from "./contestants/start-surroundings.ts";
import { requestBody } from "./graph/operations.ts";
import { exampleTag, tagOf } from "./graph/tag.ts";
import { type Connection, openConnection } from "./http/connection.ts";
import { type CheckAnswer, createAnswerCheck } from "./measure/check-answer.ts";
import { judgeTargets } from "./measure/judge-targets.ts";
import { load } from "./measure/load.ts";
import { printTable } from "./measure/print-table.ts";
import { readProcessTree, spentBetween } from "./measure/process-tree.ts";
import { createSamples, type Sample, type Samples } from "./measure/samples.ts";
import { type ScenarioName, scenarioNames, scenarios } from "./measure/scenarios.ts";

/**
 * `npm run bench:router [-- --only airgraph,stock --scenarios small --rounds 2 --seconds 1]`: the router and what one could take instead, on the
 * same graph and by turns, so that whatever slows the machine slows all. All of them run from the beginning, each is
 * loaded in its turn. Exits 1 when a target is missed or could not be measured.
 */
const { values: flags } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
    only: { type: "string" },
    scenarios: { type: "string" },
  },
});
const rounds = Number(flags.rounds);
const seconds = Number(flags.seconds);
const wanted = flags.only?.split(",");
const wantedScenarios = scenarioNames.filter((name) => flags.scenarios?.split(",").includes(name) ?? true);
const isWanted = (name: string) => wanted?.includes(name) ?? true;

/** Enough for their hot code to be compiled, however slow the machine is. */
const warmUpRequests = 200;

/** A contestant that has started. */
interface Runner {
  readonly contestant: Contestant;
  readonly program: Program;
  /** Servers close connections that were idle for some seconds, so each turn has its own. */
  connect(): Promise<Connection>;
  readonly checks: Readonly<Record<ScenarioName, CheckAnswer>>;
}

let requestsSent = 0;
const nextTag = () => {
  requestsSent += 1;
  return tagOf(requestsSent);
};

await runCommand(async () => {
  if (platform() !== "linux") throw new Error("the benchmark reads CPU and memory from /proc, which only Linux has");
  const unknown = wanted?.filter((name) => !contestants.some((contestant) => contestant.name === name)) ?? [];
  if (unknown.length > 0)
    throw new Error(`unknown: ${unknown.join(", ")}; there are ${contestants.map(({ name }) => name).join(", ")}`);

  compilePrograms();
  const folder = mkdtempSync(join(tmpdir(), "airgraph-bench-router-"));
  const keys = generateSigningKey();
  const token = await signAccessToken(privateKey.parse(keys.privateKey));
  const { surroundings, recordings, subgraphs } = await startSurroundings({ folder, accessTokenKey: keys.publicKey });
  const runners: Runner[] = [];
  const stop = async () => {
    await Promise.all([subgraphs, ...runners.map(({ program }) => program)].map(async (program) => program.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void stop().then(() => process.exit(1)));
  try {
    let allRan = true;
    const leaveOut = (name: string, error: unknown) => {
      allRan = false;
      process.stdout.write(`✗ ${name} is left out: ${error instanceof Error ? error.message : String(error)}\n\n`);
    };
    for (const contestant of contestants.filter(({ name }) => isWanted(name))) {
      try {
        runners.push(await start(contestant, { folder, surroundings, recordings, token }));
      } catch (error) {
        leaveOut(contestant.name, error);
      }
    }
    const samples = await measure(runners, subgraphs, leaveOut);
    for (const scenario of wantedScenarios) printTable(scenario, contestants, samples);
    return judgeTargets(samples, isWanted) && allRan;
  } finally {
    await stop();
  }
});

async function start(
  contestant: Contestant,
  about: { folder: string; surroundings: Surroundings; recordings: Recordings; token: string },
): Promise<Runner> {
  const { folder, surroundings, recordings, token } = about;
  if (contestant.peersFolder !== undefined) installPeers(contestant.peersFolder);
  const port = await choosePort(undefined);
  const url = `http://127.0.0.1:${port}/graphql`;
  const headers: Record<string, string> = contestant.authenticates ? { authorization: `Bearer ${token}` } : {};
  const connect = async () => openConnection(url, headers);
  const program = await startProgram({
    command: contestant.command(port, surroundings),
    folder,
    stderr: `${folder}/${contestant.name}.log`,
    async isReady() {
      const connection = await connect();
      const { status } = await connection.post(requestBody("small", exampleTag));
      connection.close();
      return status === 200;
    },
  });
  const checkOf = (name: ScenarioName) => createAnswerCheck(recordings[scenarios[name].operation].data);
  const checks = {
    unique: checkOf("unique"),
    small: checkOf("small"),
    identical: checkOf("identical"),
    paced: checkOf("paced"),
  };
  return { contestant, program, connect, checks };
}

async function measure(
  runners: readonly Runner[],
  subgraphs: Program,
  leaveOut: (name: string, error: unknown) => void,
): Promise<Samples> {
  const samples = createSamples();
  const failed = new Set<Runner>();
  // The first round warms up: it is run but not counted.
  for (let round = 0; round <= rounds; round += 1) {
    // Every other round backwards: what comes after a heavy neighbour may find a slower machine.
    const order = round % 2 === 0 ? runners : runners.toReversed();
    for (const scenario of wantedScenarios) {
      for (const runner of order.filter(({ contestant }) => contestant.scenarios.includes(scenario))) {
        if (failed.has(runner)) continue;
        try {
          const sample = await loadOnce(runner, scenario, { subgraphs, atLeast: round === 0 ? warmUpRequests : 1 });
          if (round > 0) samples.add(runner.contestant.name, scenario, sample);
        } catch (error) {
          failed.add(runner);
          samples.forget(runner.contestant.name);
          leaveOut(runner.contestant.name, error);
        }
      }
    }
    process.stderr.write(round === 0 ? "warmed up\n" : `round ${round} of ${rounds}\n`);
  }
  return samples;
}

async function loadOnce(
  { program, connect, checks }: Runner,
  name: ScenarioName,
  { subgraphs, atLeast }: { subgraphs: Program; atLeast: number },
): Promise<Sample> {
  const { operation, tags, connections: count, pace } = scenarios[name];
  const [before = "", after = ""] = requestBody(operation, exampleTag).split(exampleTag);
  const oneForAll = nextTag();
  const connections = await connectAll(connect, count);
  const look = () => ({
    own: readProcessTree(program.pid),
    subgraphs: readProcessTree(subgraphs.pid),
    client: process.cpuUsage(),
  });
  const atFirst = look();
  try {
    const loaded = await load({
      connections,
      seconds,
      atLeast,
      pace,
      bodyOf: (tag) => `${before}${tag}${after}`,
      nextTag: tags === "one for all" ? () => oneForAll : nextTag,
      check: checks[name],
    });
    const atLast = look();
    const { requests, p50, p99 } = loaded;
    const own = spentBetween(atFirst.own, atLast.own);
    const clientMs = sum(atLast.client) - sum(atFirst.client);
    return {
      requestsPerSecond: requests / loaded.seconds,
      cpuMsPerRequest: own.allMs / requests,
      busiestCpuMsPerRequest: own.busiestMs / requests,
      surroundingCpuMsPerRequest: (spentBetween(atFirst.subgraphs, atLast.subgraphs).allMs + clientMs) / requests,
      p50,
      p99,
      residentMb: atLast.own.residentMb,
    };
  } catch (cause) {
    throw new Error(`it failed in ${name}: ${String(cause)}`, { cause });
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** One after the other, as clients come: of a rush, one process of several takes most before the others are asked. */
async function connectAll(connect: Runner["connect"], count: number): Promise<readonly Connection[]> {
  const connections: Connection[] = [];
  while (connections.length < count) {
    connections.push(await connect());
    await delay(2);
  }
  return connections;
}

/** In milliseconds. */
function sum({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1_000;
}
