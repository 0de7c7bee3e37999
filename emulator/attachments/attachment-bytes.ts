import { drawPng } from "./draw-png.ts";

interface AttachmentContent {
  readonly bytes: Uint8Array;
  readonly type: string;
  /** Pixels; absent for what is no image. */
  readonly width?: number;
  readonly height?: number;
}

const imageSizes = { full: { width: 96, height: 64 }, small: { width: 54, height: 36 } } as const;

/**
 * The bytes of a sample attachment, made up from its id and file name, so that nothing needs storing: the same pair
 * always gives the same bytes.
 *
 * @param size `small` is the thumbnail of an image (36 pixels high, reference 9); other files have one size
 */
export function readAttachment(id: string, filename: string, size: "full" | "small"): AttachmentContent {
  switch (filename.slice(filename.lastIndexOf(".") + 1)) {
    case "png": {
      const { width, height } = imageSizes[size];
      return { bytes: drawPng(width, height, colorOf(id)), type: "image/png", width, height };
    }
    case "csv":
      return { bytes: Buffer.from(`attachment,filename\n${id},${filename}\n`), type: "text/csv" };
    default:
      return { bytes: Buffer.from(`${filename}\n\nSample attachment ${id}\n`), type: "text/plain" };
  }
}

function colorOf(id: string): readonly [red: number, green: number, blue: number] {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return [hash & 255, (hash >>> 8) & 255, (hash >>> 16) & 255];
}
