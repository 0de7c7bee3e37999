import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { packedSdl, packSdl, unpackSdl } from "./packed-sdl.ts";

it("a packed SDL is unpacked as it was, whatever characters it has", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (sdl) => {
      expect(unpackSdl(packSdl(sdl))).toBe(sdl);
    }),
  );
});

it("a packed SDL is a small part as long", () => {
  const sdl = Array.from(
    { length: 500 },
    (_, at) => `type Deal${at} { id: ID! amount: Float company: Company${at} }`,
  ).join("\n");
  expect(packSdl(sdl).length).toBeLessThan(sdl.length / 5);
});

it("what is no packed SDL is not taken for one", () => {
  expect(() => unpackSdl(packedSdl.parse("type Query { a: Int }"))).toThrow();
});
