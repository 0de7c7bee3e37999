import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { array, asyncProperty, assert as check, constantFrom, nat, oneof, option, record, subarray } from "fast-check";
import type { StoredSagaStep } from "../store/saga-steps.ts";
import { cancelSaga } from "./cancel-saga.ts";
import { base, type Fault, type ModelSupergraph, modelSupergraph, tables } from "./fixtures/model-supergraph.ts";
import { openSagas, type Sagas } from "./fixtures/open-sagas.ts";
import { recreation } from "./undo/undo-deleted.ts";

let sagas: Sagas;
beforeAll(async () => {
  sagas = await openSagas();
});
afterAll(async () => sagas.stop());

const numRuns = 40;
const recordCount = 4;
const indexes = Array.from({ length: recordCount }, (_, index) => index);
const name = constantFrom("Ada", "Bob", "Cy", "");

/** What a step does; records are named by their place among those that were there before. */
const operation = oneof(
  record({
    kind: constantFrom("create" as const),
    names: array(name, { minLength: 1, maxLength: 3 }),
    isKeyed: constantFrom(true, true, false),
    to: subarray(indexes),
  }),
  record({ kind: constantFrom("update" as const), records: subarray(indexes, { minLength: 1 }), name }),
  record({
    kind: constantFrom("upsert" as const),
    keys: subarray(["k0", "k1", "new0", "new1"], { minLength: 1 }),
    name,
  }),
  record({
    kind: constantFrom("link" as const),
    record: constantFrom(...indexes),
    to: subarray(indexes, { minLength: 1 }),
  }),
  record({ kind: constantFrom("file" as const) }),
  record({ kind: constantFrom("delete" as const), records: subarray(indexes, { minLength: 1, maxLength: 2 }) }),
);
type Operation = typeof operation extends { generate: (...given: never[]) => { value: infer T } } ? T : never;

const fault = option(
  constantFrom<Fault[]>(
    { kind: "fails", code: "FORBIDDEN" },
    { kind: "fails", code: "UPSTREAM_UNAVAILABLE" },
    { kind: "fails", code: "RATE_LIMITED" },
    { kind: "lostReply" },
    { kind: "killedBefore" },
    { kind: "killedAfter" },
  ),
  { nil: undefined, freq: 2 },
);

function effectOf(given: Operation, ids: readonly string[], step: string) {
  const of = (index: number) => ids[index] ?? "";
  const bare = (index: number) => of(index).slice(of(index).lastIndexOf("/") + 1);
  switch (given.kind) {
    case "create": {
      const records = given.names.map((each) => ({ Name: each, Links: given.to.map(bare) }));
      const key = given.isKeyed ? { keyField: "Key" } : {};
      return { kind: "createRecords", with: { baseId: base, table: tables.deals, records, ...key } };
    }
    case "update":
      return {
        kind: "updateRecords",
        with: { records: given.records.map((index) => ({ id: of(index), cells: { Name: given.name, Amount: 7 } })) },
      };
    case "upsert":
      return {
        kind: "upsertRecords",
        with: {
          baseId: base,
          table: tables.people,
          mergeOn: ["Key"],
          records: given.keys.map((Key) => ({ Key, Name: given.name })),
        },
      };
    case "link":
      return { kind: "linkRecords", with: { recordId: of(given.record), field: "Links", recordIds: given.to.map(of) } };
    case "file":
      return { kind: "createFile", with: { fileName: `${step}.txt`, content: "x" } };
    case "delete":
      return { kind: "deleteRecords", with: { ids: given.records.map(of) } };
  }
}

const byText = (one: string, other: string) => (one < other ? -1 : 1);

/** What is there, with ids as they were before records were made anew, and in one order. */
function stateOf({ records, files }: Pick<ModelSupergraph, "records" | "files">, before: ReadonlyMap<string, string>) {
  const bare = (id: string) => id.slice(id.lastIndexOf("/") + 1);
  const former = new Map([...before].map(([id, first]) => [bare(id), bare(first)]));
  const shown = [...records].map(([id, { Links: links, ...cells }]) => [
    before.get(id) ?? id,
    {
      ...cells,
      Links: Array.isArray(links) ? links.map((link) => former.get(String(link)) ?? String(link)).toSorted(byText) : [],
    },
  ]);
  return { records: Object.fromEntries(shown), files: [...files.values()].toSorted() };
}

