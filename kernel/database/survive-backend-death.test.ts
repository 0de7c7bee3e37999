import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { connect } from "./connect.ts";
import { query, testFolder } from "./embedded-postgres/fixtures/test-folder.ts";

const folders = testFolder();
beforeAll(folders.make);
afterAll(folders.clean);

const killSome = `select pg_terminate_backend(pid) from pg_stat_activity
  where application_name = 'load' order by random() limit 3`;

test("under load neither 30 kills of backends nor 5 of the server end the process, lose a connection or tear a transaction", async () => {
  const folder = folders.at("load");
  let db = await folders.start(folder);
  await query(db.url, "create table pairs (id text, half int)");
  const load = startLoad(db.url);
  await delay(1000);
  for (let kill = 0; kill < 30; kill += 1) {
    await query(db.url, killSome);
    await delay(50);
  }
  for (let kill = 0; kill < 5; kill += 1) {
    process.kill(db.pid, "SIGKILL");
    db = await folders.start(folder);
    await delay(300);
  }
  const report = await load.end();
  expect(report).toMatchObject({ uncaught: [], hung: 0, wrong: 0, usable: 6 });
  expect(report.done).toBeGreaterThan(100);
  expect(report.failed).toBeGreaterThan(10);
  const torn = await query(db.url, "select id from pairs group by id having count(*) <> 2");
  expect(torn).toEqual([]);
});

test("a transaction whose backend died while it waited for something else writes nothing more, on no connection", async () => {
  const db = await folders.start(folders.at("load"));
  const { sql, close } = connect({ url: db.url, max: 1, applicationName: "load" });
  await sql`create table late (n int)`;
  let later: Promise<unknown> = Promise.resolve();
  const transaction = sql.begin(async (tx) => {
    await tx`insert into late values (1)`;
    const prepared = tx`insert into late values (2)`;
    await query(db.url, killSome);
    later = delay(300).then(() =>
      Promise.allSettled([prepared, tx`insert into late values (3)`, tx.unsafe("select 1")]),
    );
    await later;
  });
  await expect(transaction).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  // The pool's only connection is made anew before the callback goes on: stock postgres.js would write row 3 on it.
  expect(await untilAnswered(() => sql`select 1 as one`)).toEqual([{ one: 1 }]);
  const lost = { status: "rejected", reason: expect.objectContaining({ code: "CONNECTION_CLOSED" }) };
  expect(await later).toEqual([lost, lost, lost]);
  expect(await sql`select n from late`).toEqual([]);
  await close();
});

test("arrays go in as parameters, and notices to whoever asked", async () => {
  const db = await folders.start(folders.at("load"));
  const notices: string[] = [];
  const { sql, close } = connect({
    url: db.url,
    max: 1,
    applicationName: "load",
    onNotice: (notice) => notices.push(String(notice["message"])),
  });
  const [row] = await sql`select 'a"\\b' = any(${['a"\\b', "c"]}) as text, 2 = any(${[1, 2]}) as int`;
  expect(row).toEqual({ text: true, int: true });
  await sql`do $$ begin raise notice 'mind'; end $$`;
  expect(notices).toEqual(["mind"]);
  await expect(sql.reserve()).rejects.toThrow("pg client");
  await close();
});

/** The first statement on a new connection may get the error that ended the one before it. */
async function untilAnswered<T>(ask: () => PromiseLike<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

interface Report {
  done: number;
  failed: number;
  hung: number;
  wrong: number;
  usable: number;
  uncaught: string[];
}

/** Puts load on the server until `end`, however long the kills take on a busy machine. */
function startLoad(url: string): { end(): Promise<Report> } {
  const script = fileURLToPath(new URL("embedded-postgres/fixtures/load-and-report.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, url], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const report = new Promise<Report>((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (data: Buffer) => {
      output += data.toString("utf8");
    });
    child.once("close", () => {
      try {
        resolve(JSON.parse(output) as Report);
      } catch (error) {
        reject(new Error(`the load printed ${JSON.stringify(output)}`, { cause: error }));
      }
    });
  });
  return {
    end: async () => {
      child.stdin.end();
      return report;
    },
  };
}
