import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { password, query, startInChild, testFolder } from "./fixtures/test-folder.ts";

const folders = testFolder();
beforeAll(folders.make);
afterAll(folders.clean);

describe("a folder of its own", () => {
  test("gets a cluster and a database on the first start, and keeps data and port over a restart", async () => {
    const folder = folders.at("restart");
    const messages: string[] = [];
    const first = await folders.start(folder, { onProgress: (message) => messages.push(message) });
    expect(first).toMatchObject({ adopted: false });
    expect(first.port).not.toBe(5432);
    expect(messages.at(-1)).toContain("Making a new Postgres 17 cluster");
    await query(first.url, "create table kept (n int)");
    await query(first.url, "insert into kept values (1)");
    await first.stop();
    await expect(query(first.url, "select 1")).rejects.toThrow("ECONNREFUSED");
    await first.stop();

    const second = await folders.start(folder);
    expect(second).toMatchObject({ adopted: false, port: first.port });
    expect(await query(second.url, "select n from kept")).toEqual([{ n: 1 }]);

    const [server] = await query<Record<string, string>>(
      second.url,
      `select current_setting('server_encoding') encoding, current_setting('data_checksums') checksums,
        current_setting('listen_addresses') addresses, current_setting('unix_socket_directories') sockets,
        current_setting('max_connections') connections, current_setting('fsync') fsync,
        current_setting('idle_in_transaction_session_timeout') idle, current_setting('password_encryption') passwords,
        (select datlocprovider::text || ':' || datlocale from pg_database where datname = current_database()) locale`,
    );
    expect(server).toEqual({
      encoding: "UTF8",
      checksums: "on",
      addresses: "127.0.0.1",
      sockets: "",
      connections: "100",
      fsync: "on",
      idle: "1min",
      passwords: "scram-sha-256",
      locale: "b:C.UTF-8",
    });
  });

  test("never shows the password: not in a process, the log, or a file beside the cluster", async () => {
    const folder = folders.at("restart");
    const db = await folders.start(folder);
    const command = await readFile(`/proc/${db.pid}/cmdline`, "utf8").catch(() => "");
    const beside = await readdir(path.dirname(folder), { withFileTypes: true });
    const names = beside.map((entry) => entry.name).filter((name) => !name.startsWith("postgres-programs-"));
    expect(names.sort()).toEqual(["postgres", "postgres.json", "postgres.log"]);
    const texts = await Promise.all(
      beside
        .filter((entry) => entry.isFile())
        .map((entry) => readFile(path.join(path.dirname(folder), entry.name), "utf8")),
    );
    for (const text of [command, ...texts]) expect(text).not.toContain("secret");
    expect((await stat(`${folder}.log`)).mode & 0o077).toBe(0);
  });

  test("a wrong password is one clear error that names neither password", async () => {
    const wrong = folders.start(folders.at("restart"), { password: "not that one" });
    await expect(wrong).rejects.toMatchObject({
      code: "WRONG_PASSWORD",
      message: expect.not.stringMatching(/secret|not that/),
      cause: { code: "28P01" },
    });
  });

  test("is adopted while it runs, and stopped by the one who adopted it", async () => {
    const first = await folders.start(folders.at("adopt"), { settings: { work_mem: "7MB" } });
    expect(await query(first.url, "show work_mem")).toEqual([{ work_mem: "7MB" }]);
    const second = await folders.start(folders.at("adopt"));
    expect(second).toMatchObject({ adopted: true, pid: first.pid, port: first.port, url: first.url });
    await expect(folders.start(folders.at("adopt"), { adopt: false })).rejects.toMatchObject({
      code: "ALREADY_RUNNING",
    });
    await second.stop();
    await expect(query(first.url, "select 1")).rejects.toThrow("ECONNREFUSED");
  });
});

test("of processes that start at the same time on an empty folder one makes the cluster, the others adopt it", async () => {
  const folder = folders.at("together");
  const reports = await Promise.all([1, 2, 3].map(() => startInChild({ folder })));
  expect(reports.map((report) => report.error)).toEqual([undefined, undefined, undefined]);
  expect(reports.filter((report) => !report.adopted)).toHaveLength(1);
  expect(new Set(reports.map((report) => report.pid)).size).toBe(1);
  // The processes are gone: the server was detached from them.
  const db = await folders.start(folder);
  expect(db).toMatchObject({ adopted: true, pid: reports[0]?.pid });
});

describe("what is in the way", () => {
  test("a port that was asked for and is taken", async () => {
    const server = createServer();
    const port = await listen(server);
    await expect(folders.start(folders.at("adopt"), { port })).rejects.toMatchObject({ code: "PORT_TAKEN" });
    server.close();
  });

  test("the last port being taken moves it to a free one", async () => {
    const { port: last } = JSON.parse(await readFile(`${folders.at("adopt")}.json`, "utf8")) as { port: number };
    const server = createServer();
    await listen(server, last);
    const db = await folders.start(folders.at("adopt"));
    expect(db.port).not.toBe(last);
    await db.stop();
    server.close();
  });

  test("what an initdb left that was killed is removed", async () => {
    const folder = folders.at("killed");
    await mkdir(path.join(`${folder}.init`, "cluster", "base"), { recursive: true });
    await writeFile(path.join(`${folder}.init`, "password"), "left over");
    const db = await folders.start(folder);
    expect(await query(db.url, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(existsSync(`${folder}.init`)).toBe(false);
    await db.stop();
  });

  test("a folder that holds something else, and a cluster of another version", async () => {
    const folder = folders.at("other");
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "letter.txt"), "Dear");
    await expect(folders.start(folder)).rejects.toMatchObject({ code: "FOLDER_UNUSABLE" });
    await writeFile(path.join(folder, "PG_VERSION"), "15\n");
    await expect(folders.start(folder)).rejects.toMatchObject({
      code: "VERSION_MISMATCH",
      message: expect.stringContaining("of Postgres 15"),
    });
  });

  test("a folder that cannot be made, and options that cannot work, all told at once", async () => {
    const file = path.join(path.dirname(folders.at("other")), "postgres", "letter.txt");
    await expect(folders.start(path.join(file, "postgres"))).rejects.toMatchObject({ code: "FOLDER_UNUSABLE" });
    await expect(folders.start("relative", { password: "", port: 0, settings: { port: "1" } })).rejects.toMatchObject({
      code: "BAD_OPTION",
      message: expect.stringMatching(/absolute.*password.*1–65535.*hold port/),
    });
  });

  test("a setting postgres does not know is told with the server's own words", async () => {
    const start = folders.start(folders.at("killed"), { settings: { no_such_setting: "1" } });
    await expect(start).rejects.toMatchObject({
      code: "START_FAILED",
      message: expect.stringContaining("no_such_setting"),
    });
  });
});

test("the url carries the password encoded", async () => {
  const db = await folders.start(folders.at("restart"));
  expect(new URL(db.url).password).toBe(encodeURIComponent(password));
});

function listen(server: ReturnType<typeof createServer>, port = 0): Promise<number> {
  return new Promise((resolve) => {
    server.listen({ host: "127.0.0.1", port }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}
