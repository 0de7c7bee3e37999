import { chmod, chown, mkdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { choosePlace } from "./choose-place.ts";
import { openFolder, query, startInChild, testFolder } from "./fixtures/test-folder.ts";
import { canEnter, unprivilegedUser } from "./run-as.ts";

const folders = testFolder();
beforeAll(folders.make);
afterAll(folders.clean);

const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write("SKIPPED: what Postgres does when root starts it can be tested only by root.\n");
// On every Linux and macOS, and named there: initdb refuses an id without a name.
const daemon = 1;
const mayRead = await canEnter(import.meta.dirname, { uid: daemon, gid: daemon });
const asRoot = isRoot ? describe : describe.skip;
const silent = () => undefined;

asRoot("as root", () => {
  test("an unprivileged user runs postgres and owns the cluster, and nothing around it", async () => {
    const folder = folders.at("open");
    const db = await folders.start(folder);
    const nobody = await unprivilegedUser();
    expect((await stat(folder)).uid).toBe(nobody.uid);
    expect((await stat(path.dirname(folder))).uid).toBe(0);
    expect((await stat(`/proc/${db.pid}`)).uid).toBe(nobody.uid);
    await db.stop();
  });

  test("a folder that user may not enter is moved, with the programs if need be, and found again", async () => {
    const folder = folders.at("closed");
    await mkdir(path.dirname(folder), { mode: 0o700 });
    const messages: string[] = [];
    const first = await folders.start(folder, { onProgress: (message) => messages.push(message) });
    const [row] = await query<{ real: string }>(first.url, "select current_setting('data_directory') real");
    const real = row?.real ?? "";
    try {
      expect(real).not.toBe(folder);
      expect(messages[0]).toContain(`may not enter ${path.dirname(folder)}: using ${real}`);
      await query(first.url, "create table kept as select 1 n");
      expect(await folders.start(folder)).toMatchObject({ adopted: true, pid: first.pid });
      await first.stop();
      const again: string[] = [];
      const second = await folders.start(folder, { onProgress: (message) => again.push(message) });
      expect(await query(second.url, "select n from kept")).toEqual([{ n: 1 }]);
      expect(again).toEqual([]);
      await second.stop();
    } finally {
      await rm(path.dirname(real), { recursive: true });
    }
  });

  test("a shelter that somebody else may write to is passed over", async () => {
    const closed = await openFolder();
    const [planted, writable, good] = ["planted", "writable", "good"].map((name) =>
      path.join(path.dirname(closed), `${path.basename(closed)}-${name}`),
    ) as [string, string, string];
    await chmod(closed, 0o700);
    await mkdir(planted);
    await chown(planted, 12_345, 12_345);
    await mkdir(writable);
    await chmod(writable, 0o777);
    try {
      const folder = path.join(closed, "postgres");
      const place = await choosePlace({ folder, onProgress: silent, shelters: [planted, writable, good] });
      expect(place.dataFolder.startsWith(good)).toBe(true);
      expect((await choosePlace({ folder, onProgress: silent, shelters: [] })).dataFolder).toBe(place.dataFolder);
    } finally {
      for (const made of [closed, planted, writable, good]) await rm(made, { recursive: true, force: true });
    }
  });

  if (isRoot && !mayRead)
    process.stderr.write("SKIPPED: another user's cluster; no other user may enter this checkout.\n");

  (mayRead ? test : test.skip)("a cluster of an ordinary user stays that user's", async () => {
    const folder = folders.at("ordinary");
    await mkdir(path.dirname(folder));
    await chown(path.dirname(folder), daemon, daemon);
    const report = await startInChild({ folder, stop: true }, daemon);
    expect(report).toMatchObject({ uid: daemon, adopted: false });
    expect((await stat(folder)).uid).toBe(daemon);
    const db = await folders.start(folder);
    expect((await stat(`/proc/${db.pid}`)).uid).toBe(daemon);
    expect(await startInChild({ folder }, daemon)).toMatchObject({ adopted: true, pid: db.pid });
    await db.stop();
    const stranger = await startInChild({ folder }, 2);
    expect(stranger.error).toContain("belongs to user 1 and this process runs as 2");
  });
});

test("a folder reached through a symbolic link is the same cluster", async () => {
  const folder = folders.at("linked");
  await mkdir(path.dirname(folder), { recursive: true });
  const alias = folders.at("alias");
  await symlink(path.dirname(folder), path.dirname(alias));
  const direct = await choosePlace({ folder, onProgress: silent });
  expect((await choosePlace({ folder: alias, onProgress: silent })).dataFolder).toBe(direct.dataFolder);
});

test("nobody's ids are read from the password file, whatever the system writes there", async () => {
  const file = path.join(path.dirname(folders.at("linked")), "passwd");
  const read = async (text: string) => {
    await writeFile(file, text);
    return unprivilegedUser(file);
  };
  expect(await read("root:x:0:0::/:/bin/sh\nnobody:x:99:98:Nobody:/:/sbin/nologin\n")).toEqual({ uid: 99, gid: 98 });
  expect(await read("nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false\n")).toEqual({
    uid: 4_294_967_294,
    gid: 4_294_967_294,
  });
  expect(await read("root:x:0:0::/:/bin/sh\nweb:x:33:34::/:/bin/sh\n")).toEqual({ uid: 33, gid: 34 });
  expect(await read("root:x:0:0::/:/bin/sh\n")).toEqual({ uid: 65_534, gid: 65_534 });
});
