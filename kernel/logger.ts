import { type Logger, pino } from "pino";

export type { Logger } from "pino";

export interface LoggerOptions {
  level: string;
  /** "pretty" is for a person at a terminal, "json" for whatever collects logs. */
  format: "pretty" | "json";
}

/**
 * The process's logger. Redaction is the last line of defence: no call site may log a token, a password or a cell
 * value in the first place.
 */
export function createLogger(options: LoggerOptions): Logger {
  return pino({
    level: options.level,
    base: null,
    serializers: { err: (error: unknown) => withoutValues(pino.stdSerializers.err(error as Error)) },
    redact: {
      paths: ["*.password", "*.token", "*.authorization", "password", "token", "authorization", "*.headers", "headers"],
      censor: "[redacted]",
    },
    ...(options.format === "pretty"
      ? { transport: { target: "pino-pretty", options: { translateTime: "HH:MM:ss.l", ignore: "pid,hostname" } } }
      : {}),
  });
}

/** What database errors hold of the values they were about: parameters, rows, the context of a statement. */
const holdingValues = new Set(["params", "parameters", "args", "detail", "where", "hint"]);

/** Drizzle repeats a failed statement's parameters in the message: cell values, names, hashes. They stay out of logs. */
function withoutValues(error: unknown): unknown {
  if (typeof error !== "object" || error === null) return error;
  return Object.fromEntries(
    Object.entries(error)
      .filter(([key]) => !holdingValues.has(key))
      .map(([key, value]) => [
        key,
        typeof value === "string" ? withoutParameters(value) : key === "cause" ? withoutValues(value) : value,
      ]),
  );
}

/** From `params:` to the end of the message; the stack's own lines follow it. */
function withoutParameters(text: string): string {
  return text.replaceAll(/\nparams:[\s\S]*?(?=\n {4}at |$)/g, "");
}

/** A logger that says nothing, for tests and for tools that print for themselves. */
export const silentLogger: Logger = pino({ level: "silent" });
