import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "@jest/globals";
import { sampleToken, startEmulator } from "./emulator.ts";

function start(environment: Record<string, string>): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ["--import", "tsx", "emulator/main.ts"], { env: { ...process.env, ...environment } });
}

describe("the emulator as a process", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "says where it is in one line, answers, and ends with 0 on %s",
    async (signal) => {
      const child = start({ EMULATOR_PORT: "0" });
      const exit = once(child, "exit");
      const line = String((await once(child.stdout, "data"))[0]);
      const [, url = "", token] = /^Airtable emulator at (\S+) token (\S+)\n$/.exec(line) ?? [];
      expect(token).toBe(sampleToken);
      expect((await fetch(`${url}/health/live`)).status).toBe(200);
      child.kill(signal);
      expect(await exit).toEqual([0, null]);
    },
  );

  it("says in a sentence that a port is taken", async () => {
    const other = await startEmulator();
    const child = start({ EMULATOR_PORT: new URL(other.url).port });
    const [said] = await once(child.stderr, "data");
    expect(String(said)).toMatch(/^Port \d+ is taken by another program\. .*--port or EMULATOR_PORT.*\n$/);
    await other.stop();
  });

  it("refuses a port that is none", async () => {
    const child = start({ EMULATOR_PORT: "eight" });
    expect((await once(child, "exit"))[0]).toBe(1);
  });
});
