import { constants, gunzipSync, gzipSync } from "node:zlib";
import { z } from "zod";

/**
 * An SDL on its way from thread to thread and from a subgraph to routers, base64 of its gzip. It is a tenth as long, so that who
 * only hands it on is not held up: to read a megabyte of it as JSON takes an event loop some milliseconds.
 */
export const packedSdl = z.string().brand<"packed SDL">();
export type PackedSdl = z.infer<typeof packedSdl>;

const fastest = { level: constants.Z_BEST_SPEED };
/** In bytes; what a subgraph makes is a hundredth of that. */
const longest = { maxOutputLength: 256 * 1024 * 1024 };

/** Takes some milliseconds for a megabyte: for threads. */
export function packSdl(sdl: string): PackedSdl {
  return packedSdl.parse(gzipSync(sdl, fastest).toString("base64"));
}

/** @throws Error for what is no packed SDL */
export function unpackSdl(packed: PackedSdl): string {
  return gunzipSync(Buffer.from(packed, "base64"), longest).toString();
}
