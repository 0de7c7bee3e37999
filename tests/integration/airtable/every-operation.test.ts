import { afterAll, beforeAll, describe } from "@jest/globals";
import { type Airgraph, startAirgraph, topologies } from "../../support/airgraph.ts";
import { commentsAreKept, filesAreKept } from "./comments-and-files.ts";
import { connectionsAreManaged } from "./connections.ts";
import { dataIsGoverned } from "./data-policies.ts";
import { activityIsTold } from "./record-activity.ts";
import { changesAreTold } from "./record-changes.ts";
import { recordsAreRead } from "./record-reads.ts";
import { recordsAreWritten } from "./record-writes.ts";
import { schemasAreReadAndChanged } from "./schemas.ts";
import { oauthClient, smallAirtable } from "./small-workspace.ts";
import { typedGraphsAreManaged } from "./typed-graph.ts";

const settings = {
  AIRTABLE_OAUTH_CLIENT_ID: oauthClient.id,
  AIRTABLE_OAUTH_CLIENT_SECRET: oauthClient.secret,
  AIRTABLE_OAUTH_REDIRECT_URI: oauthClient.redirectUri,
};

/** What Airtable's Web API can do, through the router, on an Airtable that nothing here scripts. */
describe.each(topologies)("Airtable through GraphQL, %s", (topology) => {
  let airgraph: Airgraph;
  beforeAll(async () => {
    airgraph = await startAirgraph(topology, settings, smallAirtable());
  });
  afterAll(() => airgraph.stop());

  // Most go the same ways whichever processes answer: once is enough, where answers go from one to the other.
  const isWhole = topology === "services";
  if (isWhole) {
    // Before there are more tables, of which an operation can be planned in as many more ways.
    describe("activity", () => activityIsTold(() => airgraph, "own"));
    // Before there are more tenants, the graphs of all of which change with their bases.
    describe("bases, tables and fields", () => schemasAreReadAndChanged(() => airgraph));
  }
  describe("connections", () => connectionsAreManaged(() => airgraph));
  describe("records", () => recordsAreRead(() => airgraph));
  describe("files", () => filesAreKept(() => airgraph));
  describe("recordsChanged", () => changesAreTold(() => airgraph));
  if (isWhole) {
    describe("writes", () => recordsAreWritten(() => airgraph));
    describe("comments", () => commentsAreKept(() => airgraph));
    describe("data policies", () => dataIsGoverned(() => airgraph));
    describe("typed graphs", () => typedGraphsAreManaged(() => airgraph));
  }
});
