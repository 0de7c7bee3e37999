import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterEach, expect, it } from "@jest/globals";
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { until } from "../../tests/support/eventually.ts";
import { openWatchedRouter, type WatchedRouter } from "./fixtures/open-watched-router.ts";

let router: WatchedRouter;
afterEach(async () => router.stop());

function valueOf(name: string): number {
  const line = router
    .metricsText()
    .split("\n")
    .find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1));
}

it("operations are counted by kind and code, their time and their fetches too", async () => {
  router = await openWatchedRouter();
  const query = "query Both { items { name amount } }";
  await router.ask({ query });
  await router.ask({ query });
  await router.ask({ query: "{ refused }" });
  await router.ask({ query: "{ nothing }" });

  expect(valueOf('airgraph_router_operations_total{kind="query",code="OK"}')).toBe(2);
  expect(valueOf('airgraph_router_operations_total{kind="query",code="FORBIDDEN"}')).toBe(1);
  expect(valueOf('airgraph_router_operations_total{kind="none",code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
  expect(valueOf('airgraph_router_operation_duration_seconds_count{kind="query"}')).toBe(3);
  expect(valueOf('airgraph_router_named_operations_total{operation="Both"}')).toBe(2);
  expect(valueOf('airgraph_router_fetches_total{subgraph="catalog",outcome="ok"}')).toBe(2);
  expect(valueOf('airgraph_router_fetches_total{subgraph="catalog",outcome="partial"}')).toBe(1);
  expect(valueOf('airgraph_router_fetch_duration_seconds_count{subgraph="stock"}')).toBe(2);
  expect(valueOf('airgraph_router_representations_total{subgraph="stock"}')).toBe(4);
  expect(valueOf('airgraph_router_cache_lookups_total{cache="documents",result="hit"}')).toBe(1);
  expect(valueOf('airgraph_router_cache_lookups_total{cache="plans",result="hit"}')).toBe(1);
  expect(valueOf("airgraph_router_planning_duration_seconds_count")).toBe(2);
  expect(valueOf('airgraph_router_cache_entries{cache="plans"}')).toBe(2);
});

it("fetches of Apollo's gateway are counted as our own are", async () => {
  const stock = async () => {
    throw new AirgraphError("TIMEOUT", "The stock service did not answer in time.");
  };
  const counted = (text: string) =>
    text.split("\n").filter((line) => /^airgraph_router_(fetches|representations|operations)_total/.test(line));
  const told: string[][] = [];
  for (const executor of ["own", "reference"] as const) {
    router = await openWatchedRouter({ config: { executor }, answers: { stock } });
    await router.ask({ query: "query Both { items { name amount } }" });
    await router.ask({ query: "{ items { name } }" });
    await router.ask({ query: "{ refused }" });
    told.push(counted(router.metricsText()).toSorted());
    expect(valueOf('airgraph_router_fetch_duration_seconds_count{subgraph="catalog"}')).toBe(3);
    if (executor === "own") await router.stop();
  }
  expect(told[0]).toContain('airgraph_router_fetches_total{subgraph="stock",outcome="TIMEOUT"} 1');
  expect(told[1]).toEqual(told[0]);
});

it("the README names every metric of the router", async () => {
  router = await openWatchedRouter();
  const readme = readFileSync("README.md", "utf8");
  const names = [...router.metricsText().matchAll(/^# TYPE (\S+)/gm)].map(([, name = ""]) => name);
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

/** That the test is left out because it is missing is said out loud. */
function promtoolIsInstalled(): boolean {
  const isInstalled = spawnSync("promtool", ["--version"]).status === 0;
  if (!isInstalled)
    console.warn("SKIPPED: promtool is not on the PATH, so Prometheus itself does not look at the metrics.");
  return isInstalled;
}

(promtoolIsInstalled() ? it : it.skip)("Prometheus' own tool finds nothing wrong with the metrics", async () => {
  router = await openWatchedRouter();
  await router.ask({ query: "query Both { items { name amount } }" });
  const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], {
    input: router.metricsText(),
    encoding: "utf8",
  });
  expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: 0, said: "" });
});

it("a subgraph that does not answer is counted by the code of that", async () => {
  const stock = async () => {
    throw new AirgraphError("TIMEOUT", "The stock service did not answer in time.");
  };
  router = await openWatchedRouter({ answers: { stock } });
  await router.ask({ query: "{ items { name amount } }" });
  expect(valueOf('airgraph_router_fetches_total{subgraph="stock",outcome="TIMEOUT"}')).toBe(1);
  expect(valueOf('airgraph_router_operations_total{kind="query",code="TIMEOUT"}')).toBe(1);
});

it("names that clients make up make no more than a hundred labels, and failing operations none", async () => {
  router = await openWatchedRouter();
  for (let at = 0; at < 110; at += 1) await router.ask({ query: `query Made${at} { __typename }` });
  await router.ask({ query: "query Failing { refused }" });
  const names = router.metricsText().match(/airgraph_router_named_operations_total\{/g) ?? [];
  expect(names).toHaveLength(101);
  expect(valueOf('airgraph_router_named_operations_total{operation="other"}')).toBe(10);
  expect(router.metricsText()).not.toContain("Failing");
});

it("HTTP requests are counted by status, refused ones by code, connections and bytes as they are", async () => {
  router = await openWatchedRouter();
  await router.ask({ query: "{ __typename }" });
  await router.ask({ query: "{ __typename }" }, { authorization: "Bearer stranger" });
  await until(() => valueOf('airgraph_router_requests_total{status="401"}') === 1);
  expect(valueOf('airgraph_router_requests_total{status="200"}')).toBe(1);
  expect(valueOf('airgraph_router_requests_refused_total{code="UNAUTHENTICATED"}')).toBe(1);
  expect(valueOf('airgraph_router_bytes_total{direction="received"}')).toBeGreaterThan(200);
  expect(valueOf('airgraph_router_bytes_total{direction="sent"}')).toBeGreaterThan(200);
});

it("WebSockets are counted while they are open and by the code they close with, events as they come", async () => {
  router = await openWatchedRouter();
  const client = createClient({ url: `${router.url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket });
  const events: unknown[] = [];
  for await (const event of client.iterate({ query: "subscription { itemAdded { name amount } }" })) {
    events.push(event);
    expect(valueOf("airgraph_router_sockets")).toBe(1);
  }
  expect(events).toHaveLength(2);
  expect(valueOf('airgraph_router_subgraph_streams{subgraph="catalog"}')).toBe(0);
  expect(valueOf('airgraph_router_events_total{code="OK"}')).toBe(2);
  expect(valueOf('airgraph_router_fetches_total{subgraph="stock",outcome="ok"}')).toBe(2);
  await client.dispose();
  await until(() => valueOf('airgraph_router_sockets_closed_total{code="1000"}') === 1);
  expect(router.lines).toContainEqual(expect.objectContaining({ msg: "WebSocket closed", code: 1000 }));
});