function formerIds(steps: readonly StoredSagaStep[]): ReadonlyMap<string, string> {
  return new Map(
    steps.flatMap(({ undone }) =>
      Object.entries(recreation.safeParse(undone ?? {}).data?.recreated ?? {}).map(
        ([before, now]) => [now, before] as const,
      ),
    ),
  );
}

/** What has been deleted can't be deleted once more. */
function deletesOnce(operations: readonly Operation[]): boolean {
  const deleted = operations.flatMap((each) => (each.kind === "delete" ? each.records : []));
  return new Set(deleted).size === deleted.length;
}

const everything = {
  operations: array(operation, { minLength: 1, maxLength: 5 }).filter(deletesOnce),
  faults: array(fault, { maxLength: 14 }),
  cancelAt: option(nat(6), { nil: -1 }),
};

function seeded(): { model: ModelSupergraph; ids: string[] } {
  const model = modelSupergraph();
  const ids = indexes.map((index) =>
    model.add(tables.people, { Name: `P${index}`, Key: `k${index}`, Amount: index + 1 }),
  );
  model.records.set(ids[0] ?? "", { ...model.records.get(ids[0] ?? ""), Links: [ids[1]?.slice(36)] });
  model.records.set(ids[1] ?? "", { ...model.records.get(ids[1] ?? ""), Links: [ids[0]?.slice(36)] });
  return { model, ids };
}

describe("a saga of whatever steps, that fail, lose replies and are killed anywhere", () => {
  it.each([
    ["writes", false],
    ["reads and writes", true],
  ])(
    "has done everything or nothing in the end, or is stuck and says what is to be decided, when %s meet faults",
    async (_what, faultyReads) => {
      const ends = new Map<string, number>();
      await check(
        asyncProperty(record(everything), async ({ operations, faults, cancelAt }) => {
          const { model, ids } = seeded();
          const steps = operations.map((each, index) => ({ id: `s${index}`, do: effectOf(each, ids, `s${index}`) }));
          // What happens if nothing goes wrong.
          const ideal = seeded().model;
          const undisturbed = await sagas.start({ steps }, ideal);
          expect(await undisturbed.goOn()).toMatchObject({ status: "COMPLETED" });
          const before = stateOf(model, new Map());
          const saga = await sagas.start({ steps }, model);
          model.faults = [...faults];
          model.faultyReads = faultyReads;
          let writes = 0;
          model.onWrite = () => {
            writes += 1;
            if (writes === cancelAt) void cancelSaga(sagas, saga.tenantId, saga.id, "");
          };
          const { status, error } = await saga.goOn();
          ends.set(status, (ends.get(status) ?? 0) + 1);
          const journal = await saga.steps();
          switch (status) {
            case "COMPLETED":
              expect(withoutKeys(stateOf(model, new Map()))).toEqual(withoutKeys(stateOf(ideal, new Map())));
              break;
            case "COMPENSATED":
              expect(error).not.toBeNull();
              expect(stateOf(model, formerIds(journal))).toEqual(before);
              break;
            case "STUCK": {
              const stuck = journal.filter((step) => step.status === "STUCK");
              expect(stuck).toHaveLength(1);
              expect(stuck[0]?.error?.message).toMatch(/\w/);
              break;
            }
            default:
              throw new Error(`it ended as ${status}`);
          }
        }),
        { numRuns },
      );
      // A property that only ever saw one way to end would say little.
      expect([...ends.keys()].toSorted()).toEqual(expect.arrayContaining(["COMPENSATED", "COMPLETED"]));
    },
    600_000,
  );
});

/** Keys and ids of what was created differ from saga to saga. */
function withoutKeys({ records, files }: ReturnType<typeof stateOf>) {
  const plain = Object.entries(records).map(([id, cells]) => {
    const { Key: key, Links: links, ...rest } = cells as Record<string, unknown>;
    const isCreated = String(key).startsWith("saga:") || key === undefined;
    return JSON.stringify({
      ...rest,
      key: isCreated ? null : key,
      links: isCreated ? (links as unknown[]).length : links,
      id: isCreated ? null : id,
    });
  });
  return { records: plain.toSorted(), files };
}
