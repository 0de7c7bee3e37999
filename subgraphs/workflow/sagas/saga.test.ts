import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { base, type Fault, modelSupergraph, tables } from "./fixtures/model-supergraph.ts";
import { openSagas, type Sagas } from "./fixtures/open-sagas.ts";

let sagas: Sagas;
beforeAll(async () => {
  sagas = await openSagas();
});
afterAll(async () => sagas.stop());

const deals = { baseId: base, table: tables.deals };

describe("a saga", () => {
  it("does its steps in order, each knowing the outputs of those before", async () => {
    const model = modelSupergraph();
    const old = model.add(tables.people, { Name: "Ada", Amount: 1 });
    const saga = await sagas.start(
      {
        steps: [
          { id: "drop", do: { kind: "deleteRecords", with: { ids: [old] } } },
          {
            id: "make",
            do: { kind: "createRecords", with: { ...deals, records: [{ Name: "New" }], keyField: "Key" } },
          },
          {
            id: "change",
            do: {
              kind: "updateRecords",
              with: { records: [{ id: "${steps.make.output.records[0].id}", cells: { Amount: 7 } }] },
            },
          },
        ],
      },
      model,
    );
    expect(await saga.goOn()).toMatchObject({ status: "COMPLETED", error: null });
    expect([...model.records.values()]).toEqual([{ Name: "New", Amount: 7, Key: `saga:${saga.id}:make:0` }]);
    expect(await saga.events()).toEqual([
      "QUEUED",
      "STARTED",
      "STEP_STARTED make",
      "STEP_DONE make",
      "STEP_STARTED change",
      "STEP_DONE change",
      "STEP_STARTED drop",
      "STEP_DONE drop",
      "COMPLETED",
    ]);
  });

  it("undoes what it did, the last first, when a step fails", async () => {
    const model = modelSupergraph();
    const known = model.add(tables.people, { Name: "Ada", Amount: 1 });
    const before = structuredClone(model.records);
    model.faults = [undefined, undefined, { kind: "fails", code: "FORBIDDEN" }];
    const saga = await sagas.start(
      {
        steps: [
          { id: "make", do: { kind: "createRecords", with: { ...deals, records: [{ Name: "New" }] } } },
          { id: "change", do: { kind: "updateRecords", with: { records: [{ id: known, cells: { Amount: 7 } }] } } },
          { id: "more", do: { kind: "createRecords", with: { ...deals, records: [{ Name: "More" }] } } },
        ],
      },
      model,
    );
    expect(await saga.goOn()).toMatchObject({ status: "COMPENSATED", error: { code: "FORBIDDEN" } });
    expect(model.records).toEqual(before);
    expect((await saga.events()).slice(-6)).toEqual([
      "COMPENSATING",
      "STEP_UNDOING change",
      "STEP_UNDONE change",
      "STEP_UNDOING make",
      "STEP_UNDONE make",
      "COMPENSATED",
    ]);
  });

  it.each<[string, Fault]>([
    ["the reply is lost", { kind: "lostReply" }],
    ["the worker is killed before the effect", { kind: "killedBefore" }],
    ["the worker is killed after the effect", { kind: "killedAfter" }],
  ])("creates a record with a key once when %s", async (_how, fault) => {
    const model = modelSupergraph();
    model.faults = [fault];
    const make = { kind: "createRecords", with: { ...deals, records: [{ Name: "New" }], keyField: "Key" } };
    const saga = await sagas.start({ steps: [{ id: "make", do: make }] }, model);
    expect(await saga.goOn()).toMatchObject({ status: "COMPLETED" });
    expect(model.records.size).toBe(1);
  });

  it("is stuck, and says so, when a record without a key may have been created", async () => {
    const model = modelSupergraph();
    model.faults = [{ kind: "killedAfter" }];
    const make = { kind: "createRecords", with: { ...deals, records: [{ Name: "New" }] } };
    const saga = await sagas.start({ steps: [{ id: "make", do: make }] }, model);
    expect(await saga.goOn()).toMatchObject({ status: "STUCK", error: { code: "OUTCOME_UNKNOWN" }, endedAt: null });
    expect(await saga.steps()).toMatchObject([{ status: "STUCK", undone: { maybeCreated: 1 } }]);
  });
});
