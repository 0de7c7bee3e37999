import { type DestinationStream, type Logger, pino } from "pino";
import { censored, censorWithin, secretNames } from "./logger/censor.ts";
import { gatherLines } from "./logger/gather-lines.ts";

export type { Logger } from "pino";

export interface LoggerOptions {
  level: string;
  /** "pretty" is for a person at a terminal, "json" for whatever collects logs. */
  format: "pretty" | "json";
}

/**
 * The process's logger. Redaction is the last line of defence: no call site may log a token, a password or a cell
 * value in the first place.
 * @param destination of lines in JSON; standard output without one
 */
export function createLogger({ level, format }: LoggerOptions, destination?: DestinationStream): Logger {
  const settings = {
    level,
    base: null,
    serializers: {
      // Of a line, and of what a child logger says in each.
      ...Object.fromEntries([...secretNames].map((name) => [name, () => censored])),
      err: (error: unknown) => withoutValues(pino.stdSerializers.err(error as Error)),
    },
    formatters: { log: censorWithin },
  };
  return format === "pretty"
    ? pino({
        ...settings,
        transport: { target: "pino-pretty", options: { translateTime: "HH:MM:ss.l", ignore: "pid,hostname" } },
      })
    : pino(settings, gatherLines(destination ?? pino.destination({ dest: 1, sync: true })));
}

/** What database errors hold of the values they were about: parameters, rows, the context of a statement. */
const holdingValues = new Set(["params", "parameters", "args", "detail", "where", "hint"]);

/** Drizzle repeats a failed statement's parameters in the message: cell values, names, hashes. They stay out of logs. */
function withoutValues(error: unknown): unknown {
  if (typeof error !== "object" || error === null) return error;
  return Object.fromEntries(
    Object.entries(error)
      .filter(([key]) => !holdingValues.has(key))
      .map(([key, value]) => {
        if (secretNames.has(key)) return [key, censored];
        if (typeof value === "string") return [key, withoutParameters(value)];
        return [key, key === "cause" ? withoutValues(value) : value];
      }),
  );
}

/** From `params:` to the end of the message; the stack's own lines follow it. */
function withoutParameters(text: string): string {
  return text.replaceAll(/\nparams:[\s\S]*?(?=\n {4}at |$)/g, "");
}

/** A logger that says nothing, for tests and for tools that print for themselves. */
export const silentLogger: Logger = pino({ level: "silent" });
