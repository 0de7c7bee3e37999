import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { runStorm, takeOverLimitMs } from "./run-storm.ts";

/** Of machines that are busy. */
const slowMs = 240_000;

it(
  "a storm breaks no saga, no run and no event (the long form: npm run chaos)",
  async () => {
    const logFile = join(tmpdir(), `airgraph-storm-${process.pid}.log`);
    const report = await runStorm({
      seed: 1,
      sagas: 15,
      runs: 10,
      stormMs: 15_000,
      settleMs: 180_000,
      sagaLateMs: 8_000,
      logFile,
    });
    expect(report.violations).toEqual([]);
    expect([...report.faults.keys()]).toEqual(
      expect.arrayContaining(["kill -9 of a worker", "kill -9 of Postgres", "SIGSTOP of a worker, taken for dead"]),
    );
    expect(report.snapshot.sagas.some(({ status }) => status === "COMPLETED")).toBe(true);
    expect(Math.max(0, ...report.takeOverMs)).toBeLessThan(takeOverLimitMs);
  },
  slowMs,
);
