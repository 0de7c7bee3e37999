import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { AnswerReader, AnswerTooLarge, type CompleteAnswer } from "./read-answer.ts";
import { MalformedAnswer } from "./read-head.ts";

const limits = { maximumHeadBytes: 1_000, maximumBodyBytes: 10_000 };

type Outcome =
  | { readonly kind: "answered"; readonly answer: CompleteAnswer }
  | { readonly kind: "refused" }
  | { readonly kind: "unfinished" };

/** What a reader makes of the pieces, and then of the end of the connection. */
function read(pieces: readonly Buffer[]): Outcome {
  const reader = new AnswerReader(limits);
  try {
    for (const [index, piece] of pieces.entries()) {
      // As a connection does, whose pieces come in one buffer.
      const shared = Buffer.from(piece);
      const answer = reader.read(shared);
      shared.fill("?");
      if (answer === undefined) continue;
      const hasMore = pieces.slice(index + 1).some(({ length }) => length > 0);
      return { kind: "answered", answer: { ...answer, persists: answer.persists && !hasMore } };
    }
    const answer = reader.end();
    return answer === undefined ? { kind: "unfinished" } : { kind: "answered", answer };
  } catch (error) {
    if (error instanceof MalformedAnswer || error instanceof AnswerTooLarge) return { kind: "refused" };
    throw error;
  }
}

function cut(whole: Buffer, places: readonly number[]): Buffer[] {
  const sorted = places.map((place) => place % (whole.length + 1)).sort((a, b) => a - b);
  return [0, ...sorted].map((from, index) => whole.subarray(from, sorted[index] ?? whole.length));
}

const places = fc.array(fc.nat(12_000), { maxLength: 40 });
const bodies = fc.oneof(fc.string({ unit: "grapheme", maxLength: 300 }), fc.json());

function chunked(body: Buffer, sizes: readonly number[], extension: string, trailers: string): Buffer {
  const chunks: Buffer[] = [];
  let at = 0;
  for (const size of [...sizes, body.length]) {
    const data = body.subarray(at, at + size);
    if (data.length === 0) continue;
    at += data.length;
    chunks.push(Buffer.from(`${data.length.toString(16)}${extension}\r\n`), data, Buffer.from("\r\n"));
  }
  return Buffer.concat([...chunks, Buffer.from(`0\r\n${trailers}\r\n`)]);
}

interface Sent {
  readonly wire: Buffer;
  readonly text: string;
  readonly persists: boolean;
}

/** Answers as servers may well send them, and what has to be read of them. */
const answers: fc.Arbitrary<Sent> = fc
  .record({
    body: bodies,
    framing: fc.constantFrom("length", "chunked", "until close"),
    interim: fc.constantFrom("", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"),
    line: fc.constantFrom("200 OK", "200", "500 Internal Server Error", "404 Not Found\t\xe9"),
    closes: fc.boolean(),
    sizes: fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 10 }),
    extension: fc.constantFrom("", ";a=b", ' ; name="x"'),
    trailers: fc.constantFrom("", "x-checksum: 1\r\n", "a: b\r\nc:\r\n"),
    name: fc.constantFrom(
      (name: string) => name,
      (name: string) => name.toUpperCase(),
    ),
  })
  .map(({ body, framing, interim, line, closes, sizes, extension, trailers, name }) => {
    const bytes = Buffer.from(body);
    const framed = framing === "chunked" ? chunked(bytes, sizes, extension, trailers) : bytes;
    const fields = [
      `${name("date")}: Thu, 01 Jan 1970 00:00:00 GMT`,
      ...(framing === "length" ? [`${name("content-length")}:  ${bytes.length}\t`] : []),
      ...(framing === "chunked" ? [`${name("transfer-encoding")}:chunked`] : []),
      ...(closes ? [`${name("connection")}: foo, Close`] : []),
      `${name("content-type")}: application/json`,
    ];
    const head = Buffer.from(`${interim}HTTP/1.1 ${line}\r\n${fields.join("\r\n")}\r\n\r\n`, "latin1");
    return {
      wire: Buffer.concat([head, framed]),
      text: bytes.toString(),
      persists: !closes && framing !== "until close",
    };
  });

