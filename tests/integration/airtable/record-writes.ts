import { randomUUID } from "node:crypto";
import { expect, it } from "@jest/globals";
import { graphql } from "../../generated/gql.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { ask, expectData } from "../../support/client.ts";
import { signUp } from "../../support/signed-in.ts";
import { codes, globalId, ids, newPeople, signUpWith, tokens } from "./small-workspace.ts";

const CreateOne = graphql(`
  mutation CreateOne($input: CreateRecordInput!) {
    createRecord(input: $input) {
      record {
        id
        cells
      }
    }
  }
`);

const CreateMany = graphql(`
  mutation CreateMany($input: CreateRecordsInput!) {
    createRecords(input: $input) {
      results {
        outcome
        id
        record {
          cells
        }
        error {
          code
          message
          field
          airtableType
        }
      }
      succeeded
      failed
    }
  }
`);

const UpdateMany = graphql(`
  mutation UpdateMany($input: UpdateRecordsInput!) {
    updateRecords(input: $input) {
      results {
        outcome
        id
        record {
          cells
        }
        error {
          code
          field
        }
      }
      succeeded
      failed
    }
  }
`);

const ReplaceMany = graphql(`
  mutation ReplaceMany($input: UpdateRecordsInput!) {
    replaceRecords(input: $input) {
      results {
        outcome
        record {
          cells
        }
        error {
          code
        }
      }
    }
  }
`);

const UpsertMany = graphql(`
  mutation UpsertMany($input: UpsertRecordsInput!) {
    upsertRecords(input: $input) {
      results {
        outcome
        id
        record {
          cells
        }
        error {
          code
          field
        }
      }
    }
  }
`);

const DeleteMany = graphql(`
  mutation DeleteMany($input: DeleteRecordsInput!) {
    deleteRecords(input: $input) {
      results {
        outcome
        id
        error {
          code
        }
      }
      succeeded
      failed
    }
  }
`);

const AgesOf = graphql(`
  query AgesOf($ids: [ID!]!) {
    records(ids: $ids) {
      cell(field: "Age")
    }
  }
`);

const CountByName = graphql(`
  query CountByName($base: ID!, $filter: RecordFilter!) {
    base(id: $base) {
      table(key: "People") {
        records(filter: $filter) {
          nodes {
            id
          }
        }
      }
    }
  }
`);

const at = { baseId: ids.base, table: "People" };
const newName = () => `Person ${randomUUID()}`;
const tricky = ["O'Neill", "back\\slash", "}", "{Name}", "line\nbreak", "'&RECORD_ID()&'", "x".repeat(100_000)];

