import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import {
  type CollectedSpan,
  collectTraces,
  type TraceCollector,
} from "../../kernel/telemetry/fixtures/collect-traces.ts";
import { createOpenTelemetryTracer } from "../../kernel/telemetry/open-telemetry.ts";
import { openWatchedRouter } from "./fixtures/open-watched-router.ts";

const theirs = "0af7651916cd43dd8448eb211c80319c";
const traceparent = `00-${theirs}-b7ad6b7169203331-01`;

let collector: TraceCollector;
beforeEach(async () => {
  collector = await collectTraces();
});
afterEach(async () => collector.stop());

function trace(serviceName: string, ratio = 1) {
  const url = `${collector.url}/v1/traces`;
  return createOpenTelemetryTracer({ url, headers: {}, serviceName, ratio, random: Math.random });
}

/** @returns once everything that was traced has been collected */
async function openTraced(options: Parameters<typeof openWatchedRouter>[0] = {}, ratio = 1) {
  const router = trace("router", ratio);
  const subgraphs = trace("subgraphs", ratio);
  const opened = await openWatchedRouter({
    ...options,
    tracers: { router: router.tracer, subgraphs: subgraphs.tracer },
  });
  return {
    ...opened,
    async stop() {
      await opened.stop();
      await Promise.all([router.stop(), subgraphs.stop()]);
    },
  };
}

function named(name: string): CollectedSpan {
  const span = collector.spans.find((each) => each.name === name);
  if (span === undefined) throw new Error(`no ${name} among ${collector.spans.map((each) => each.name).join(", ")}`);
  return span;
}

/** Names of the spans that a span is within, from its parent outwards. */
function around(span: CollectedSpan): string[] {
  const parent = collector.spans.find(({ spanId }) => spanId === span.parentSpanId);
  return parent === undefined ? [] : [parent.name, ...around(parent)];
}

describe.each(["process", "http"] as const)("traces, with subgraphs over %s", (over) => {
  it("join what router and subgraphs did for one request", async () => {
    const router = await openTraced({ over });
    const query = "query Both($secret: String) { items(like: $secret) { name amount } }";
    const first = await router.ask({ query, variables: { secret: "hunter2" } }, { authorization: "Bearer viewer" });
    await router.stop();

    const { traceId } = named("POST request");
    expect(first.headers.get("x-trace-id")).toBe(traceId);
    expect(new Set(collector.spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
    expect(collector.spans.map(({ name }) => name).toSorted()).toEqual([
      "POST request",
      "authorize",
      "catalog answers",
      "complete",
      "fetch catalog",
      "fetch stock",
      "parse and validate",
      "plan",
      "query Both",
      "stock answers",
    ]);
    expect(around(named("stock answers"))).toEqual(["fetch stock", "query Both", "POST request"]);
    expect(around(named("plan"))).toEqual(["query Both", "POST request"]);
    expect(named("stock answers").service).toBe("subgraphs");
    expect(named("fetch stock").attributes).toMatchObject({
      "airgraph.subgraph": "stock",
      "airgraph.path": "items.@",
      "airgraph.representations": 2,
    });
    const line = router.lines.find(({ msg }) => msg === "request");
    expect(line).toMatchObject({ traceId, requestId: first.headers.get("x-request-id") });
    for (const secret of ["hunter2", "viewer", "kettle"])
      for (const { text } of collector.requests) expect(text).not.toContain(secret);
  });

  it("tell of each event of a subscription by itself", async () => {
    const router = await openTraced({ over });
    const client = createClient({ url: `${router.url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket });
    for await (const _ of client.iterate({ query: "subscription Added { itemAdded { amount } }" })) continue;
    await client.dispose();
    await router.stop();
    expect(named("catalog answers").traceId).toBe(named("subscribe").traceId);
    const events = collector.spans.filter(({ name }) => name === "subscription Added");
    expect(events).toHaveLength(2);
    expect(events[0]?.traceId).not.toBe(events[1]?.traceId);
    const fetches = collector.spans.filter(({ name }) => name === "fetch stock");
    expect(fetches.map(around)).toEqual([["subscription Added"], ["subscription Added"]]);
  });
});

describe("the router's traces", () => {
  it("have neither parsing nor planning in them when both are known already", async () => {
    const router = await openTraced();
    await router.ask({ query: "{ items { name } }" });
    await router.ask({ query: "{ items { name } }" });
    await router.stop();
    for (const name of ["parse and validate", "plan"])
      expect(collector.spans.filter((span) => span.name === name)).toHaveLength(1);
    expect(collector.spans.filter(({ name }) => name === "fetch catalog")).toHaveLength(2);
  });

  it("tell the code and the id of an error that the answer and the log have too", async () => {
    const router = await openTraced();
    const { body } = await router.ask({ query: "query Fails { broken }" });
    await router.stop();
    const errorId = body.errors?.[0]?.extensions["errorId"];
    expect(named("query Fails").status).toMatchObject({ code: 2, message: "INTERNAL" });
    expect(JSON.stringify(named("query Fails").attributes)).toContain(errorId);
    expect(router.lines.find(({ msg }) => msg === "request")).toMatchObject({
      errors: ["INTERNAL"],
      errorIds: [errorId],
    });
  });

  it.each([
    ["ignore", false, 0],
    ["link", false, 1],
    ["parent", true, 0],
  ] as const)("take a client's traceparent as they are told to: %s", async (clientTraces, isTheirs, links) => {
    const router = await openTraced({ config: { clientTraces } });
    await router.ask({ query: "{ __typename }" }, { traceparent });
    await router.stop();
    expect(named("POST request").traceId === theirs).toBe(isTheirs);
    expect(named("POST request").links).toHaveLength(links);
  });

  it("are as many as the ratio says, a client can't make them more", async () => {
    const router = await openTraced({}, 0);
    const { headers } = await router.ask({ query: "{ items { amount } }" }, { traceparent });
    await router.stop();
    expect(headers.get("x-trace-id")).toBeNull();
    expect(collector.spans).toEqual([]);
  });
});
