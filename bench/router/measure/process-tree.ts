import { readdirSync, readFileSync } from "node:fs";

export interface ProcessTree {
  /** User and system time since each process of it began, in milliseconds, by its id. */
  readonly cpuMs: ReadonlyMap<number, number>;
  readonly residentMb: number;
}

/** What the processes of a tree have spent between two looks, in milliseconds. */
export interface SpentCpu {
  readonly allMs: number;
  /** Of the one that has spent most. */
  readonly busiestMs: number;
}

/** What the kernel counts in (proc(5)): hundredths of a second, and pages. */
const tickMs = 10;
const pageBytes = 4_096;

/** What a process and all that descend from it have used. Reads /proc, so it works on Linux only. */
export function readProcessTree(root: number): ProcessTree {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)));
  const members = new Set([root]);
  // A parent may be listed after its child.
  for (let before = 0; before !== members.size; ) {
    before = members.size;
    for (const { pid, parent } of all) if (members.has(parent)) members.add(pid);
  }
  const tree = all.filter(({ pid }) => members.has(pid));
  return {
    cpuMs: new Map(tree.map(({ pid, ticks }) => [pid, ticks * tickMs])),
    residentMb: (tree.reduce((sum, { pages }) => sum + pages, 0) * pageBytes) / 1_000_000,
  };
}

export function spentBetween(before: ProcessTree, after: ProcessTree): SpentCpu {
  const spent = [...after.cpuMs].map(([pid, cpuMs]) => cpuMs - (before.cpuMs.get(pid) ?? 0));
  return { allMs: spent.reduce((sum, ms) => sum + ms, 0), busiestMs: Math.max(...spent) };
}

function readProcess(pid: number): { pid: number; parent: number; ticks: number; pages: number }[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in parentheses may hold anything; fields are counted from behind it, and start with the third of proc(5).
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const field = (number: number) => Number(fields[number - 3]);
    return [{ pid, parent: field(4), ticks: field(14) + field(15), pages: field(24) }];
  } catch {
    // It has ended since it was listed.
    return [];
  }
}