describe("an answer", () => {
  it("is read alike however it is cut into pieces", () => {
    fc.assert(
      fc.property(answers, places, ({ wire, text, persists }, cuts) => {
        const expected = {
          kind: "answered",
          answer: { text, persists, holdsBackslash: text.includes("\\"), contentType: "application/json" },
        };
        expect(read(cut(wire, cuts))).toMatchObject(expected);
      }),
    );
  });

  it("is read alike when it comes byte by byte", () => {
    fc.assert(
      fc.property(answers, ({ wire }) => {
        expect(read(Array.from(wire, (byte) => Buffer.from([byte])))).toEqual(read([wire]));
      }),
      { numRuns: 30 },
    );
  });

  it("is not there before its last byte, unless the end of the connection ends it", () => {
    fc.assert(
      fc.property(answers, fc.nat(), ({ wire, persists }, place) => {
        fc.pre(persists);
        expect(read([wire.subarray(0, place % wire.length)])).toEqual({ kind: "unfinished" });
      }),
    );
  });

  it("does not leave a connection usable on which more came than the answer", () => {
    fc.assert(
      fc.property(answers, fc.uint8Array({ minLength: 1, maxLength: 20 }), places, ({ wire, persists }, more, cuts) => {
        fc.pre(persists);
        expect(read(cut(Buffer.concat([wire, more]), cuts))).toMatchObject({ answer: { persists: false } });
      }),
    );
  });

  it("is read or refused alike in one piece and in many when bytes of it are changed, and never hangs", () => {
    const change = fc.record({
      at: fc.nat(),
      byte: fc.constantFrom(0, 9, 10, 13, 32, 44, 48, 49, 57, 58, 59, 65, 255),
    });
    fc.assert(
      fc.property(answers, fc.array(change, { minLength: 1, maxLength: 5 }), places, ({ wire }, changes, cuts) => {
        const changed = Buffer.from(wire);
        for (const { at, byte } of changes) changed[at % changed.length] = byte;
        expect(read(cut(changed, cuts))).toEqual(read([changed]));
      }),
      { numRuns: 500 },
    );
  });

  it("is refused, or waited for, when it is garbage", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), places, (garbage, cuts) => {
        expect(read(cut(Buffer.from(garbage), cuts)).kind).not.toBe("answered");
      }),
    );
  });

  it.each([
    ["no body by its status", "HTTP/1.1 204 No Content\r\n\r\n", "", true],
    ["no body in spite of its length", "HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\n", "", true],
    ["one length said twice", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\nContent-Length: 1\r\n\r\na", "a", true],
    ["HTTP/1.0", "HTTP/1.0 200 OK\r\ncontent-length: 1\r\n\r\na", "a", false],
    ["HTTP/1.0 that stays", "HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 1\r\n\r\na", "a", true],
    [
      "no encoding, and says so",
      "HTTP/1.1 200 OK\r\ncontent-encoding: identity\r\ncontent-length: 1\r\n\r\na",
      "a",
      true,
    ],
  ])("may have %s", (_what, wire, text, persists) => {
    expect(read([Buffer.from(wire)])).toMatchObject({ kind: "answered", answer: { text, persists } });
  });

  it("says how long the other side keeps the connection", () => {
    const wire = "HTTP/1.1 200 OK\r\nkeep-alive: timeout=5, max=100\r\ncontent-length: 0\r\n\r\n";
    expect(read([Buffer.from(wire)])).toMatchObject({ answer: { keptAliveMs: 5_000 } });
  });

  const long = "a".repeat(limits.maximumHeadBytes);
  const ok = "HTTP/1.1 200 OK\r\n";
  const chunks = `${ok}transfer-encoding: chunked\r\n\r\n`;
  it.each([
    ["another protocol", "SSH-2.0-OpenSSH_9.6\r\n\r\n"],
    ["another version", "HTTP/2.0 200 OK\r\n\r\n"],
    ["no status", "HTTP/1.1 OK\r\n\r\n"],
    ["a change of the protocol", "HTTP/1.1 101 Switching Protocols\r\n\r\n"],
    ["two lengths", `${ok}content-length: 1\r\ncontent-length: 2\r\n\r\nab`],
    ["a list of lengths", `${ok}content-length: 1, 1\r\n\r\na`],
    ["a length below zero", `${ok}content-length: -1\r\n\r\n`],
    ["a length in another notation", `${ok}content-length: 0x1\r\n\r\na`],
    ["a length beyond numbers", `${ok}content-length: 99999999999999999999\r\n\r\n`],
    ["a length beside chunks", `${ok}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ["another transfer-encoding", `${ok}transfer-encoding: gzip, chunked\r\n\r\n`],
    ["two transfer-encodings", `${ok}transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ["chunks in HTTP/1.0", "HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"],
    ["an encoded body", `${ok}content-encoding: gzip\r\ncontent-length: 1\r\n\r\na`],
    ["a folded field", `${ok}a: b\r\n c\r\ncontent-length: 0\r\n\r\n`],
    ["a blank before the colon", `${ok}content-length : 0\r\n\r\n`],
    ["a field without a name", `${ok}: 0\r\n\r\n`],
    ["a lone line feed", `${ok}a: b\ncontent-length: 0\r\n\r\n`],
    ["a zero byte", `${ok}a: \0\r\n\r\n`],
    ["too many fields", `${ok}a: ${long}\r\n\r\n`],
    ["a head without an end", `${ok}a: ${long}`],
    ["interim answers without an end", "HTTP/1.1 100 Continue\r\n\r\n".repeat(100)],
    ["a body that is too long", `${ok}content-length: 10001\r\n\r\n`],
    ["a body that goes on for too long", `${ok}\r\n${"a".repeat(10_001)}`],
    ["a chunk that is too long", `${chunks}2711\r\n`],
    ["chunks that are too long together", `${chunks}2710\r\n${"a".repeat(10_000)}\r\n1\r\n`],
    ["a chunk of no size", `${chunks}\r\n`],
    ["a chunk's size below zero", `${chunks}-1\r\n`],
    ["a chunk's size in another notation", `${chunks}0x1\r\n`],
    ["a chunk's size that ends in a line feed", `${chunks}1\na\r\n`],
    ["a chunk that is longer than its size", `${chunks}1\r\nab\r\n`],
    ["a chunk's extension without an end", `${chunks}1;${"a".repeat(300)}`],
    ["trailers without an end", `${chunks}0\r\n${"a: b\r\n".repeat(300)}`],
    ["a trailer that is none", `${chunks}0\r\na\r\n\r\n`],
  ])("is refused when it has %s", (_what, wire) => {
    expect(read([Buffer.from(wire, "latin1")])).toEqual({ kind: "refused" });
  });
});
