import { afterAll, beforeAll, describe } from "@jest/globals";
import { type Airgraph, startAirgraph, type Topology } from "../../support/airgraph.ts";
import { dataStaysGoverned } from "./data-policies.ts";
import { graphsChangeInUse } from "./live-changes.ts";
import { pipelinesAreTyped } from "./pipeline.ts";
import { tenantsHaveOwnGraphs } from "./tenants.ts";
import { typedAirtable } from "./typed-workspace.ts";
import { writesAreInOrder } from "./typed-writes.ts";
import { clientsAreTyped } from "./typegen.ts";
import { workflowsAreTyped } from "./workflows.ts";

/** What frontend developers do with the typed graphs of their bases, on one system for all of it. */
export function typedGraphsDoAll(topology: Topology): void {
  let airgraph: Airgraph;
  beforeAll(async () => {
    // Bases are looked at often, so that nobody waits long for what is changed in Airtable.
    airgraph = await startAirgraph(topology, { AIRTABLE_POLL_MS: "750" }, typedAirtable());
  }, 120_000);
  afterAll(async () => airgraph?.stop());

  describe("a pipeline", () => pipelinesAreTyped(() => airgraph));
  describe("tenants", () => tenantsHaveOwnGraphs(() => airgraph));
  // Which processes answer makes no difference to what data policies deny, nor to what is made of the answers.
  if (topology === "in-process") {
    describe("data policies", () => dataStaysGoverned(() => airgraph));
    describe("workflows", () => workflowsAreTyped(() => airgraph));
    describe("clients", () => clientsAreTyped(() => airgraph));
  }
  describe("typed mutations", () => writesAreInOrder(() => airgraph));
  // How a router hears of a new graph differs, and one change shows that; what becomes of each change does not.
  describe("bases that change", () => graphsChangeInUse(() => airgraph, { all: topology === "services" }));
}
