import type { Json } from "../json.ts";
import type { Attachment } from "../store/model.ts";
import { type ImageSize, imageSize } from "./image-size.ts";

export interface AttachmentFile {
  readonly bytes: Uint8Array;
  readonly filename: string;
  /** Media type. */
  readonly type: string;
}

/** Heights of thumbnails, pixels (reference 9). */
const thumbnailHeights = { small: 36, large: 512, full: 3000 } as const;

/** The bytes of attachments that were uploaded or fetched, by attachment id. */
export class AttachmentStore {
  readonly #files = new Map<string, AttachmentFile>();

  /** Keeps a file and tells what cells show of it. @param id a new attachment id */
  keep(id: string, file: AttachmentFile): Attachment {
    this.#files.set(id, file);
    const url = (size: string) => `/_emulator/attachments/${id}/${size}/${pathSegment(file.filename)}`;
    const image = file.type.startsWith("image/") ? imageSize(file.bytes) : null;
    return {
      id,
      url: url("full"),
      filename: file.filename,
      size: file.bytes.length,
      type: file.type,
      ...(image === null ? {} : { ...image, thumbnails: thumbnails(image, url) }),
    };
  }

  find(id: string): AttachmentFile | null {
    return this.#files.get(id) ?? null;
  }
}

/** A file name as the last part of a URL: neither empty nor dots, which URLs take for folders, nor half a character. */
function pathSegment(filename: string): string {
  return /^\.*$/.test(filename) ? "attachment" : encodeURIComponent(filename.replace(/\p{Surrogate}/gu, "\ufffd"));
}

/** Thumbnails have sizes of their own, but serve the bytes of the image: nothing here scales pictures. */
function thumbnails(image: ImageSize, url: (size: string) => string): Json {
  const scaled = (size: keyof typeof thumbnailHeights): Json => {
    const height = Math.min(image.height, thumbnailHeights[size]);
    return { url: url(size), width: Math.max(1, Math.round((image.width * height) / image.height)), height };
  };
  return { small: scaled("small"), large: scaled("large"), full: scaled("full") };
}
