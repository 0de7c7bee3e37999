import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { drawPng } from "./draw-png.ts";
import { imageSize } from "./image-size.ts";

const jpeg = Buffer.concat(
  [
    [0xff, 0xd8], // start
    [0xff, 0xe0, 0, 4, 1, 2], // APP0
    [0xff, 0xc4, 0, 3, 9], // Huffman table, in the range of frame headers but none
    [0xff], // fill byte
    [0xff, 0xc2, 0, 11, 8, 1, 44, 2, 88, 3, 0, 0, 0], // progressive frame: 300 high, 600 wide
  ].map((bytes) => Buffer.from(bytes)),
);

describe("the size of an image", () => {
  it.each([
    ["PNG", drawPng(96, 64, [1, 2, 3]), { width: 96, height: 64 }],
    ["GIF", Buffer.from("GIF89a\x0a\x00\x14\x00\x00", "latin1"), { width: 10, height: 20 }],
    ["JPEG", jpeg, { width: 600, height: 300 }],
  ])("is read from the header of a %s", (_format, bytes, size) => {
    expect(imageSize(bytes)).toEqual(size);
  });

  it.each([
    ["text", Buffer.from("hello, world, this is no image")],
    ["nothing", Buffer.alloc(0)],
    ["a PNG cut short", drawPng(9, 9, [0, 0, 0]).subarray(0, 20)],
    ["a JPEG without a frame", jpeg.subarray(0, 13)],
    ["an image of no pixels", drawPng(0, 5, [0, 0, 0])],
  ])("is null for %s", (_what, bytes) => {
    expect(imageSize(bytes)).toBeNull();
  });

  it("never throws or hangs, whatever follows a signature", () => {
    const start = fc.constantFrom([0xff, 0xd8], [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10], [0x47, 0x49, 0x46, 0x38]);
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 80 }), (signature, rest) => {
        imageSize(Uint8Array.from([...signature, ...rest]));
      }),
    );
  });
});
