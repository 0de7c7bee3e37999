import { readAttachment } from "../../attachments/attachment-bytes.ts";
import { stableId } from "./random.ts";

/** A picture in an attachment cell, served by the emulator. @param label names it, so that it is always the same */
export function sampleImage(label: string, filename: string) {
  const id = stableId("att", label);
  const full = readAttachment(id, filename, "full");
  const small = readAttachment(id, filename, "small");
  const url = (size: string) => `/_emulator/attachments/${id}/${size}/${filename}`;
  return {
    id,
    url: url("full"),
    filename,
    size: full.bytes.length,
    type: full.type,
    width: full.width ?? null,
    height: full.height ?? null,
    thumbnails: {
      small: { url: url("small"), width: small.width ?? null, height: small.height ?? null },
      large: { url: url("large"), width: full.width ?? null, height: full.height ?? null },
      full: { url: url("full"), width: full.width ?? null, height: full.height ?? null },
    },
  };
}

/** A text or table in an attachment cell, served by the emulator. @param label names it, so that it is always the same */
export function sampleDocument(label: string, filename: string) {
  const id = stableId("att", label);
  const { bytes, type } = readAttachment(id, filename, "full");
  return { id, url: `/_emulator/attachments/${id}/full/${filename}`, filename, size: bytes.length, type };
}
