import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Client } from "pg";
import { until } from "../../tests/support/eventually.ts";
import { newTenant } from "../../tests/support/subgraph.ts";
import { silentLogger } from "../logger.ts";
import { notification } from "./event-log.ts";
import { openTestEventLog, type TestEventLog } from "./fixtures/open-event-log.ts";
import { type Listener, startListener } from "./listener.ts";

let log: TestEventLog;
let admin: Client;
beforeAll(async () => {
  log = await openTestEventLog();
  await log.listener.stop();
  admin = new Client({ connectionString: log.url });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await log.close();
});

const mine = "where application_name = 'airgraph-listen' and datname = current_database()";

async function listening(): Promise<number> {
  const { rows } = await admin.query<{ count: number }>(`select count(*)::int from pg_stat_activity ${mine}`);
  return rows[0]?.count ?? 0;
}

async function terminate(): Promise<void> {
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity ${mine}`);
}

async function heardBy(listener: Listener): Promise<(string | undefined)[]> {
  const heard: (string | undefined)[] = [];
  listener.subscribe((payload) => heard.push(payload));
  return heard;
}

describe("startListener", () => {
  it("reconnects when its backend is terminated, says that something may be missing, and hears again", async () => {
    const listener = await startListener({ url: log.url, logger: silentLogger });
    const heard = await heardBy(listener);
    const tenant = newTenant();
    await log.append(tenant, "run", 1);
    await until(() => heard.length === 1);

    await terminate();
    await until(() => heard.length === 2);
    await log.append(tenant, "run", 2);
    await until(() => heard.length === 3);
    expect(heard).toEqual([notification(tenant, "run"), undefined, notification(tenant, "run")]);
    expect(await listening()).toBe(1);
    await listener.stop();
  });

  it("survives being terminated again and again", async () => {
    const listener = await startListener({ url: log.url, logger: silentLogger });
    const heard = await heardBy(listener);
    for (let times = 1; times <= 3; times++) {
      await terminate();
      await until(() => heard.length === times);
    }
    expect(heard).toEqual([undefined, undefined, undefined]);
    await listener.stop();
    await until(async () => (await listening()) === 0);
  });

  it.each([0, 495, 500, 505, 510, 520])(
    "leaves no connection behind when it stops %i ms after losing it",
    async (ms) => {
      const listener = await startListener({ url: log.url, logger: silentLogger });
      await terminate();
      await new Promise((resolve) => setTimeout(resolve, ms));
      await listener.stop();
      await until(async () => (await listening()) === 0);
    },
  );

  it("calls back nobody who has unsubscribed", async () => {
    const listener = await startListener({ url: log.url, logger: silentLogger });
    const heard: unknown[] = [];
    const unsubscribe = listener.subscribe((payload) => heard.push(payload));
    const others = await heardBy(listener);
    unsubscribe();
    await log.append(newTenant(), "run", 1);
    await until(() => others.length === 1);
    expect(heard).toEqual([]);
    await listener.stop();
  });

  it("fails at the start when there is no database, instead of waiting for one", async () => {
    await expect(
      startListener({ url: "postgres://nobody@127.0.0.1:1/nothing", logger: silentLogger }),
    ).rejects.toThrow();
  });
});