export function recordsAreWritten(airgraph: () => Airgraph): void {
  it("creates a record and answers with it as Airtable stored it", async () => {
    const { token } = await signUpWith(airgraph());
    const cells = { Name: newName(), Age: 21.5, Level: "Junior", Team: [ids.red], Born: "2005-01-31" };
    const { createRecord } = await expectData(airgraph().url, CreateOne, { input: { ...at, cells } }, token);
    expect(createRecord?.record?.cells).toMatchObject({ ...cells, Double: 43, "Team names": ["Red"] });
  });

  it("converts with typecast only", async () => {
    const { url } = airgraph();
    const { token } = await signUpWith(airgraph());
    const cells = { Name: newName(), Age: "21.5", Level: "Chief" };
    const plain = await ask(url, CreateOne, { input: { ...at, cells } }, token);
    expect(codes(plain)).toEqual(["BAD_USER_INPUT"]);
    const { createRecord } = await expectData(url, CreateOne, { input: { ...at, cells, typecast: true } }, token);
    expect(createRecord?.record?.cells).toMatchObject({ Age: 21.5, Level: "Chief" });
  });

  it("stores values that mean something in formulas or JSON as they are, 100,000 characters too", async () => {
    const { token } = await signUpWith(airgraph());
    const records = tricky.map((Name) => ({ cells: { Name } }));
    const { createRecords } = await expectData(airgraph().url, CreateMany, { input: { ...at, records } }, token);
    const stored = createRecords?.results.map(({ record }) => record?.cells["Name"]);
    // Not one assertion on the arrays, whose difference nobody could read.
    for (const [index, text] of tricky.entries()) expect(stored?.[index] === text).toBe(true);
  });

  it("tells for each record of a call what became of it: bad ones hold up no good ones", async () => {
    const { url } = airgraph();
    const { token } = await signUpWith(airgraph());
    const name = newName();
    const given = [
      { Name: `${name} a` },
      { Name: `${name} b`, Nothing: 1 },
      { Name: `${name} c`, Age: "much" },
      { Name: `${name} d`, Double: 4 },
      { Name: `${name} e`, Team: ["recNothing0000000"] },
      { Name: `${name} f`, Team: [ids.bob] },
      { Name: `${name} g`, "Name}&{Age": 7 },
      { Name: `${name} h`, Age: 7 },
    ];
    const input = { ...at, records: given.map((cells) => ({ cells })) };
    const { createRecords } = await expectData(url, CreateMany, { input }, token);
    expect(createRecords).toMatchObject({ succeeded: 2, failed: 6 });
    expect(
      createRecords?.results.map(({ outcome, error }) => [outcome, error?.code ?? null, error?.field ?? null]),
    ).toEqual([
      ["CREATED", null, null],
      ["FAILED", "BAD_USER_INPUT", "Nothing"],
      ["FAILED", "BAD_USER_INPUT", "Age"],
      ["FAILED", "BAD_USER_INPUT", "Double"],
      ["FAILED", "BAD_USER_INPUT", "Team"],
      ["FAILED", "BAD_USER_INPUT", "Team"],
      ["FAILED", "BAD_USER_INPUT", "Name}&{Age"],
      ["CREATED", null, null],
    ]);
    const foreign = createRecords?.results.slice(4, 6).map(({ error }) => error?.airtableType);
    expect(foreign).toEqual(["ROW_DOES_NOT_EXIST", "ROW_TABLE_DOES_NOT_MATCH_LINKED_TABLE"]);
    const filter = { field: "Name", startsWith: name };
    const { base } = await expectData(url, CountByName, { base: ids.base, filter }, token);
    expect(base?.table?.records?.nodes).toHaveLength(2);
  });

  it("takes 1,000 records in a call, and not one more", async () => {
    const { url, emulator } = airgraph();
    const { token } = await signUpWith(airgraph());
    const name = newName();
    const records = Array.from({ length: 1_000 }, (_, index) => ({ cells: { Name: `${name} ${index}`, Age: index } }));
    emulator.resetRequests();
    const { createRecords } = await expectData(url, CreateMany, { input: { ...at, records } }, token);
    expect(createRecords).toMatchObject({ succeeded: 1_000, failed: 0 });
    expect(createRecords?.results.map(({ record }) => record?.cells["Age"])).toEqual(records.map((_, index) => index));
    expect(
      emulator.requests().filter(({ method, path }) => method === "POST" && path.endsWith(ids.people)),
    ).toHaveLength(100);

    const made = createRecords?.results.map(({ id }) => id ?? "") ?? [];
    const one = records.slice(0, 1);
    const refused = [
      await ask(url, CreateMany, { input: { ...at, records: [...records, ...one] } }, token),
      await ask(url, DeleteMany, { input: { ids: [...made, globalId(ids.ada)] } }, token),
    ];
    expect(refused.flatMap(codes)).toEqual(["BAD_USER_INPUT", "BAD_USER_INPUT"]);
    const { deleteRecords } = await expectData(url, DeleteMany, { input: { ids: made } }, token);
    expect(deleteRecords).toMatchObject({ succeeded: 1_000, failed: 0 });
  });

  it("updates the cells that are named, and replaces all others", async () => {
    const { url } = airgraph();
    const person = await signUpWith(airgraph());
    const [id = ""] = await newPeople(airgraph(), person, { Age: 1, Level: "Junior", Active: true });
    const records = [
      { id, cells: { Age: 2, Level: null } },
      { id: globalId("recNothing0000000"), cells: { Age: 2 } },
      { id: "nonsense", cells: { Age: 2 } },
    ];
    const { updateRecords } = await expectData(url, UpdateMany, { input: { records } }, person.token);
    expect(updateRecords).toMatchObject({ succeeded: 1, failed: 2 });
    expect(updateRecords?.results.map(({ outcome, error }) => [outcome, error?.code])).toEqual([
      ["UPDATED", undefined],
      ["FAILED", "NOT_FOUND"],
      ["FAILED", "BAD_USER_INPUT"],
    ]);
    const updated = updateRecords?.results[0]?.record?.cells;
    expect(updated).toMatchObject({ Age: 2, Active: true });
    expect(updated).not.toHaveProperty("Level");

    const anew = { records: [{ id, cells: { Name: "Anew" } }] };
    const { replaceRecords } = await expectData(url, ReplaceMany, { input: anew }, person.token);
    expect(replaceRecords?.results).toMatchObject([{ outcome: "UPDATED", record: { cells: { Name: "Anew" } } }]);
    expect(Object.keys(replaceRecords?.results[0]?.record?.cells ?? {})).not.toContain("Age");
    const computed = { records: [{ id, cells: { Double: 1 } }] };
    const refused = await expectData(url, ReplaceMany, { input: computed }, person.token);
    expect(refused.replaceRecords?.results).toMatchObject([{ outcome: "FAILED", error: { code: "BAD_USER_INPUT" } }]);
  });

  it("upserts: updates what matches and creates what does not, and refuses a key that is none", async () => {
    const { url } = airgraph();
    const person = await signUpWith(airgraph());
    const [known, unknown] = [newName(), newName()];
    const [id = ""] = await newPeople(airgraph(), person, { Name: known, Age: 1, Level: "Junior" });
    const records = [{ cells: { Name: known, Age: 2 } }, { cells: { Name: unknown, Age: 3 } }];
    const { upsertRecords } = await expectData(
      url,
      UpsertMany,
      { input: { ...at, mergeOn: ["Name"], records } },
      person.token,
    );
    expect(upsertRecords?.results).toMatchObject([
      { outcome: "UPDATED", id, record: { cells: { Age: 2, Level: "Junior" } } },
      { outcome: "CREATED", record: { cells: { Name: unknown, Age: 3 } } },
    ]);
    const replacing = { ...at, mergeOn: ["Name"], records: records.slice(0, 1), replace: true };
    const replaced = await expectData(url, UpsertMany, { input: replacing }, person.token);
    expect(replaced.upsertRecords?.results[0]).toMatchObject({ outcome: "UPDATED", id });
    expect(replaced.upsertRecords?.results[0]?.record?.cells).not.toHaveProperty("Level");

    await newPeople(airgraph(), person, { Name: known });
    const twice = await expectData(url, UpsertMany, { input: replacing }, person.token);
    expect(twice.upsertRecords?.results).toMatchObject([{ outcome: "FAILED", error: { code: expect.any(String) } }]);
    for (const mergeOn of [[], ["Nothing"], ["Team"], ["Name", "Age", "Bio", "Born"]]) {
      const answer = await ask(url, UpsertMany, { input: { ...at, mergeOn, records } }, person.token);
      expect({ mergeOn, codes: codes(answer) }).toEqual({ mergeOn, codes: ["BAD_USER_INPUT"] });
    }
  });

  it("deletes records, and tells of those that were not there", async () => {
    const { url } = airgraph();
    const person = await signUpWith(airgraph());
    const [one = "", two = ""] = await newPeople(airgraph(), person, {}, {});
    const input = { ids: [one, globalId("recNothing0000000"), two] };
    const { deleteRecords } = await expectData(url, DeleteMany, { input }, person.token);
    expect(deleteRecords).toMatchObject({
      succeeded: 2,
      failed: 1,
      results: [
        { outcome: "DELETED", id: one },
        { outcome: "FAILED", error: { code: "NOT_FOUND" } },
        { outcome: "DELETED", id: two },
      ],
    });
    expect(await expectData(url, AgesOf, { ids: [one, two] }, person.token)).toEqual({ records: [null, null] });
  });

  it("writes nothing for a token that may only read or lacks the scope, nor into another tenant's base", async () => {
    const { url } = airgraph();
    const person = await signUpWith(airgraph());
    const [id = ""] = await newPeople(airgraph(), person, { Age: 1 });
    const records = [{ id, cells: { Age: 2 } }];
    const reader = await signUpWith(airgraph(), tokens.reader);
    const unscoped = await signUpWith(airgraph(), tokens.withoutWriting);
    const stranger = await signUp(airgraph());
    for (const [{ token }, code] of [
      [reader, "FORBIDDEN"],
      [unscoped, "NOT_FOUND"],
      [stranger, "NOT_FOUND"],
    ] as const) {
      const { updateRecords } = await expectData(url, UpdateMany, { input: { records } }, token);
      expect(updateRecords?.results.map(({ error }) => error?.code)).toEqual([code]);
      const { deleteRecords } = await expectData(url, DeleteMany, { input: { ids: [id] } }, token);
      expect(deleteRecords?.results.map(({ error }) => error?.code)).toEqual([code]);
      const create = await ask(url, CreateOne, { input: { ...at, cells: { Name: newName() } } }, token);
      expect(codes(create)).toEqual([code]);
    }
    expect(await expectData(url, AgesOf, { ids: [id] }, person.token)).toEqual({ records: [{ cell: 1 }] });
  });

  it("writes nothing with a token that was revoked, and says what to do", async () => {
    const { url, emulator } = airgraph();
    const [, doomed] = tokens.doomed;
    const { token } = await signUpWith(airgraph(), doomed);
    const input = { ...at, records: [{ cells: { Name: newName() } }] };
    await expectData(url, CreateMany, { input }, token); // The schema, so that the write is what meets the refusal.
    emulator.revokeToken(doomed);
    const { createRecords } = await expectData(url, CreateMany, { input }, token);
    expect(createRecords?.results).toMatchObject([{ outcome: "FAILED", error: { code: "UPSTREAM_REJECTED" } }]);
    expect(createRecords?.results[0]?.error?.message).toContain("connectAirtable");
  });

  it.each(["cut", "lostReply"] as const)(
    "never creates twice when the connection ends, and says so: %s",
    async (kind) => {
      const { url, emulator } = airgraph();
      const { token } = await signUpWith(airgraph());
      const name = newName();
      const records = Array.from({ length: 25 }, (_, index) => ({ cells: { Name: `${name} ${index}` } }));
      const path = `/v0/${ids.base}/${ids.people}`;
      emulator.faults.add({ fault: { kind }, times: 1, match: { method: "POST", path } });
      const { createRecords } = await expectData(url, CreateMany, { input: { ...at, records } }, token);
      const results = createRecords?.results ?? [];
      const unknown = results.filter(({ outcome }) => outcome === "UNKNOWN");
      expect(unknown).toHaveLength(10); // Those of the call that met it.
      expect(new Set(unknown.map(({ id, error }) => `${id} ${error?.code}`))).toEqual(
        new Set(["null UPSTREAM_UNAVAILABLE"]),
      );
      expect(results.filter(({ outcome }) => outcome === "CREATED")).toHaveLength(15);

      const filter = { field: "Name", startsWith: name };
      const { base } = await expectData(url, CountByName, { base: ids.base, filter }, token);
      expect(base?.table?.records?.nodes).toHaveLength(kind === "cut" ? 15 : 25);
    },
  );
}
