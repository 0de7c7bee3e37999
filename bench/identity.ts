import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../emulator/emulator.ts";
import { systemClock } from "../kernel/clock.ts";
import { signFor } from "../kernel/executor/signing-executor.ts";
import { createIdentitySigner, createIdentityVerifier } from "../kernel/identity/signed-identity.ts";
import { privateKey, publicKey } from "../kernel/identity/signing-key.ts";
import { silentLogger } from "../kernel/logger.ts";
import { noMetrics } from "../kernel/telemetry/metrics.ts";
import { createAccessTokenKeys } from "../router/identity/access-token-keys.ts";
import { createAuthenticate } from "../router/identity/authenticate.ts";
import { createStandings } from "../router/identity/standings.ts";
import { startRouter } from "../router/start-router.ts";
import { generateSecrets } from "../scripts/development/secrets.ts";
import { registry } from "../subgraphs/registry.ts";
import { createTestDatabase } from "../tests/support/database.ts";
import { signUp } from "../tests/support/signed-in.ts";
import { compareCpu, type Work } from "./cpu.ts";
import { judge } from "./measure.ts";

/**
 * What establishing who asks costs of the smallest query that needs to know it: the router verifies the caller and signs
 * an identity, the subgraph verifies that. The same functions are timed alone and the whole of Airgraph, all of it in this
 * process, by turns. Exits 1 when a promise is broken.
 */
const smallest = "{ me { id } }";
const runsPerRound = 200;

const database = await createTestDatabase();
const emulator = await startEmulator();
const mailFolder = await mkdtemp(join(tmpdir(), "airgraph-mail-"));
const secrets = generateSecrets();
const env = {
  ...secrets,
  DATABASE_URL: database.url,
  AIRTABLE_API_URL: emulator.url,
  MAIL_FOLDER: mailFolder,
  ROUTER_PORT: "0",
  LOG_LEVEL: "silent",
  APOLLO_TELEMETRY_DISABLED: "true",
};
const router = await startRouter({ env, logger: silentLogger });
const auth = await (await registry.auth.load()).start({
  env,
  logger: silentLogger,
  clock: systemClock,
  metrics: noMetrics,
});
try {
  const { token } = await signUp({ url: router.url, mailFolder });
  const pieces = await identityPieces(token);
  const client = startClient(token);
  const [whole = 0, authenticating = 0, signing = 0, verifying = 0] = await compareCpu(
    [client.ask, ...pieces.map((piece) => repeated(piece))],
    { rounds: 25, warmUpRounds: 8, runsPerRound: 1 },
  );
  client.stop();
  const figure = (name: string, value: number) =>
    process.stdout.write(`· ${name}: ${(value / runsPerRound).toFixed(1)} µs\n`);
  figure("verifying the caller", authenticating);
  figure("signing an identity", signing);
  figure("verifying it in the subgraph", verifying);
  const met = judge(
    "CPU of knowing who asks",
    ["verifying and signing", (authenticating + signing + verifying) / runsPerRound],
    [smallest, whole / runsPerRound],
    "µs",
    0.1,
  );
  process.exitCode = met ? 0 : 1;
} finally {
  await auth.stop();
  await router.stop();
  await emulator.stop();
  await database.drop();
  await rm(mailFolder, { recursive: true, force: true });
}

/** What the router and the subgraph do for each request, with parts of their own. */
async function identityPieces(token: string): Promise<Work[]> {
  const clock = systemClock;
  const secret = Buffer.from(secrets["IDENTITY_SECRET"] ?? "", "base64");
  const sign = createIdentitySigner({
    issuer: "router",
    key: privateKey.parse(secrets["IDENTITY_PRIVATE_KEY"]),
    secret,
    clock,
  });
  const verify = createIdentityVerifier({
    issuer: "router",
    audience: "auth",
    key: publicKey.parse(secrets["IDENTITY_PUBLIC_KEY"]),
    secret,
    clock,
  });
  const asking = signFor("auth", sign, auth.executor);
  const authenticate = createAuthenticate({
    keys: createAccessTokenKeys({ auth: asking, clock }),
    standings: createStandings({ auth: asking, clock }),
    verifyDelegated: async () => {
      throw new Error("no run asks here");
    },
    clock,
  });
  const credentials = `Bearer ${token}`;
  const { caller } = await authenticate(credentials);
  // Each identity is good for one use, and every other round verifies before it signs.
  const signed: string[] = [];
  for (let run = 0; run < runsPerRound; run += 1) signed.push(await sign({ caller }, "auth"));
  return [
    async () => authenticate(credentials),
    async () => signed.push(await sign({ caller }, "auth")),
    async () => verify(signed.pop() ?? ""),
  ];
}

function repeated(work: Work): Work {
  return async () => {
    for (let run = 0; run < runsPerRound; run += 1) await work();
  };
}

function startClient(token: string): { ask: Work; stop(): void } {
  const child: ChildProcess = spawn(
    process.execPath,
    ["scripts/run.mjs", "bench/ask-repeatedly.ts", router.url, token, smallest, String(runsPerRound)],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error("the client has no pipes");
  const ended = once(child, "exit").then(() => {
    throw new Error("the client ended");
  });
  ended.catch(() => {});
  return {
    async ask() {
      stdin.write("go\n");
      await Promise.race([once(stdout, "data"), ended]);
    },
    stop: () => stdin.end(),
  };
}
