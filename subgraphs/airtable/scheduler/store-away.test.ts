import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "@jest/globals";
import { startEmbeddedPostgres } from "../../../kernel/database/embedded-postgres/start-embedded-postgres.ts";
import { tenantId } from "../../../kernel/identity/ids.ts";
import { until } from "../../../tests/support/eventually.ts";
import { redisIsInstalled, startRedis } from "../../../tests/support/redis.ts";
import { baseId } from "../ids.ts";
import { migrateLanes, openProcess, type TestProcess } from "./fixtures/open-schedulers.ts";
import type { TurnRequest } from "./scheduler.ts";

interface Killable {
  open(): Promise<TestProcess>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  clean(): Promise<void>;
}

async function killablePostgres(): Promise<Killable> {
  const parent = mkdtempSync(join(tmpdir(), "airgraph-lanes-"));
  chmodSync(parent, 0o755); // Started by root, Postgres runs as somebody else, who must be able to reach its folder.
  const options = { folder: join(parent, "postgres"), password: randomUUID() };
  let postgres = await startEmbeddedPostgres(options);
  await migrateLanes(postgres.url);
  return {
    open: async () => openProcess({ databaseUrl: postgres.url }),
    kill: async () => void process.kill(postgres.pid, "SIGKILL"),
    async restart() {
      postgres = await startEmbeddedPostgres({ ...options, port: postgres.port });
    },
    async clean() {
      await postgres.stop();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

async function killableRedis(): Promise<Killable> {
  let redis = await startRedis();
  return {
    open: async () => openProcess({ databaseUrl: "postgres://nobody@127.0.0.1:1/none", redisUrl: redis.url }),
    kill: async () => redis.kill(),
    async restart() {
      redis = await startRedis(redis.port);
    },
    clean: async () => redis.kill(),
  };
}

const stores = [
  ["Postgres", killablePostgres, describe],
  ["Redis", killableRedis, redisIsInstalled() ? describe : describe.skip],
] as const;

for (const [name, start, suite] of stores) {
  suite(`kill -9 of ${name}`, () => defineSuite(start));
}

function defineSuite(start: () => Promise<Killable>): void {
  const opened: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of opened.splice(0).toReversed()) await close();
  });

  it("is told to whoever waits or asks while it is away, and forgotten when it is back", async () => {
    const store = await start();
    opened.push(store.clean);
    const running = await store.open();
    opened.push(running.end);
    const request: TurnRequest = {
      baseId: baseId.parse("appAAAAAAAAAAAAAA"),
      owner: "usrAAAAAAAAAAAAAA",
      tenantId: tenantId.parse(randomUUID()),
      priority: "interactive",
    };
    const take = async () => running.scheduler.takeTurn(request);
    const taken = async () =>
      take().then(
        () => true,
        () => false,
      );
    await until(taken);

    const waiting = Promise.allSettled(Array.from({ length: 30 }, take));
    await delay(300);
    await store.kill();
    const killedAt = performance.now();
    const away = { code: "UPSTREAM_UNAVAILABLE" };
    const outcomes = await waiting;
    expect(outcomes.filter(({ status }) => status === "rejected").length).toBeGreaterThan(20);
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toMatchObject(away);
    await expect(take()).rejects.toMatchObject(away);
    await expect(running.scheduler.penalise(request)).rejects.toMatchObject(away);
    expect(performance.now() - killedAt).toBeLessThan(25_000);

    await store.restart();
    await until(taken);
    await Promise.all(Array.from({ length: 6 }, take));
  });
}
