import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { TurnLost } from "../engine/endings.ts";
import { cancelSaga } from "./cancel-saga.ts";
import { base, type Fault, modelSupergraph, tables } from "./fixtures/model-supergraph.ts";
import { openSagas, type Sagas } from "./fixtures/open-sagas.ts";
import { usualPatience } from "./saga-turn.ts";

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

  it("knows outputs that are texts as texts, whatever they hold, in whatever turn", async () => {
    const model = modelSupergraph();
    model.faults = [{ kind: "killedAfter" }];
    const make = {
      kind: "createRecords",
      with: { ...deals, records: [{ Name: "${steps.text.output}" }], keyField: "Key" },
    };
    const text = { kind: "transform", with: { value: "$${1}" } };
    const number = { kind: "transform", with: { value: "${'12'}" } };
    const last = {
      kind: "createRecords",
      with: { ...deals, records: [{ Name: "${steps.number.output}" }], keyField: "Key" },
    };
    const steps = [
      { id: "text", do: text },
      { id: "number", do: number },
      { id: "make", do: make },
      { id: "last", do: last },
    ];
    const saga = await sagas.start({ steps }, model);
    expect(await saga.goOn()).toMatchObject({ status: "COMPLETED" });
    expect([...model.records.values()].map(({ Name }) => Name)).toEqual(["${1}", "12"]);
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

  it("is undone as it says, and leaves what nothing undoes, which it tells", async () => {
    const model = modelSupergraph();
    model.files.set("first", "a");
    model.files.set("second", "b");
    const known = model.add(tables.people, { Name: "Ada" });
    const drop = (id: string) => ({
      kind: "graphql",
      with: { query: "mutation DeleteFileOfSaga { x }", variables: { id } },
    });
    const rename = {
      kind: "updateRecords",
      with: { records: [{ id: known, cells: { Name: "${steps.told.output.deleteFile.id}" } }] },
    };
    const saga = await sagas.start(
      {
        steps: [
          { id: "told", do: drop("first"), undo: rename },
          { id: "silent", do: drop("second") },
          { id: "fail", do: drop("third") },
        ],
      },
      model,
    );
    expect(await saga.goOn()).toMatchObject({ status: "COMPENSATED", error: { code: "NOT_FOUND" } });
    expect(await saga.steps()).toMatchObject([
      { id: "told", status: "UNDONE" },
      { id: "silent", status: "LEFT", undone: { why: expect.stringContaining("not undone") } },
      { id: "fail", status: "FAILED" },
    ]);
    expect(model.records.get(known)).toEqual({ Name: "first" });
  });

  it("undoes a creation that only comes about long after its reply was given up", async () => {
    const model = modelSupergraph();
    let late: (() => Promise<unknown>) | undefined;
    const landsAt = sagas.clock.time + usualPatience.lateMs - 10_000;
    const saga = await sagas.start(
      {
        steps: [
          {
            id: "make",
            do: { kind: "createRecords", with: { ...deals, records: [{ Name: "Late" }], keyField: "Key" } },
          },
        ],
      },
      {
        ...model,
        ask: async (asker, operation) => {
          if (sagas.clock.time >= landsAt) await late?.();
          if (!operation.query.includes("UpsertRecordsOfAction")) return model.ask(asker, operation);
          if (late !== undefined) throw new AirgraphError("FORBIDDEN", "No more.");
          late = async () => model.ask(asker, operation);
          throw new AirgraphError("TIMEOUT", "Nobody heard of it.", { outcome: "unknown" });
        },
      },
    );
    expect(await saga.goOn()).toMatchObject({ status: "COMPENSATED", error: { code: "FORBIDDEN" } });
    expect(model.records.size).toBe(0);
    expect(await saga.steps()).toMatchObject([
      { status: "UNDONE", undone: { deleted: [expect.stringContaining("rec")] } },
    ]);
  });

  it.each([
    ["it is cancelled", {}, "CANCELLED"],
    ["its deadline passes", { deadlineSeconds: 60 }, "TIMEOUT"],
  ])("stops before its next step and undoes what it did when %s", async (_when, limit, code) => {
    const model = modelSupergraph();
    const make = { kind: "createRecords", with: { ...deals, records: [{ Name: "New" }] } };
    const saga = await sagas.start(
      {
        steps: [
          { id: "one", do: make },
          { id: "two", do: make },
        ],
        ...limit,
      },
      {
        ...model,
        ask: async (asker, operation) => {
          if (code === "TIMEOUT") sagas.clock.time += 61_000;
          else await cancelSaga(sagas, saga.tenantId, saga.id, "Not needed.");
          return model.ask(asker, operation);
        },
      },
    );
    expect(await saga.goOn()).toMatchObject({ status: "COMPENSATED", error: { code } });
    expect((await saga.steps()).map(({ id, status }) => `${id} ${status}`)).toEqual(["one UNDONE"]);
    expect(model.records.size).toBe(0);
  });

  it("is changed no more by a worker that wakes up after another has gone on with it", async () => {
    const model = modelSupergraph();
    let wakeUp: () => void = () => {};
    const sleep = new Promise<void>((resolve) => {
      wakeUp = resolve;
    });
    let asked = 0;
    const supergraph = {
      ...model,
      ask: async (asker: Parameters<typeof model.ask>[0], operation: Parameters<typeof model.ask>[1]) => {
        asked += 1;
        const told = await model.ask(asker, operation);
        if (asked > 1) return told;
        supergraph.onKilled();
        await sleep;
        throw new AirgraphError("FORBIDDEN", "What it slept through.");
      },
    };
    const make = { kind: "createRecords", with: { ...deals, records: [{ Name: "New" }], keyField: "Key" } };
    const saga = await sagas.start({ steps: [{ id: "make", do: make }] }, supergraph);
    expect(await saga.goOn()).toMatchObject({ status: "COMPLETED" });
    const events = await saga.events();
    wakeUp();
    await expect(saga.cutOff[0]).rejects.toThrow(TurnLost);
    expect(await saga.events()).toEqual(events);
    expect(await saga.saga()).toMatchObject({ status: "COMPLETED" });
    expect(model.records.size).toBe(1);
  });
});
