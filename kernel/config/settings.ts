import { z } from "zod";
import { SayableError } from "../process/sayable-error.ts";
import { readSecret, type SourcedText } from "./secret-sources.ts";

export type Env = Readonly<Record<string, string | undefined>>;

/** One environment variable: how it is read, and what the README's table and `.env.example` say of it. */
export interface Setting<T> {
  readonly variable: string;
  readonly schema: z.ZodType<T, string>;
  readonly description: string;
  /** As it would be written in the environment. Without one, the setting is required. */
  readonly default?: string;
  /**
   * Never repeated in a message; can also be given by a file or a command (secret-sources.ts). Without a default,
   * generated once into the data folder in development, and production refuses to start without it.
   */
  readonly secret?: true;
}

export type Settings = Readonly<Record<string, Setting<unknown>>>;

export type ConfigOf<S extends Settings> = {
  readonly [Key in keyof S]: S[Key] extends Setting<infer T> ? T : never;
};

/** Every secret that any part has declared: what a command that fetches one of them does not inherit. */
const declaredSecrets = new Set<string>();

/** Declares a setting. `schema` parses text: the environment knows nothing else. */
export function setting<T>(
  variable: string,
  schema: z.ZodType<T, string>,
  about: Pick<Setting<T>, "description" | "default" | "secret">,
): Setting<T> {
  if (about.secret === true) declaredSecrets.add(variable);
  return { variable, schema, ...about };
}

/** Every problem of one or more parts' settings, so that an operator mends them in one go. */
export class ConfigError extends SayableError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration has ${problems.length} problem(s):\n${problems.map((p) => `  - ${p}`).join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/**
 * Reads one part's settings.
 * @throws ConfigError naming every variable that is missing or malformed; values of secrets are never repeated
 */
export function readConfig<S extends Settings>(settings: S, env: Env): ConfigOf<S> {
  const { values, problems } = parse(settings, env);
  if (problems.length > 0) throw new ConfigError(problems);
  return values;
}

/** What is wrong with the environment for these parts together; empty when all of them can start. */
export function configProblems(parts: readonly Settings[], env: Env): string[] {
  return [...new Set(parts.flatMap((settings) => parse(settings, env).problems))];
}

function parse<S extends Settings>(settings: S, env: Env): { values: ConfigOf<S>; problems: string[] } {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, { variable, schema, description, default: fallback, secret }] of Object.entries(settings)) {
    const given = secret === true ? readSecret(variable, env, declaredSecrets) : readVariable(variable, env);
    if (given !== undefined && "problem" in given) {
      problems.push(`${given.problem}: ${description}`);
      continue;
    }
    const text = given?.text ?? fallback;
    if (text === undefined) {
      problems.push(`${variable} is required: ${description}`);
      continue;
    }
    const parsed = schema.safeParse(text);
    if (parsed.success) {
      values[key] = parsed.data;
    } else {
      const said = secret === true ? "" : ` (got ${JSON.stringify(text)})`;
      problems.push(
        `${variable} ${parsed.error.issues.map((issue) => issue.message).join("; ")}${said}: ${description}`,
      );
    }
  }
  // Each key was parsed by its own schema just above; the mapped type cannot be built up key by key.
  return { values: values as ConfigOf<S>, problems };
}

function readVariable(variable: string, env: Env): SourcedText | undefined {
  const text = env[variable];
  return text === undefined || text === "" ? undefined : { text };
}

const key256 = z
  .base64("must be base64")
  .transform((value) => Buffer.from(value, "base64"))
  .refine((key) => key.length === 32, "must be 32 bytes in base64");

const integer = z
  .string()
  .regex(/^-?\d+$/, "must be a whole number")
  .transform(Number);

const positiveInteger = integer.pipe(z.number().min(1, "must be at least 1"));

const port = integer.pipe(z.number().min(0, "must be 0-65535").max(65_535, "must be 0-65535"));

const list = z.string().transform((value) =>
  value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== ""),
);

/** Schemas for the kinds of text that settings hold. */
export const text = {
  string: z.string(),
  port,
  /** A port, or nothing: the empty text means "not set". */
  optionalPort: z.union([z.literal("").transform(() => undefined), port]),
  milliseconds: integer.pipe(z.number().min(0, "must not be negative")),
  wholeNumber: integer.pipe(z.number().min(0, "must be at least 0")),
  positiveInteger,
  /** A number, or nothing: the empty text means "not set". */
  optionalPositiveInteger: z.union([z.literal("").transform(() => undefined), positiveInteger]),
  percent: integer.pipe(z.number().min(0, "must be 0-100").max(100, "must be 0-100")),
  boolean: z.enum(["true", "false"], "must be true or false").transform((value) => value === "true"),
  url: z.url("must be a URL"),
  /** An URL, or nothing: the empty text means "not set". */
  optional: z.string().transform((given) => (given === "" ? undefined : given)),
  optionalUrl: z
    .union([z.literal(""), z.url("must be a URL")])
    .transform((value) => (value === "" ? undefined : value)),
  list,
  /** 256 bits, for AES-256-GCM. */
  key256,
  /** Several of those, comma separated. */
  keys256: list.pipe(z.array(key256)),
};
