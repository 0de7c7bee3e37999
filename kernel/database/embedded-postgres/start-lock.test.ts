import { readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { until } from "../../../tests/support/eventually.ts";
import { openFolder } from "./fixtures/test-folder.ts";
import { withStartLock } from "./start-lock.ts";

let root = "";
beforeAll(async () => {
  root = await openFolder();
});
afterAll(() => rm(root, { recursive: true, force: true }));

test.each([
  ["of a process that is gone", { pid: 999_999_999, startedAt: "1", token: "x" }],
  ["of a process whose pid was given to another", { pid: process.pid, startedAt: "long ago", token: "x" }],
  ["that is not readable", null],
])("a lock %s is taken over, and holds one at a time", async (_, left) => {
  const file = path.join(root, "lock");
  await writeFile(file, left === null ? "{" : JSON.stringify(left));
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await delay(5);
    inside -= 1;
    return inside;
  };
  await Promise.all(Array.from({ length: 10 }, () => withStartLock(file, () => undefined, work)));
  expect(most).toBe(1);
  expect(await readdir(root)).toEqual([]);
});

test("the lock is given back when the work throws, and a waiter is told that it waits", async () => {
  const file = path.join(root, "lock");
  const messages: string[] = [];
  const failing = withStartLock(
    file,
    () => undefined,
    async () => {
      await until(() => messages.length > 0);
      throw new Error("no luck");
    },
  );
  const waiting = delay(20).then(() =>
    withStartLock(
      file,
      (message) => messages.push(message),
      async () => "done",
    ),
  );
  await expect(failing).rejects.toThrow("no luck");
  expect(await waiting).toBe("done");
  expect(messages).toEqual([expect.stringContaining("Another process is starting Postgres")]);
});
