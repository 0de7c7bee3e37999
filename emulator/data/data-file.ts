import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { SayableError } from "../../kernel/process/sayable-error.ts";
import { parseSeed } from "../seed/parse-seed.ts";
import { type ParsedSeed, type Seed, SeedError } from "../seed/seed.ts";
import { type Entry, entrySchema, headerSchema } from "./entry.ts";
import { lockFile } from "./lock-file.ts";

/** A data file that cannot be used; the message says which line and why. */
export class DataFileError extends SayableError {
  override readonly name = "DataFileError";
}

const newline = 0x0a;

/**
 * The state of an emulator in a file: the seed in the first line, then one line per change.
 *
 * A line is handed to the system in one piece before the change is acknowledged, so a process that dies loses nothing it
 * has acknowledged. What it leaves half written is the last line, without an end; it was acknowledged to nobody and is
 * cut off by the next start. (A machine that dies may lose the last seconds: nothing waits for the disk.)
 */
export class DataFile {
  /** What the file began with. */
  readonly seed: ParsedSeed;
  /** What has changed since, oldest first. */
  readonly entries: readonly Entry[];
  readonly #path: string;
  readonly #descriptor: number;
  readonly #unlock: () => void;
  #state: "open" | "broken" | "closed" = "open";

  /**
   * Opens a data file, or makes it.
   *
   * @param seed what a new file starts with; one that exists keeps its own
   * @throws DataFileError, SeedError, or the system's error
   */
  constructor(path: string, seed: () => Seed) {
    this.#path = path;
    this.#unlock = lockFile(`${path}.lock`);
    try {
      if (!existsSync(path)) createDataFile(path, seed());
      const content = readFileSync(path);
      const end = content.lastIndexOf(newline) + 1;
      const [header, ...entries] = linesOf(content.subarray(0, end));
      this.seed = readSeed(path, header);
      this.entries = entries.map((line, index) => readEntry(path, index + 2, line));
      this.#descriptor = openSync(path, "a");
      ftruncateSync(this.#descriptor, end);
    } catch (error) {
      this.#unlock();
      throw error;
    }
  }

  /** Adds a change. @throws the system's error when it cannot be written; from then on nothing more is taken */
  append(entry: Entry): void {
    if (this.#state !== "open") throw new DataFileError(`${this.#path} is ${this.#state}; start the emulator again`);
    const line = Buffer.from(`${JSON.stringify(entry)}\n`);
    // Until all of the line is written, the file may end in half of one, which only a new start cuts off.
    this.#state = "broken";
    let written = 0;
    while (written < line.length) written += writeSync(this.#descriptor, line, written);
    this.#state = "open";
  }

  close(): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    closeSync(this.#descriptor);
    this.#unlock();
  }
}

/** Under another name first: a file that exists is whole. */
function createDataFile(path: string, seed: Seed): void {
  const unfinished = `${path}.new`;
  const descriptor = openSync(unfinished, "w", 0o600);
  try {
    const bytes = Buffer.from(`${JSON.stringify({ airtableEmulator: 1, seed })}\n`);
    let written = 0;
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(unfinished, path);
}

function linesOf(content: Buffer): string[] {
  const lines: string[] = [];
  for (let from = 0; from < content.length; ) {
    const end = content.indexOf(newline, from);
    lines.push(content.toString("utf8", from, end));
    from = end + 1;
  }
  return lines;
}

function readSeed(path: string, line: string | undefined): ParsedSeed {
  const header = headerSchema.safeParse(parseJson(line ?? ""));
  if (!header.success) throw new DataFileError(`${path} is no data file of the emulator: it must begin with a seed`);
  try {
    return parseSeed(header.data.seed);
  } catch (error) {
    if (error instanceof SeedError) throw new DataFileError(`${path}, line 1: ${error.message}`, { cause: error });
    throw error;
  }
}

function readEntry(path: string, number: number, line: string): Entry {
  const entry = entrySchema.safeParse(parseJson(line));
  if (entry.success) return entry.data;
  throw new DataFileError(`${path}, line ${number}: this is no change that the emulator has written`);
}

/** Undefined for what is no JSON, which no schema takes. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
