import { afterAll, beforeAll, expect, it, jest } from "@jest/globals";
import { until } from "../../../tests/support/eventually.ts";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { startWorkflows, type Workflows } from "../fixtures/runs.ts";

/** Carried out at the same time. */
const places = 5;
let workflows: Workflows;
let release: () => void = () => {};
beforeAll(async () => {
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const answer = async () => {
    await released;
    return { data: {} };
  };
  workflows = await startWorkflows(answer, { WORKFLOW_CONCURRENCY: String(places) });
});
afterAll(async () => {
  release();
  await workflows.stop();
});

it("nobody's run waits for the hundreds that another tenant started at the same moment", async () => {
  const [holding, many, few] = [newPerson(), newPerson(), newPerson()];
  const holds = await workflows.publish(holding, {
    steps: [{ id: "hold", kind: "graphql", with: { query: "{ me { id } }" } }],
  });
  const steps = [1, 2, 3].map((value) => ({ id: `s${value}`, kind: "transform", with: { value } }) as const);
  const [flood, drop] = [await workflows.publish(many, { steps }), await workflows.publish(few, { steps })];
  await Promise.all(Array.from({ length: places }, () => workflows.start(holding, holds)));
  await until(() => workflows.asked.length === places);

  // At one moment, and none of them is carried out yet, however long the machine takes to start them all.
  const time = jest.spyOn(Date, "now").mockReturnValue(Date.now());
  await Promise.all(Array.from({ length: 300 }, () => workflows.start(many, flood)));
  const id = await workflows.start(few, drop);
  time.mockRestore();
  release();

  await workflows.until(few, id, "SUCCEEDED");
  const query = `{ runs(first: 100, filter: { status: [QUEUED, RUNNING] }) { nodes { id } } }`;
  const { runs } = (await workflows.ask(many, query)) as { runs: { nodes: unknown[] } };
  expect(runs.nodes.length).toBeGreaterThan(0);
});
