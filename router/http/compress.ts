import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { qualityIn } from "./negotiate.ts";

export type Encoding = "br" | "gzip";

/** Below that, compressing costs more than sending. */
export const leastCompressedBytes = 2_048;
/** Low levels: three quarters of what the highest save, for a tenth of their time. */
const brotliQuality = 4;
const gzipLevel = 4;

const brotli = promisify(brotliCompress);
const gzipped = promisify<string | Buffer, { level: number }, Buffer>(gzip);

/** What a client takes, brotli first (RFC 9110, 12.5.3). */
export function encodingFor(acceptEncoding: string | string[] | undefined): Encoding | undefined {
  if (acceptEncoding === undefined) return undefined;
  let takesGzip = false;
  for (const part of String(acceptEncoding).split(",")) {
    const [name = "", ...parameters] = part.split(";");
    if (qualityIn(parameters) === 0) continue;
    const encoding = name.trim().toLowerCase();
    if (encoding === "br") return "br";
    if (encoding === "gzip" || encoding === "*") takesGzip = true;
  }
  return takesGzip ? "gzip" : undefined;
}

/** On another thread, so that other requests don't wait for it. */
export async function compress(encoding: Encoding, body: string | Buffer, bytes: number): Promise<Buffer> {
  if (encoding === "gzip") return gzipped(body, { level: gzipLevel });
  return brotli(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes,
    },
  });
}
