import { afterAll, beforeAll, describe } from "@jest/globals";
import { type Airgraph, startAirgraph } from "../support/airgraph.ts";
import { activityIsTold } from "./airtable/record-activity.ts";
import { smallAirtable } from "./airtable/small-workspace.ts";

/** By our own executor it is told in every-operation.test.ts, whose system has it. */
describe("a record's activity, by Apollo's gateway, all in one process", () => {
  let airgraph: Airgraph;
  beforeAll(async () => {
    airgraph = await startAirgraph("in-process", { EXECUTOR: "reference" }, smallAirtable());
  });
  afterAll(async () => airgraph.stop());

  activityIsTold(() => airgraph, "reference");
});
