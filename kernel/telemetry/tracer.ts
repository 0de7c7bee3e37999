/**
 * Traces, as OpenTelemetry has them. Everything is passed on by hand: where nothing is traced there is no trace, and all it
 * costs to find that out is to look whether there is one. Names and attributes never hold values, variables or tokens.
 */
export interface Tracer {
  /**
   * Decides whether something is traced at all.
   *
   * @param about.parent W3C `traceparent`: what begins goes on with that trace, and is traced only if that is
   * @param about.link W3C `traceparent` of a trace that this one came from without being part of it
   * @returns undefined for what is not traced
   */
  begin(about?: { readonly parent?: string | undefined; readonly link?: string | undefined }): Trace | undefined;
}

/** Where spans can begin. */
export interface Trace {
  span(name: string, about?: SpanAbout): Span;
}

export interface Span extends Trace {
  readonly traceId: string;
  /** To be sent to whoever goes on with the trace (W3C Trace Context, section 3.2). */
  readonly traceparent: string;
  rename(name: string): void;
  set(attributes: Attributes): void;
  /** @param failure what went wrong, as a code */
  end(failure?: string): void;
}

export interface SpanAbout {
  /** `server` answers somebody in another process, `client` asks somebody; else it happens within. */
  readonly kind?: "server" | "client";
  readonly attributes?: Attributes;
}

export type Attributes = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export interface TraceParent {
  readonly traceId: string;
  readonly spanId: string;
  readonly isSampled: boolean;
}

const format = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Undefined for what is no `traceparent` (W3C Trace Context, section 3.2): it counts as none then. */
export function readTraceParent(text: string | undefined): TraceParent | undefined {
  if (text === undefined) return undefined;
  const [, version, traceId = "", spanId = "", flags = "", more] = format.exec(text) ?? [];
  if (version === undefined || version === "ff" || (version === "00" && more !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** Runs a step within a span; without a trace it is only run. */
export async function inSpan<Result>(
  trace: Trace | undefined,
  name: string,
  run: () => Promise<Result> | Result,
): Promise<Result> {
  if (trace === undefined) return run();
  const span = trace.span(name);
  try {
    const result = await run();
    span.end();
    return result;
  } catch (error) {
    span.end("failed");
    throw error;
  }
}
