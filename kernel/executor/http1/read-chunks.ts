import type { BodyBuffer } from "./body-buffer.ts";
import { fieldLines, MalformedAnswer } from "./read-head.ts";

/** Reads a chunked body (RFC 9112, 7.1), however it is cut into pieces. */
export interface ChunkReader {
  /**
   * @returns where in the piece the body ends; undefined while it goes on
   * @throws MalformedAnswer
   */
  read(piece: Buffer, from: number): number | undefined;
}

type State =
  | { readonly phase: "size"; line: string }
  | { readonly phase: "data"; left: number }
  | { readonly phase: "end of data"; line: string }
  | { readonly phase: "trailers"; line: string };

const sizeLine = /^([0-9a-fA-F]{1,12})[\t ]*(?:;[\t\x20-\x7e\x80-\xff]*)?$/;
const maximumSizeLine = 256;

/**
 * @param options.body takes what is in the chunks
 * @param options.maximumTrailerBytes of all trailers together; they are read and thrown away
 * @param options.allow called with the size that the body will have with the next chunk; may throw
 */
export function createChunkReader(options: {
  body: BodyBuffer;
  maximumTrailerBytes: number;
  allow: (bodyBytes: number) => void;
}): ChunkReader {
  const { body, maximumTrailerBytes, allow } = options;
  let state: State = { phase: "size", line: "" };
  let trailerBytes = 0;

  return { read };

  function read(piece: Buffer, from: number): number | undefined {
    let at = from;
    while (at < piece.length) {
      if (state.phase === "data") {
        const end = Math.min(piece.length, at + state.left);
        body.append(piece, at, end);
        state.left -= end - at;
        at = end;
        if (state.left === 0) state = { phase: "end of data", line: "" };
        continue;
      }
      const lineEnd = piece.indexOf(0x0a, at);
      const end = lineEnd === -1 ? piece.length : lineEnd + 1;
      state.line += piece.toString("latin1", at, end);
      at = end;
      if (state.phase === "trailers" ? trailerBytes + state.line.length > maximumTrailerBytes : isTooLong(state.line))
        throw new MalformedAnswer("a line of a chunked body is too long");
      if (lineEnd === -1) return undefined;
      if (!state.line.endsWith("\r\n")) throw new MalformedAnswer("a line of a chunked body does not end as it should");
      if (takeLine(state, state.line.slice(0, -2)) === "ended") return at;
    }
    return undefined;
  }

  function takeLine(reading: Exclude<State, { phase: "data" }>, line: string): "goes on" | "ended" {
    switch (reading.phase) {
      case "size": {
        const [, digits] = sizeLine.exec(line) ?? [];
        if (digits === undefined) throw new MalformedAnswer("a chunk's size is malformed");
        const left = Number.parseInt(digits, 16);
        allow(body.size + left);
        state = left === 0 ? { phase: "trailers", line: "" } : { phase: "data", left };
        return "goes on";
      }
      case "end of data":
        if (line !== "") throw new MalformedAnswer("a chunk is longer than its size");
        state = { phase: "size", line: "" };
        return "goes on";
      case "trailers":
        if (line === "") return "ended";
        if (!fieldLines.test(`\r\n${line}`)) throw new MalformedAnswer("a trailer is malformed");
        trailerBytes += line.length;
        state = { phase: "trailers", line: "" };
        return "goes on";
    }
  }
}

function isTooLong(line: string): boolean {
  return line.length > maximumSizeLine;
}
