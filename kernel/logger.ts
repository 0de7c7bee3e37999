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
    redact: {
      paths: ["*.password", "*.token", "*.authorization", "password", "token", "authorization", "*.headers", "headers"],
      censor: "[redacted]",
    },
    ...(options.format === "pretty"
      ? { transport: { target: "pino-pretty", options: { translateTime: "HH:MM:ss.l", ignore: "pid,hostname" } } }
      : {}),
  });
}

/** A logger that says nothing, for tests and for tools that print for themselves. */
export const silentLogger: Logger = pino({ level: "silent" });
