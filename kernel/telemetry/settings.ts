import { z } from "zod";
import { setting, text } from "../config/settings.ts";

/** Of traces, in every process. The names are OpenTelemetry's own where it has one. */
export const traceSettings = {
  tracesEndpoint: setting("OTEL_EXPORTER_OTLP_ENDPOINT", text.optionalUrl, {
    description:
      "Collector that traces are sent to over OTLP/HTTP, for example http://localhost:4318. Empty: nothing is traced.",
    default: "",
  }),
  tracesHeaders: setting("OTEL_EXPORTER_OTLP_HEADERS", text.list.transform(readHeaders), {
    description: "Headers that the collector wants, as name=value separated by commas.",
    default: "",
    secret: true,
  }),
  tracesRatio: setting(
    "OTEL_TRACES_SAMPLER_ARG",
    z.string().transform(Number).pipe(z.number("must be a number").min(0, "must be 0 to 1").max(1, "must be 0 to 1")),
    {
      description: "How many of the requests are traced, 0 to 1. Subgraphs trace what the router traces.",
      default: "1",
    },
  ),
};

function readHeaders(entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.indexOf("=");
      return [entry.slice(0, at).trim(), decodeURIComponent(entry.slice(at + 1).trim())];
    }),
  );
}
