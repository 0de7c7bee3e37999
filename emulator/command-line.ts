import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { SayableError } from "../kernel/process/sayable-error.ts";
import type { EmulatorOptions } from "./emulator-options.ts";
import { isId } from "./identifiers.ts";
import { parseSeed } from "./seed/parse-seed.ts";
import { sampleToken } from "./seed/sample-seed.ts";
import type { Seed } from "./seed/seed.ts";
import { seedFromSchema } from "./seed/seed-from-schema.ts";

export const usage = `npm run emulator -- [options]

  --seed FILE      start with this seed instead of the sample bases (format: emulator/seed/seed.schema.json)
  --schema FILE    start with one base from what GET /v0/meta/bases/{base}/tables of a real base has answered
  --base ID        the id of that base (default appSchema00000000)
  --records N      make up N records in each of its tables (default 0)
  --data FILE      keep the state in this file; a file that exists is continued, whatever the seed
  --port N         port to listen on, 0 for any (default EMULATOR_PORT, 8010)
  --host ADDRESS   address to listen on (default EMULATOR_HOST, 127.0.0.1)
  --no-limits      answer every request: no 5 per second and base, no 50 per second and token owner
  --seed-schema    print the JSON Schema of seeds
  --help           print this
`;

const options = {
  seed: { type: "string" },
  schema: { type: "string" },
  base: { type: "string" },
  records: { type: "string" },
  data: { type: "string" },
  port: { type: "string" },
  host: { type: "string" },
  "no-limits": { type: "boolean" },
  "seed-schema": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export type Command =
  | { readonly kind: "start"; readonly options: EmulatorOptions }
  | { readonly kind: "help" }
  | { readonly kind: "seedSchema" };

/** More than anybody waits for, and than fits into memory. */
const mostRecords = 1_000_000;

/**
 * Reads the command line of `npm run emulator`, and the files it names.
 *
 * @param defaults what the environment says
 * @throws SayableError for a wrong option or a bad file
 */
export function readCommandLine(
  args: readonly string[],
  defaults: { readonly port: number; readonly host: string },
): Command {
  const values = parse(args);
  if (values.help === true) return { kind: "help" };
  if (values["seed-schema"] === true) return { kind: "seedSchema" };
  const seed = readSeed(values);
  return {
    kind: "start",
    options: {
      port: values.port === undefined ? defaults.port : wholeNumber("--port", values.port, 65_535),
      host: values.host ?? defaults.host,
      ...(seed === null ? {} : { seed }),
      ...(values.data === undefined ? {} : { dataFile: values.data }),
      ...(values["no-limits"] === true ? { limits: "off" } : {}),
    },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true }).values;
  } catch (error) {
    throw new SayableError(`${reasonOf(error)}\n\n${usage}`, { cause: error });
  }
}

type Values = ReturnType<typeof parse>;

/** Null for the sample bases. */
function readSeed({ seed, schema, base, records }: Values): Seed | null {
  if (seed !== undefined && schema !== undefined) throw new SayableError("take either --seed or --schema");
  if (schema === undefined && (base !== undefined || records !== undefined)) {
    throw new SayableError("--base and --records go with --schema");
  }
  if (seed !== undefined) return fromFile(seed, parseSeed);
  if (schema === undefined) return null;
  const baseId = base ?? "appSchema00000000";
  if (!isId(baseId, "app")) throw new SayableError(`--base must be an id like app…, got ${baseId}`);
  const recordsPerTable = wholeNumber("--records", records ?? "0", mostRecords);
  return fromFile(schema, (json) =>
    seedFromSchema(json, { baseId, baseName: basename(schema, ".json"), token: sampleToken, recordsPerTable }),
  );
}

function wholeNumber(option: string, text: string, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= most)) throw new SayableError(`${option} must be a whole number from 0 to ${most}, got ${text}`);
  return number;
}

/** Reads a JSON file; what is wrong with it is said with its path. */
function fromFile<T>(path: string, read: (json: unknown) => T): T {
  try {
    return read(parseFile(path));
  } catch (error) {
    if (error instanceof SayableError) throw new SayableError(`${path}: ${error.message}`, { cause: error });
    throw error;
  }
}

function parseFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new SayableError(reasonOf(error), { cause: error });
  }
}

function reasonOf(error: unknown): string {
  return String(error).replace(/^\w*Error( \[\w+\])?: /, "");
}
