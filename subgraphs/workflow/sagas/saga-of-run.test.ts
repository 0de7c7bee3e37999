import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eventually } from "../../../tests/support/eventually.ts";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { startWorkflows, type Workflows } from "../fixtures/runs.ts";
import { answerBy } from "./fixtures/answer-by-model.ts";
import { base, modelSupergraph, tables } from "./fixtures/model-supergraph.ts";

const model = modelSupergraph();
let workflows: Workflows;
beforeAll(async () => {
  workflows = await startWorkflows(answerBy(model));
});
afterAll(async () => workflows.stop());

/** A run that has a saga create a deal and rename a person, who are named by its input and by a step before. */
const definition = {
  input: { person: { type: "record" as const }, name: { type: "string" as const } },
  steps: [
    { id: "title", kind: "transform" as const, with: { value: "Deal of ${input.name}" } },
    {
      id: "both",
      kind: "saga" as const,
      with: {
        steps: [
          {
            id: "make",
            do: {
              kind: "createRecords" as const,
              with: {
                baseId: base,
                table: tables.deals,
                records: [{ Name: "${steps.title.output}" }],
                keyField: "Key",
                typecast: false,
              },
            },
          },
          {
            id: "rename",
            do: {
              kind: "updateRecords" as const,
              with: {
                records: [
                  {
                    id: "${input.person}",
                    cells: { Name: "${input.name} of ${steps.make.output.records[0].cells.Name}" },
                  },
                ],
                typecast: false,
              },
            },
          },
        ],
      },
    },
  ],
  output: "${steps.both.output.steps.make.records[0].id}",
};

const names = () => [...model.records.values()].map(({ Name }) => Name);

describe("a run with a saga", () => {
  it("goes on with the outputs of the saga's steps, which know those of the run", async () => {
    const person = newPerson();
    const ada = model.add(tables.people, { Name: "Ada" });
    const workflow = await workflows.publish(person, definition);
    const id = await workflows.start(person, workflow, { person: ada, name: "Eve" });
    const run = await workflows.until(person, id, "SUCCEEDED", "FAILED");
    expect(run).toMatchObject({ status: "SUCCEEDED", error: null });
    expect(model.records.get(String(run.output))).toMatchObject({ Name: "Deal of Eve" });
    expect(model.records.get(ada)).toMatchObject({ Name: "Eve of Deal of Eve" });
  });

  it("fails when the saga was undone, and says why", async () => {
    const person = newPerson();
    const missing = `${base}/${tables.people}/recMissing0000000`;
    const workflow = await workflows.publish(person, definition);
    const before = names();
    const id = await workflows.start(person, workflow, { person: missing, name: "Nobody" });
    expect(await workflows.until(person, id, "SUCCEEDED", "FAILED")).toMatchObject({
      status: "FAILED",
      error: { code: "NOT_FOUND", message: expect.stringContaining("rename") },
    });
    expect(names()).toEqual(before);
  });

  it("has the saga undone when the run is cancelled", async () => {
    const person = newPerson();
    const ada = model.add(tables.people, { Name: "Ada" });
    const workflow = await workflows.publish(person, definition);
    const before = names();
    model.faults = [
      undefined,
      ...Array.from({ length: 3 }, () => ({ kind: "fails", code: "UPSTREAM_UNAVAILABLE" }) as const),
    ];
    const id = await workflows.start(person, workflow, { person: ada, name: "Eve" });
    await eventually(async () => model.faults.length < 3 || undefined);
    await workflows.ask(person, "mutation ($id: ID!) { cancelRun(id: $id) { run { id } } }", { id });
    expect(await workflows.until(person, id, "SUCCEEDED", "FAILED", "CANCELLED")).toMatchObject({
      status: "CANCELLED",
    });
    expect(names()).toEqual(before);
    model.faults = [];
  });
});
