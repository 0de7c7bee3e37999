import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { apiKeyPrefix, generateApiKey, isApiKey } from "./api-key.ts";

const characters = Array.from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
const position = fc.integer({ min: 0, max: 41 });

describe("an API key", () => {
  it("has one shape, and its checksum is right", () => {
    for (let made = 0; made < 500; made += 1) {
      const key = generateApiKey();
      expect(key).toMatch(/^agk_[0-9A-Za-z]{38}$/);
      expect(isApiKey(key)).toBe(true);
      expect(key.startsWith(apiKeyPrefix(key))).toBe(true);
    }
  });

  it("is recognised in later versions: this is stored in machines", () => {
    expect(isApiKey("agk_0123456789ABCDEFGHIJKLMNOPQRSTUV1ggZdL")).toBe(true);
  });

  it("with any one character mistyped is none", () => {
    fc.assert(
      fc.property(
        fc.noShrink(fc.constant(0).map(generateApiKey)),
        position,
        fc.constantFrom(...characters),
        (key, at, typed) => {
          fc.pre(key[at] !== typed);
          expect(isApiKey(key.slice(0, at) + typed + key.slice(at + 1))).toBe(false);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it("with two neighbours swapped, one left out or one twice is none", () => {
    fc.assert(
      fc.property(fc.noShrink(fc.constant(0).map(generateApiKey)), position, (key, at) => {
        const [one, other] = [key[at] ?? "", key[at + 1] ?? ""];
        if (one !== other && other !== "")
          expect(isApiKey(key.slice(0, at) + other + one + key.slice(at + 2))).toBe(false);
        expect(isApiKey(key.slice(0, at) + key.slice(at + 1))).toBe(false);
        expect(isApiKey(key.slice(0, at) + one + key.slice(at))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it("is nothing that only looks like one", () => {
    fc.assert(fc.property(fc.string(), (text) => !isApiKey(text)));
    const key = generateApiKey();
    for (const text of ["", "agk_", key.toUpperCase(), `${key}\n`, ` ${key}`, key.replace("agk_", "agx_"), `${key}0`])
      expect(isApiKey(text)).toBe(false);
  });

  it("is drawn evenly from all 62 characters at every place", () => {
    const draws = 20_000;
    const seen = new Map<string, number>();
    for (let made = 0; made < draws; made += 1)
      for (const character of generateApiKey().slice(4, 36)) seen.set(character, (seen.get(character) ?? 0) + 1);
    const expected = (draws * 32) / 62;
    expect(seen.size).toBe(62);
    // Ten standard deviations: a bias of the kind that `byte % 62` has is fifty.
    const tolerance = 10 * Math.sqrt(expected);
    for (const count of seen.values()) expect(Math.abs(count - expected)).toBeLessThan(tolerance);
  });
});
