import { afterAll, beforeAll, describe } from "@jest/globals";
import { type Airgraph, startAirgraph, topologies } from "../../support/airgraph.ts";
import { commentsAreKept, filesAreKept } from "./comments-and-files.ts";
import { connectionsAreManaged } from "./connections.ts";
import { dataIsGoverned } from "./data-policies.ts";
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

  describe("connections", () => connectionsAreManaged(() => airgraph));
  describe("bases, tables and fields", () => schemasAreReadAndChanged(() => airgraph));
  describe("records", () => recordsAreRead(() => airgraph));
  describe("writes", () => recordsAreWritten(() => airgraph));
  describe("comments", () => commentsAreKept(() => airgraph));
  describe("files", () => filesAreKept(() => airgraph));
  describe("data policies", () => dataIsGoverned(() => airgraph));
  describe("typed graphs", () => typedGraphsAreManaged(() => airgraph));
  describe("recordsChanged", () => changesAreTold(() => airgraph));
});
