import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Client } from "pg";
import { makeZombie, query, testFolder } from "./fixtures/test-folder.ts";
import { inspectProcess } from "./inspect-process.ts";
import { stopPostmaster } from "./stop-postmaster.ts";

const folders = testFolder();
beforeAll(folders.make);
afterAll(folders.clean);

test("finds what was committed after the postmaster was killed with sessions still open", async () => {
  const folder = folders.at("crash");
  const first = await folders.start(folder);
  await query(first.url, "create table kept as select generate_series(1, 1000) n");
  const session = await openSession(first.url);
  // A backend that computes does not notice at once that its postmaster died, and holds the folder's shared memory.
  const busy = session.query("select count(*) from generate_series(1, 12000000)").catch((error: unknown) => error);
  await delay(100);
  process.kill(first.pid, "SIGKILL");

  const messages: string[] = [];
  const second = await folders.start(folder, { onProgress: (message) => messages.push(message) });
  expect(second.adopted).toBe(false);
  expect(second.pid).not.toBe(first.pid);
  expect(messages).toContain("Waiting for the last sessions of a killed Postgres to end");
  expect(await query(second.url, "select count(*)::int n from kept")).toEqual([{ n: 1000 }]);
  await busy;
  await session.end();
});

test.each([
  ["a zombie", () => makeZombie()],
  ["a stranger", () => ({ pid: process.pid, release: () => undefined })],
  ["nobody", () => ({ pid: 999_999_999, release: () => undefined })],
])("a postmaster.pid that names %s does not stop a start", async (_, makeHolder) => {
  const folder = folders.at("crash");
  const first = await folders.start(folder);
  const file = path.join(folder, "postmaster.pid");
  const [, ...lines] = (await readFile(file, "utf8")).split("\n");
  await first.stop();
  const holder = makeHolder();
  expect(holder.pid).toBeGreaterThan(0);
  await writeFile(file, [holder.pid, ...lines].join("\n"));
  const second = await folders.start(folder);
  expect(second.adopted).toBe(false);
  expect(await query(second.url, "select count(*)::int n from kept")).toEqual([{ n: 1000 }]);
  holder.release();
});

test("a start during a shutdown waits for it and then starts", async () => {
  const folder = folders.at("crash");
  const first = await folders.start(folder);
  const [second] = await Promise.all([delay(1).then(() => folders.start(folder)), first.stop()]);
  // Either it was still answering and was adopted, dying, or a new one runs: what counts is that a further start is sound.
  const third = await folders.start(folder);
  expect(await query(third.url, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(second.port).toBeGreaterThan(0);
});

test("a server that does not shut down in time is ended at once, and told", async () => {
  const folder = folders.at("crash");
  const db = await folders.start(folder);
  const session = await openSession(db.url);
  const { rows } = await session.query<{ pid: number }>("select pg_backend_pid() pid");
  // A stopped backend cannot obey.
  process.kill(rows[0]?.pid ?? 0, "SIGSTOP");
  const messages: string[] = [];
  await stopPostmaster({
    pid: db.pid,
    dataFolder: folder,
    patienceMs: 200,
    onProgress: (message) => messages.push(message),
  });
  expect(messages).toEqual([expect.stringContaining("did not stop in 0.2 s")]);
  expect(await inspectProcess(db.pid)).toBeNull();
  await session.end();
  const again = await folders.start(folder);
  expect(await query(again.url, "select count(*)::int n from kept")).toEqual([{ n: 1000 }]);
});

async function openSession(url: string): Promise<Client> {
  const client = new Client(url);
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
