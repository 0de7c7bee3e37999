import { z } from "zod";
import { setting, text } from "../config/settings.ts";

/** Shared by every process, whatever it runs. */
export const processSettings = {
  host: setting("HOST", text.string, {
    description: "Address to listen on. 0.0.0.0 is every interface, which containers need.",
    default: "127.0.0.1",
  }),
  logLevel: setting(
    "LOG_LEVEL",
    z.enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"], "must be a pino level"),
    {
      description: "Least important level that is logged.",
      default: "info",
    },
  ),
  logFormat: setting("LOG_FORMAT", z.enum(["json", "pretty"], "must be json or pretty"), {
    description: "`json` for collectors, `pretty` for a person. `npm start` chooses `pretty`.",
    default: "json",
  }),
  shutdownDelayMs: setting("SHUTDOWN_DELAY_MS", text.milliseconds, {
    description: "How long a process that was told to stop still takes requests while it answers that it is not ready.",
    default: "0",
  }),
  shutdownGraceMs: setting("SHUTDOWN_GRACE_MS", text.milliseconds, {
    description: "How long requests under way may take to end after that.",
    default: "10000",
  }),
  metricsPort: setting("METRICS_PORT", text.optionalPort, {
    description: "Port at which the process tells its metrics, for Prometheus at /metrics. Empty: it doesn't.",
    default: "",
  }),
};
