import { readFile, stat } from "node:fs/promises";
import path from "node:path";

/** The user postgres runs as when we are root; `null` stands for "as ourselves". */
export interface RunAs {
  uid: number;
  gid: number;
}

/** Postgres refuses to run as root. Other systems have no such id. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The ids of `nobody`, who owns nothing. Where there is no such entry, those of the last user listed that is not root:
 * initdb refuses an id without a name. 65534 when nobody is listed at all.
 */
export async function unprivilegedUser(passwdFile = "/etc/passwd"): Promise<RunAs> {
  const passwd = await readFile(passwdFile, "utf8").catch(() => "");
  const users = passwd
    .split("\n")
    .map((line) => line.split(":"))
    .filter(([, , uid]) => uid !== undefined && Number(uid) !== 0);
  const [, , uid, gid] = users.find(([name]) => name === "nobody") ?? users.at(-1) ?? [];
  return { uid: usableId(uid), gid: usableId(gid) };
}

/** macOS writes `nobody` as -2, which the kernel reads as the unsigned 32-bit number. */
function usableId(text: string | undefined): number {
  const id = text === undefined ? Number.NaN : Number(text) >>> 0;
  return id > 0 ? id : 65534;
}

/** Whether this user may pass through `folder` and each of its ancestors, by the permission bits (no ACLs). */
export async function canEnter(folder: string, runAs: RunAs): Promise<boolean> {
  for (let current = folder; ; current = path.dirname(current)) {
    if (!(await allows(current, runAs, 0o1))) return false;
    if (current === path.dirname(current)) return true;
  }
}

/** Whether this user may read and execute the file, and reach it. */
export async function canExecute(file: string, runAs: RunAs): Promise<boolean> {
  return (await allows(file, runAs, 0o5)) && canEnter(path.dirname(file), runAs);
}

/** `bits` as in one octal digit of a mode: 4 read, 2 write, 1 execute or enter. */
async function allows(target: string, runAs: RunAs, bits: number): Promise<boolean> {
  const { uid, gid, mode } = await stat(target);
  const shift = uid === runAs.uid ? 6 : gid === runAs.gid ? 3 : 0;
  return ((mode >> shift) & bits) === bits;
}
