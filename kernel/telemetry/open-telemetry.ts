import {
  type Link,
  type Span as OtelSpan,
  type Tracer as OtelTracer,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { type Attributes, readTraceParent, type Span, type SpanAbout, type Trace, type Tracer } from "./tracer.ts";

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT };

/**
 * Sends traces to a collector, over HTTP as OTLP has it. Nothing is registered globally: two programs in one process keep
 * their traces apart.
 *
 * @param options.url of the collector, with its path
 * @param options.ratio of what begins here that is traced, 0 to 1
 */
export function createOpenTelemetryTracer(options: {
  url: string;
  headers: Readonly<Record<string, string>>;
  serviceName: string;
  ratio: number;
  random: () => number;
}): { readonly tracer: Tracer; stop(): Promise<void> } {
  const { url, headers, serviceName, ratio, random } = options;
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": serviceName }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url, headers: { ...headers } }))],
  });
  const spans = provider.getTracer("airgraph");

  return {
    tracer: {
      begin({ parent: given, link } = {}) {
        const parent = readTraceParent(given);
        if (parent === undefined ? random() >= ratio : !parent.isSampled) return undefined;
        const context = parent && {
          traceId: parent.traceId,
          spanId: parent.spanId,
          traceFlags: TraceFlags.SAMPLED,
          isRemote: true,
        };
        return traceUnder(spans, context, linksTo(link));
      },
    },
    stop: async () => provider.shutdown(),
  };
}

function linksTo(traceparent: string | undefined): Link[] {
  const linked = readTraceParent(traceparent);
  if (linked === undefined) return [];
  const { traceId, spanId, isSampled } = linked;
  return [{ context: { traceId, spanId, traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE } }];
}

function traceUnder(spans: OtelTracer, parent: SpanContext | undefined, links: Link[]): Trace {
  const context = parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
  return {
    span(name: string, { kind, attributes = {} }: SpanAbout = {}) {
      const started = {
        kind: kind === undefined ? SpanKind.INTERNAL : kinds[kind],
        attributes: copy(attributes),
        links,
      };
      return spanOf(spans, spans.startSpan(name, started, context));
    },
  };
}

function spanOf(spans: OtelTracer, span: OtelSpan): Span {
  const context = span.spanContext();
  return {
    ...traceUnder(spans, context, []),
    traceId: context.traceId,
    traceparent: `00-${context.traceId}-${context.spanId}-01`,
    rename: (name) => void span.updateName(name),
    set: (attributes) => void span.setAttributes(copy(attributes)),
    end(failure) {
      if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
      span.end();
    },
  };
}

/** OpenTelemetry's type of attributes wants lists that can be changed. */
function copy(attributes: Attributes) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, typeof value === "object" ? [...value] : value] as const),
  );
}
