import { describe, expect, it } from "@jest/globals";
import type { NewEvent } from "../../../kernel/event-log/event-log.ts";
import { newTenant } from "../../../tests/support/subgraph.ts";
import { baseId } from "../ids.ts";
import { payload as payloadSchema } from "../upstream/answers.ts";
import { changesMissed, recordEvents, schemaChanges, toChangeEvent } from "./change-events.ts";

const base = baseId.parse("appBase0000000000");
const [table, otherTable] = ["tblOne00000000000", "tblTwo00000000000"];
const [field, otherField] = ["fldOne00000000000", "fldTwo00000000000"];
const cells = { cellValuesByFieldId: { [field]: "secret" } };

function id(number: number): string {
  return `rec${String(number).padStart(14, "0")}`;
}

function payload(about: object) {
  return payloadSchema.parse({
    timestamp: "2026-01-05T09:00:00.000Z",
    actionMetadata: { source: "client", sourceMetadata: { user: { id: "usrOne", email: "one@example.com" } } },
    ...about,
  });
}

function told(event: NewEvent) {
  return toChangeEvent({ ...event, tenantId: newTenant(), stream: "stream", sequence: 7, at: new Date() });
}

describe("recordEvents", () => {
  it("tells of somebody whose name Postgres would not keep", () => {
    const user = { id: "usrOne", email: "one\u0000@example.com", name: "Half an emoji \ud83d, whole \ud83d\ude00" };
    const events = recordEvents(
      base,
      payload({
        actionMetadata: { source: "client", sourceMetadata: { user } },
        changedTablesById: { [table]: { destroyedRecordIds: [id(1)] } },
      }),
    );
    expect(events.map(told)[0]?.changes[0]?.actor).toEqual({
      id: "usrOne",
      email: "one\ufffd@example.com",
      name: "Half an emoji \ufffd, whole \ud83d\ude00",
    });
  });

  it("tells of records by id, with what was done, when and by whom, and of no cell's value", () => {
    const events = recordEvents(
      base,
      payload({
        createdTablesById: { [otherTable]: { metadata: { name: "New" }, recordsById: { [id(1)]: cells } } },
        changedTablesById: {
          [table]: {
            createdRecordsById: { [id(2)]: cells },
            changedRecordsById: { [id(3)]: { current: cells, previous: cells } },
            destroyedRecordIds: [id(4)],
          },
        },
      }),
    );
    expect(events).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain("secret");
    const about = {
      baseId: base,
      at: new Date("2026-01-05T09:00:00.000Z"),
      source: "client",
      actor: { id: "usrOne", email: "one@example.com", name: null },
    };
    expect(events.map(told)).toEqual([
      {
        sequence: 7,
        changesMissed: false,
        changes: [
          { ...about, kind: "CREATED", tableId: otherTable, recordId: id(1), fieldIds: [], position: 0 },
          { ...about, kind: "CREATED", tableId: table, recordId: id(2), fieldIds: [], position: 1 },
          { ...about, kind: "UPDATED", tableId: table, recordId: id(3), fieldIds: [field], position: 2 },
          { ...about, kind: "DELETED", tableId: table, recordId: id(4), fieldIds: [], position: 3 },
        ],
      },
    ]);
  });

  it.each([
    [0, []],
    [100, [100]],
    [101, [100, 1]],
    [1_000, Array.from({ length: 10 }, () => 100)],
  ])("puts %i changes into events of at most 100", (count, sizes) => {
    const destroyedRecordIds = Array.from({ length: count }, (_, index) => id(index));
    const events = recordEvents(base, payload({ changedTablesById: { [table]: { destroyedRecordIds } } })).map(told);
    expect(events.map(({ changes }) => changes.length)).toEqual(sizes);
    expect(events.flatMap(({ changes }) => changes.map(({ recordId }) => recordId))).toEqual(destroyedRecordIds);
  });

  it("knows no author where Airtable tells of none", () => {
    const changedTablesById = { [table]: { destroyedRecordIds: [id(1)] } };
    const [event] = recordEvents(base, payload({ actionMetadata: undefined, changedTablesById })).map(told);
    expect(event?.changes).toMatchObject([{ source: null, actor: null }]);
  });
});

describe("schemaChanges", () => {
  it("tells what tables and fields were created, changed and deleted", () => {
    const changes = schemaChanges(
      payload({
        createdTablesById: { [otherTable]: { fieldsById: {}, recordsById: {} } },
        destroyedTableIds: ["tblGone0000000000"],
        changedTablesById: {
          [table]: {
            changedMetadata: { current: { name: "New" } },
            createdFieldsById: { [field]: { name: "F", type: "singleLineText" } },
            changedFieldsById: { [otherField]: { current: { name: "G" } } },
            destroyedFieldIds: ["fldGone0000000000"],
          },
        },
      }),
    );
    expect(changes).toEqual([
      { kind: "TABLE_CREATED", tableId: otherTable },
      { kind: "TABLE_DELETED", tableId: "tblGone0000000000" },
      { kind: "TABLE_CHANGED", tableId: table },
      { kind: "FIELD_CREATED", tableId: table, fieldId: field },
      { kind: "FIELD_CHANGED", tableId: table, fieldId: otherField },
      { kind: "FIELD_DELETED", tableId: table, fieldId: "fldGone0000000000" },
    ]);
  });

  it("tells nothing of a change of records only", () => {
    const changedTablesById = { [table]: { changedRecordsById: { [id(1)]: { current: cells } } } };
    expect(schemaChanges(payload({ changedTablesById }))).toEqual([]);
  });
});

describe("changesMissed", () => {
  it("is told as an event without changes", () => {
    expect(told(changesMissed(base))).toEqual({ sequence: 7, changes: [], changesMissed: true });
  });
});
