import { describe, expect, it } from "@jest/globals";
import { persistently } from "./persistently.ts";

function failing(times: number, error: unknown) {
  let calls = 0;
  const work = async () => {
    calls += 1;
    if (calls <= times) throw error;
    return `after ${calls}`;
  };
  return { work, calls: () => calls };
}

const coded = (code: string, cause?: unknown) => Object.assign(new Error("failed", { cause }), { code });

describe("persistently", () => {
  it.each([
    ["a refused connection", coded("ECONNREFUSED")],
    ["a broken connection", coded("CONNECTION_CLOSED")],
    ["a server that shuts down", coded("57P01")],
    ["a server that starts up", coded("57P03")],
    ["a server without free connections", coded("53300")],
    ["a query that failed because of the connection", new Error("Failed query", { cause: coded("08006") })],
  ])("does work again after %s", async (_what, error) => {
    const { work } = failing(2, error);
    expect(await persistently(work)).toBe("after 3");
  });

  it.each([
    ["a violated constraint", coded("23505")],
    ["wrong SQL", coded("42601")],
    ["an error without a code", new Error("bug")],
    ["a code that is no text", Object.assign(new Error("bug"), { code: 57 })],
    ["what is no error", "text"],
  ])("lets %s pass at once", async (_what, error) => {
    const { work, calls } = failing(1, error);
    await expect(persistently(work)).rejects.toBe(error);
    expect(calls()).toBe(1);
  });
});
