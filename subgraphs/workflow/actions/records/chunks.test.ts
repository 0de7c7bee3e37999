import { describe, expect, it } from "@jest/globals";
import { chunksOf } from "./chunks.ts";

const numbers = (count: number) => Array.from({ length: count }, (_none, index) => index);

describe("chunksOf", () => {
  it("keeps everything, in order, a thousand at most to a chunk", () => {
    const chunks = [...chunksOf(numbers(2_500))];
    expect(chunks.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
    expect(chunks.flat()).toEqual(numbers(2_500));
  });

  it("begins another chunk before one is larger than a request may be", () => {
    const large = "a".repeat(900_000);
    const records = numbers(5).map((index) => ({ index, large }));
    expect([...chunksOf(records)].map((chunk) => chunk.map(({ index }) => index))).toEqual([[0, 1], [2, 3], [4]]);
  });

  it("gives what is too large by itself a chunk of its own", () => {
    const large = "a".repeat(3_000_000);
    expect([...chunksOf(["a", large, "b"])].map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it("makes no chunk of nothing", () => {
    expect([...chunksOf([])]).toEqual([]);
  });
});
