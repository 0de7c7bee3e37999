import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";

/** How a text stands for bytes. */
export type ContentEncoding = "UTF8" | "BASE64";

const maximumBytes = 1024 * 1024;
const maximumBase64 = Math.ceil(maximumBytes / 3) * 4;

/**
 * The bytes that a client's text stands for.
 * @throws AirgraphError BAD_USER_INPUT when they are too many, or the text is not in this encoding
 */
export function decodeContent(text: string, encoding: ContentEncoding): Buffer {
  // Before decoding: it would take memory for whatever was sent.
  if (text.length > maximumBase64) throw tooLarge();
  const bytes = encoding === "UTF8" ? fromUtf8(text) : fromBase64(text);
  if (bytes.length > maximumBytes) throw tooLarge();
  return bytes;
}

/**
 * The text that stands for these bytes.
 * @throws AirgraphError BAD_USER_INPUT when they are no UTF-8 and text was asked for
 */
export function encodeContent(bytes: Buffer, encoding: ContentEncoding): string {
  if (encoding === "BASE64") return bytes.toString("base64");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new AirgraphError(
      "BAD_USER_INPUT",
      "The content is not UTF-8 text; ask for it with encoding: BASE64.",
      { field: "encoding" },
      { cause },
    );
  }
}

function fromUtf8(text: string): Buffer {
  if (/\p{Surrogate}/u.test(text)) throw unacceptable("content holds half of a surrogate pair, which has no UTF-8.");
  return Buffer.from(text, "utf8");
}

function fromBase64(text: string): Buffer {
  const bytes = Buffer.from(text, "base64");
  // Node skips what is not base64, and would store something else than was meant (RFC 4648, section 3.3).
  if (bytes.toString("base64") !== text) {
    throw unacceptable("content must be base64 with its padding and nothing else (RFC 4648, section 4).");
  }
  return bytes;
}

function tooLarge(): AirgraphError {
  return unacceptable(`content must have at most ${maximumBytes} bytes once decoded.`);
}

function unacceptable(message: string): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", message, { field: "content" });
}
