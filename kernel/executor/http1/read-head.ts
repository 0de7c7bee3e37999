/** What the head of an answer says (RFC 9112). */
export interface Head {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: BodyFraming;
  /** Whether the connection may be used again after this answer. */
  readonly persists: boolean;
  /** How long the other side says it keeps an idle connection. */
  readonly keptAliveMs: number | undefined;
}

/** How the end of a body is known. */
export type BodyFraming =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly bytes: number }
  | { readonly kind: "chunked" }
  | { readonly kind: "until close" };

export class MalformedAnswer extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MalformedAnswer";
  }
}

const statusLine = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
/** No folded lines, no space before the colon, no bare CR or LF: what two readers could read in two ways is refused. */
export const fieldLines = /^(?:\r\n[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*)*$/;

const none: BodyFraming = { kind: "none" };
const chunked: BodyFraming = { kind: "chunked" };
const untilClose: BodyFraming = { kind: "until close" };

/**
 * Reads the head of an answer to a POST.
 * @param text the status line and the header fields, without the empty line that ends them
 * @throws MalformedAnswer for anything that is not exactly as it should be
 */
export function readHead(text: string): Head {
  const firstLineEnd = text.indexOf("\r\n");
  const statusText = firstLineEnd === -1 ? text : text.slice(0, firstLineEnd);
  const matched = statusLine.exec(statusText);
  if (matched === null) throw new MalformedAnswer("the first line is not a status line of HTTP/1.x");
  const fields = firstLineEnd === -1 ? "" : text.slice(firstLineEnd);
  if (!fieldLines.test(fields)) throw new MalformedAnswer("a header field is malformed");

  const minor = matched[1];
  const status = Number(matched[2]);
  const found = findFields(fields);
  return {
    status,
    contentType: found.contentType,
    body: framing(status, minor, found),
    persists: minor === "1" ? !found.closes : found.keepsAlive && !found.closes,
    keptAliveMs: found.keptAliveMs,
  };
}

interface Fields {
  contentLength: string | undefined;
  transferEncoding: string | undefined;
  contentType: string | undefined;
  closes: boolean;
  keepsAlive: boolean;
  keptAliveMs: number | undefined;
}

/** @param text each field with the line end before it */
function findFields(text: string): Fields {
  const found: Fields = {
    contentLength: undefined,
    transferEncoding: undefined,
    contentType: undefined,
    closes: false,
    keepsAlive: false,
    keptAliveMs: undefined,
  };
  for (let start = 2; start < text.length; ) {
    const next = text.indexOf("\r\n", start);
    const end = next === -1 ? text.length : next;
    const colon = text.indexOf(":", start);
    // Most fields are told by the length of their names to be none that matters, without a copy of them.
    if (readLengths.has(colon - start))
      takeField(found, text.slice(start, colon).toLowerCase(), withoutBlanks(text, colon + 1, end));
    start = end + 2;
  }
  return found;
}

const readLengths: ReadonlySet<number> = new Set(
  ["content-length", "transfer-encoding", "content-type", "content-encoding", "connection", "keep-alive"].map(
    (name) => name.length,
  ),
);

function takeField(found: Fields, name: string, value: string): void {
  switch (name) {
    case "content-length":
      if (found.contentLength !== undefined && found.contentLength !== value)
        throw new MalformedAnswer("two content-lengths contradict each other");
      found.contentLength = value;
      return;
    case "transfer-encoding":
      if (found.transferEncoding !== undefined || value.toLowerCase() !== "chunked")
        throw new MalformedAnswer("a transfer-encoding other than chunked");
      found.transferEncoding = value;
      return;
    case "content-type":
      found.contentType = value;
      return;
    case "content-encoding":
      // None was asked for.
      if (value.toLowerCase() !== "identity") throw new MalformedAnswer("the body is encoded");
      return;
    case "connection":
      for (const option of value.toLowerCase().split(",")) {
        if (option.trim() === "close") found.closes = true;
        if (option.trim() === "keep-alive") found.keepsAlive = true;
      }
      return;
    case "keep-alive": {
      const [, seconds] = /(?:^|[\s,])timeout=(\d{1,6})(?:$|[\s,])/.exec(value) ?? [];
      if (seconds !== undefined) found.keptAliveMs = Number(seconds) * 1000;
    }
  }
}

/** `String.trim` would also take what is no blank in HTTP. */
function withoutBlanks(text: string, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function framing(status: number, minor: string | undefined, { contentLength, transferEncoding }: Fields): BodyFraming {
  if (contentLength !== undefined && !/^\d{1,15}$/.test(contentLength))
    throw new MalformedAnswer("the content-length is not a number");
  if (transferEncoding !== undefined) {
    if (contentLength !== undefined) throw new MalformedAnswer("a content-length beside a transfer-encoding");
    if (minor === "0") throw new MalformedAnswer("a transfer-encoding in HTTP/1.0");
  }
  if (status < 200 || status === 204 || status === 304) return none;
  if (transferEncoding !== undefined) return chunked;
  return contentLength === undefined ? untilClose : { kind: "length", bytes: Number(contentLength) };
}
