import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { ConfigError } from "../config/settings.ts";
import { silentLogger } from "../logger.ts";
import { collectTraces, type TraceCollector } from "./fixtures/collect-traces.ts";
import { startTracing } from "./start-tracing.ts";
import { readTraceParent } from "./tracer.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const spanId = "b7ad6b7169203331";

let collector: TraceCollector;
beforeEach(async () => {
  collector = await collectTraces();
});
afterEach(async () => collector.stop());

async function start(env: Record<string, string> = {}) {
  const { tracer, stop } = await startTracing({
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`, ...env },
    serviceName: "tested",
    logger: silentLogger,
  });
  if (tracer === undefined) throw new Error("there is a collector");
  return { tracer, stop };
}

describe("startTracing", () => {
  it("sends spans with their parents, attributes and failures, and the headers that the collector wants", async () => {
    const { tracer, stop } = await start({ OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20let-me,x-more=1" });
    const outer = tracer
      .begin()
      ?.span("outer", { kind: "server", attributes: { colour: "red", size: 3, none: undefined } });
    const inner = outer?.span("first name");
    inner?.rename("inner");
    inner?.set({ codes: ["A", "B"] });
    inner?.end("TIMEOUT");
    outer?.end();
    await stop();

    const [first, second] = collector.spans;
    expect(first).toMatchObject({
      name: "inner",
      parentSpanId: second?.spanId,
      status: { code: 2, message: "TIMEOUT" },
    });
    expect(second).toMatchObject({ name: "outer", service: "tested", attributes: { colour: "red", size: 3 } });
    expect(second).not.toHaveProperty("parentSpanId");
    expect(first?.traceId).toBe(outer?.traceId);
    expect(outer?.traceparent).toBe(`00-${second?.traceId}-${second?.spanId}-01`);
    expect(collector.requests).toMatchObject([{ url: "/v1/traces", authorization: "Bearer let-me" }]);
  });

  it("goes on with a trace that came from elsewhere, if that is traced, whatever the ratio", async () => {
    const { tracer, stop } = await start({ OTEL_TRACES_SAMPLER_ARG: "0" });
    expect(tracer.begin()).toBeUndefined();
    expect(tracer.begin({ parent: `00-${traceId}-${spanId}-00` })).toBeUndefined();
    tracer
      .begin({ parent: `00-${traceId}-${spanId}-01` })
      ?.span("continued")
      .end();
    await stop();
    expect(collector.spans).toMatchObject([{ name: "continued", traceId, parentSpanId: spanId }]);
  });

  it("links to a trace without being part of it", async () => {
    const { tracer, stop } = await start();
    tracer
      .begin({ link: `00-${traceId}-${spanId}-01` })
      ?.span("linked")
      .end();
    await stop();
    const [span] = collector.spans;
    expect(span).toMatchObject({ links: [{ traceId }] });
    expect(span?.traceId).not.toBe(traceId);
  });

  it("traces nothing without a collector, and refuses a ratio that is none", async () => {
    expect((await startTracing({ env: {}, serviceName: "tested", logger: silentLogger })).tracer).toBeUndefined();
    await expect(start({ OTEL_TRACES_SAMPLER_ARG: "2" })).rejects.toThrow(ConfigError);
    await expect(start({ OTEL_TRACES_SAMPLER_ARG: "some" })).rejects.toThrow(ConfigError);
  });
});

describe("readTraceParent", () => {
  it("reads what W3C Trace Context has", () => {
    expect(readTraceParent(`00-${traceId}-${spanId}-01`)).toEqual({ traceId, spanId, isSampled: true });
    expect(readTraceParent(`00-${traceId}-${spanId}-00`)).toMatchObject({ isSampled: false });
    expect(readTraceParent(`cc-${traceId}-${spanId}-03-more`)).toMatchObject({ isSampled: true });
  });

  it.each([
    undefined,
    "",
    `00-${traceId}-${spanId}`,
    `ff-${traceId}-${spanId}-01`,
    `00-${traceId}-${spanId}-01-more`,
    `00-${"0".repeat(32)}-${spanId}-01`,
    `00-${traceId}-${"0".repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${traceId}-${spanId}-01\n`,
  ])("takes %j for none", (text) => {
    expect(readTraceParent(text)).toBeUndefined();
  });
});
