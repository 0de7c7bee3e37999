import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { sourceOf } from "./source.ts";

function from(headers: Record<string, string>, hops = 0, remoteAddress: string | undefined = "192.0.2.1") {
  return sourceOf({ headers, socket: { remoteAddress } } as unknown as IncomingMessage, "http", hops);
}
const forwarded = (text: string, hops: number) => from({ "x-forwarded-for": text }, hops).address;

describe("sourceOf", () => {
  it("is the socket's address, whatever a client says, while no proxy is trusted", () => {
    expect(forwarded("203.0.113.7", 0)).toBe("192.0.2.1");
    expect(from({}, 0, "::ffff:192.0.2.9").address).toBe("192.0.2.9");
    expect(from({}, 0, "2001:db8::1").address).toBe("2001:db8::1");
  });

  it.each([
    ["203.0.113.7", 1, "203.0.113.7"],
    ["1.1.1.1, 203.0.113.7", 1, "203.0.113.7"],
    ["1.1.1.1, 203.0.113.7,198.51.100.2", 2, "203.0.113.7"],
    ["203.0.113.7:4711", 1, "203.0.113.7"],
    ["[2001:db8::7]:4711", 1, "2001:db8::7"],
    ["2001:db8::7", 1, "2001:db8::7"],
    ["::ffff:203.0.113.7", 1, "203.0.113.7"],
  ])("is what our own proxies say of %s with %i of them", (text, hops, address) => {
    expect(forwarded(text, hops)).toBe(address);
  });

  it.each([
    ["", 1],
    [",", 1],
    ["unknown", 1],
    ["203.0.113.7", 2],
    ["203.0.113.7, nonsense", 1],
    ["999.1.1.1", 1],
    ["203.0.113.7' or 1=1", 1],
    ["a".repeat(100_000), 1],
    [",".repeat(100_000), 3],
  ])("falls back to the socket's address when %j can't be what %i proxies wrote", (text, hops) => {
    expect(forwarded(text, hops)).toBe("192.0.2.1");
  });

  it("never takes what a client adds on the left", () => {
    fc.assert(
      fc.property(fc.string(), (lie) => {
        expect(forwarded(`${lie}, 203.0.113.7`, 1)).toBe("203.0.113.7");
      }),
    );
  });

  it("cuts a client's name that is too long, and does without one", () => {
    expect(from({ "user-agent": "x".repeat(10_000) }).userAgent).toHaveLength(300);
    expect(from({})).toEqual({ transport: "http", address: "192.0.2.1" });
  });
});
