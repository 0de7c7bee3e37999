import { describe, expect, it } from "@jest/globals";
import { mapStream } from "./map-stream.ts";

describe("a mapped stream", () => {
  it("lets go of its source when a value can't be mapped", async () => {
    let open = true;
    const source: AsyncIterableIterator<number> = {
      [Symbol.asyncIterator]: () => source,
      next: async () => ({ done: false, value: 1 }),
      async return() {
        open = false;
        return { done: true, value: undefined };
      },
    };
    const mapped = mapStream(source, () => {
      throw new Error("no such number");
    });
    await expect(mapped.next()).rejects.toThrow("no such number");
    expect(open).toBe(false);
  });
});
