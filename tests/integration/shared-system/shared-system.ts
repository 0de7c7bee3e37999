import { afterAll, beforeAll, describe } from "@jest/globals";
import { collectTraces, type TraceCollector } from "../../../kernel/telemetry/fixtures/collect-traces.ts";
import { type Airgraph, startAirgraph, type Topology } from "../../support/airgraph.ts";
import { nestedReadsTakeFewCalls } from "./airtable-calls.ts";
import { machinesHaveKeys } from "./api-keys.ts";
import { badInputIsExplained } from "./bad-input.ts";
import { requestsAreFollowed } from "./logs.ts";
import { costsAreMeasured } from "./measures.ts";
import { tenantsHaveMembers } from "./tenants.ts";
import { newcomersFindTheirWay } from "./tour.ts";
import { webhooksNotify } from "./webhooks.ts";

/**
 * What needs no settings of its own, on one system for all of it, since to start one takes longer than most of this. It says
 * all that it can in logs and traces, so that a secret in any of them is found.
 */
export function oneSystemDoesAll(topology: Topology): void {
  let collector: TraceCollector;
  let airgraph: Airgraph;
  beforeAll(async () => {
    collector = await collectTraces();
    airgraph = await startAirgraph(topology, {
      LOG_LEVEL: "debug",
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      // Dozens of tenants share one base here, and calls are counted.
      AIRTABLE_POLL_MS: "600000",
    });
  });
  afterAll(async () => {
    await airgraph.stop();
    await collector.stop();
  });

  describe("a tour of the supergraph", () => newcomersFindTheirWay(() => airgraph));
  describe("what bad input gets", () => badInputIsExplained(() => airgraph));
  describe("Airtable calls of a nested read", () => nestedReadsTakeFewCalls(() => airgraph));
  describe("what an answer cost", () => costsAreMeasured(() => airgraph));
  describe("a tenant and its members", () => tenantsHaveMembers(() => airgraph));
  describe("an API key", () => machinesHaveKeys(() => airgraph));
  describe("logs and traces", () =>
    requestsAreFollowed(
      () => airgraph,
      () => collector,
    ));
  describe("a webhook at a public router", () => webhooksNotify(() => airgraph));
}
