import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { until } from "../tests/support/eventually.ts";
import { createLogger } from "./logger.ts";

const program = fileURLToPath(new URL("logger/fixtures/log-and-end.ts", import.meta.url));

function openLogger() {
  const writes: string[] = [];
  const logger = createLogger({ level: "info", format: "json" }, { write: (text) => writes.push(text) });
  const lines = (): Record<string, unknown>[] =>
    writes.flatMap((text) => text.trim().split("\n")).map((line) => JSON.parse(line));
  return { logger, writes, lines };
}

describe("a line of the log", () => {
  it("has no secret in it: not under its name, not within something, not of an error, not of all lines of a part", () => {
    const { logger, lines } = openLogger();
    const secret = "hunter2";
    const failure = Object.assign(new Error("refused"), { token: secret, cause: { headers: { cookie: secret } } });
    const part = logger.child({ part: "mail", password: secret });
    part.error({ err: failure, authorization: secret, request: { headers: { cookie: secret }, url: "/x" } }, "told");
    expect(lines()).toMatchObject([
      {
        part: "mail",
        password: "[redacted]",
        authorization: "[redacted]",
        request: { headers: "[redacted]", url: "/x" },
        err: { message: "refused", token: "[redacted]" },
      },
    ]);
    expect(JSON.stringify(lines())).not.toContain(secret);
  });

  it("has all the rest as it came", () => {
    const { logger, lines } = openLogger();
    logger.error({ count: 1, list: [{ id: 1 }], within: { deep: { x: null } }, nothing: undefined }, "told");
    expect(lines()).toEqual([
      { level: 50, time: expect.any(Number), msg: "told", count: 1, list: [{ id: 1 }], within: { deep: { x: null } } },
    ]);
  });
});

describe("lines of the log", () => {
  it("are written together and in order, those before an error at once", () => {
    const { logger, writes, lines } = openLogger();
    for (const said of ["one", "two", "three"]) logger.info(said);
    expect(writes).toEqual([]);
    logger.error("four");
    expect(writes).toHaveLength(1);
    expect(lines().map(({ msg }) => msg)).toEqual(["one", "two", "three", "four"]);
  });

  it("wait for a moment only", async () => {
    const { logger, lines } = openLogger();
    logger.info("one");
    await until(() => lines().length === 1);
  });

  it("do not pile up", () => {
    const { logger, writes, lines } = openLogger();
    for (let line = 0; line < 1_000; line += 1) logger.info("x".repeat(100));
    expect(lines().length).toBeGreaterThan(850);
    expect(Math.max(...writes.map((text) => text.length))).toBeLessThan(17_000);
  });

  it.each([
    ["ends by itself", [1, 2, 3]],
    ["exits", [1, 2, 3]],
    ["throws what nobody catches", [1, 2, 3]],
    ["is killed after a moment", [1, 2, 3]],
    ["is killed after an error", [1, 2, 3, 4]],
  ])("are all there when their process %s", (how, lines) => {
    const { stdout } = spawnSync(process.execPath, ["--import", "tsx", program, how], { encoding: "utf8" });
    expect(stdout.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line).line]))).toEqual(lines);
  });
});
