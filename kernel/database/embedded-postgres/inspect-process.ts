import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A process as the operating system describes it. */
export interface ProcessInfo {
  /** Opaque; together with the pid it names one process for ever, because pids are reused. */
  startedAt: string;
  /** The argument vector joined by spaces and closed by one, or `null` where the system does not tell. */
  command: string | null;
}

/**
 * What runs under `pid`, or `null` when nothing does. A zombie is nothing: it holds no memory and no lock, it only waits for
 * a parent that may never reap it (a container without an init process).
 */
export async function inspectProcess(pid: number): Promise<ProcessInfo | null> {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (process.platform === "linux") return inspectThroughProc(pid);
  if (process.platform === "win32") return inspectBySignal(pid);
  return inspectThroughPs(pid);
}

/** Whether the process is a postmaster of this data folder. Where the command is unknown the pid file is believed. */
export function isPostmasterOf(info: ProcessInfo, dataFolder: string): boolean {
  if (info.command === null) return true;
  return info.command.includes("postgres") && info.command.includes(` -D ${dataFolder} `);
}

async function inspectThroughProc(pid: number): Promise<ProcessInfo | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The second field is the command in brackets and may itself hold spaces and brackets: count from the last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return null;
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8");
    return { startedAt: fields[19] ?? "", command: `${command.replaceAll("\0", " ").trimEnd()} ` };
  } catch {
    return null;
  }
}

async function inspectThroughPs(pid: number): Promise<ProcessInfo | null> {
  try {
    const { stdout } = await run("ps", ["-ww", "-o", "stat=,lstart=,command=", "-p", String(pid)], {
      env: { PATH: "/bin:/usr/bin", LC_ALL: "C" },
    });
    const [state = "Z", ...words] = stdout.trim().split(/\s+/);
    if (state.startsWith("Z")) return null;
    return { startedAt: words.slice(0, 5).join(" "), command: `${words.slice(5).join(" ")} ` };
  } catch {
    return null;
  }
}

function inspectBySignal(pid: number): ProcessInfo | null {
  try {
    process.kill(pid, 0);
    return { startedAt: "", command: null };
  } catch {
    return null;
  }
}
