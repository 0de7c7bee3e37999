import { describe, expect, it } from "@jest/globals";
import type { Running } from "./run-process.ts";
import { startInOrder } from "./start-in-order.ts";

function parts() {
  const stopped: string[] = [];
  const part = (name: string, failure?: Error): Running => ({
    async stop() {
      stopped.push(name);
      if (failure !== undefined) throw failure;
    },
  });
  return { stopped, part };
}

describe("startInOrder", () => {
  it("stops parts the other way round, each after the one before has stopped", async () => {
    const { stopped, part } = parts();
    const slow: Running = {
      async stop() {
        await new Promise((resolve) => setTimeout(resolve, 20));
        stopped.push("slow");
      },
    };
    const running = await startInOrder(async (started) => {
      started.push(part("first"), slow, part("last"));
      return {};
    });
    expect(stopped).toEqual([]);
    await running.stop();
    expect(stopped).toEqual(["last", "slow", "first"]);
  });

  it("stops what there is when a later part can't start, and says why it can't", async () => {
    const { stopped, part } = parts();
    const starting = startInOrder(async (started) => {
      started.push(part("first"), part("second"));
      throw new Error("port taken");
    });
    await expect(starting).rejects.toThrow("port taken");
    expect(stopped).toEqual(["second", "first"]);
  });

  it("says why a part can't start although another can't be stopped then", async () => {
    const { stopped, part } = parts();
    const starting = startInOrder(async (started) => {
      started.push(part("first"), part("second", new Error("won't stop")));
      throw new Error("port taken");
    });
    await expect(starting).rejects.toThrow("port taken");
    expect(stopped).toEqual(["second", "first"]);
  });

  it("stops the others when one can't be stopped, and tells of the first failure", async () => {
    const { stopped, part } = parts();
    const running = await startInOrder(async (started) => {
      started.push(part("first", new Error("of first")), part("second", new Error("of second")), part("third"));
      return {};
    });
    await expect(running.stop()).rejects.toThrow("of second");
    expect(stopped).toEqual(["third", "second", "first"]);
  });
});
