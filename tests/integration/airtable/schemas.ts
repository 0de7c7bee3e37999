import { randomUUID } from "node:crypto";
import { expect, it } from "@jest/globals";
import { graphql } from "../../generated/gql.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { ask, expectData } from "../../support/client.ts";
import { signUp } from "../../support/signed-in.ts";
import { codes, ids, signUpWith, tokens, workspaceId } from "./small-workspace.ts";

const Schema = graphql(`
  query Schema($base: ID!) {
    base(id: $base) {
      id
      name
      permissionLevel
      tables {
        id
        name
        description
        primaryField {
          name
        }
        fields {
          id
          name
          type
          description
          options
        }
        views {
          id
          name
          type
          visibleFields {
            name
          }
        }
      }
    }
  }
`);

const FieldsOf = graphql(`
  query FieldsOf($base: ID!, $table: String!) {
    base(id: $base) {
      table(key: $table) {
        id
        name
        fields {
          name
          type
        }
      }
    }
  }
`);

const CreateBase = graphql(`
  mutation CreateBase($input: CreateBaseInput!) {
    createBase(input: $input) {
      id
      name
      permissionLevel
      tables {
        name
      }
    }
  }
`);

const DeleteBase = graphql(`
  mutation DeleteBase($id: ID!) {
    deleteBase(id: $id) {
      id
    }
  }
`);

const CreateTable = graphql(`
  mutation CreateTable($input: CreateTableInput!) {
    createTable(input: $input) {
      id
      name
      description
      primaryField {
        name
        type
      }
      views {
        name
      }
    }
  }
`);

const UpdateTable = graphql(`
  mutation UpdateTable($input: UpdateTableInput!) {
    updateTable(input: $input) {
      id
      name
      description
    }
  }
`);

const CreateField = graphql(`
  mutation CreateField($input: CreateFieldInput!) {
    createField(input: $input) {
      id
      name
      type
      options
    }
  }
`);

const UpdateField = graphql(`
  mutation UpdateField($input: UpdateFieldInput!) {
    updateField(input: $input) {
      id
      name
      description
      options
    }
  }
`);

const Fill = graphql(`
  mutation Fill($input: CreateRecordsInput!) {
    createRecords(input: $input) {
      succeeded
    }
  }
`);

const ByField = graphql(`
  query ByField($base: ID!, $table: String!, $field: String!, $filter: RecordFilter!) {
    base(id: $base) {
      table(key: $table) {
        records(filter: $filter, sort: [{ field: $field }]) {
          nodes {
            cell(field: $field)
            cells
          }
        }
      }
    }
  }
`);

const text = { name: "Name", type: "singleLineText" };
const newName = (what: string) => `${what} ${randomUUID()}`;

export function schemasAreReadAndChanged(airgraph: () => Airgraph): void {
  it("reads a base with its tables, fields with their options, and views", async () => {
    const { url } = airgraph();
    const { token } = await signUpWith(airgraph());
    const { base } = await expectData(url, Schema, { base: ids.base }, token);
    expect(base).toMatchObject({ id: ids.base, name: "Test", permissionLevel: "create" });
    const people = base?.tables?.find(({ id }) => id === ids.people);
    expect(people).toMatchObject({
      name: "People",
      primaryField: { name: "Name" },
      views: [{ id: ids.view, name: "Busy", type: "grid" }],
    });
    expect(people?.fields.find(({ id }) => id === ids.team)).toMatchObject({
      name: "Team",
      type: "multipleRecordLinks",
      options: { linkedTableId: ids.teams, inverseLinkFieldId: ids.members },
    });
    expect(people?.fields.find(({ name }) => name === "Level")?.options).toMatchObject({
      choices: [{ name: "Junior" }, { name: "Senior" }],
    });
  });

  it("finds no base of another tenant, none that is malformed, and no table that is none", async () => {
    const { url } = airgraph();
    const stranger = await signUp(airgraph());
    const { token } = await signUpWith(airgraph());
    for (const answer of [
      await ask(url, Schema, { base: ids.base }, stranger.token),
      await ask(url, Schema, { base: ids.otherBase }, token),
      await ask(url, Schema, { base: "app/../x" }, token),
    ]) {
      expect(codes(answer)).toEqual(["NOT_FOUND"]);
      expect(answer.data).toEqual({ base: null });
    }
    const nothing = await ask(url, FieldsOf, { base: ids.base, table: "Nothing" }, token);
    expect([codes(nothing), nothing.data]).toEqual([["NOT_FOUND"], { base: { table: null } }]);
  });

  it("creates a base that is there at once, and deletes it for good", async () => {
    const { url } = airgraph();
    const { token } = await signUpWith(airgraph());
    const name = newName("Base");
    const input = { workspaceId, name, tables: [{ name: "Orders", fields: [text] }] };
    const { createBase } = await expectData(url, CreateBase, { input }, token);
    expect(createBase).toMatchObject({ name, tables: [{ name: "Orders" }] });
    const id = createBase?.id ?? "";
    expect((await expectData(url, Schema, { base: id }, token)).base?.name).toBe(name);

    expect(await expectData(url, DeleteBase, { id }, token)).toEqual({ deleteBase: { id } });
    expect(codes(await ask(url, Schema, { base: id }, token))).toEqual(["NOT_FOUND"]);
    expect(codes(await ask(url, DeleteBase, { id }, token))).toEqual(["NOT_FOUND"]);
  });

  it("creates a table and a field, and changes them", async () => {
    const { url } = airgraph();
    const { token } = await signUpWith(airgraph());
    const name = newName("Table");
    const input = { baseId: ids.base, name, description: "Bought", fields: [text] };
    const { createTable } = await expectData(url, CreateTable, { input }, token);
    expect(createTable).toMatchObject({
      name,
      description: "Bought",
      primaryField: { name: "Name", type: "singleLineText" },
      views: [{ name: "Grid view" }],
    });
    const table = createTable?.id ?? "";

    const renamed = newName("Renamed");
    const change = { baseId: ids.base, table: name, name: renamed, description: "Sold" };
    const { updateTable } = await expectData(url, UpdateTable, { input: change }, token);
    expect(updateTable).toEqual({ id: table, name: renamed, description: "Sold" });

    const height = { baseId: ids.base, table, name: "Height", type: "number", options: { precision: 1 } };
    const { createField } = await expectData(url, CreateField, { input: height }, token);
    expect(createField).toMatchObject({ name: "Height", type: "number", options: { precision: 1 } });
    const width = { baseId: ids.base, table, field: "Height", name: "Width", description: "In metres" };
    const { updateField } = await expectData(url, UpdateField, { input: width }, token);
    expect(updateField).toMatchObject({ id: createField?.id, name: "Width", description: "In metres" });

    const { base } = await expectData(url, FieldsOf, { base: ids.base, table: renamed }, token);
    expect(base?.table?.fields.map((field) => field.name)).toEqual(["Name", "Width"]);
  });

  it.each(["O'Neill", "back\\slash", "}", "{Name}", "'&RECORD_ID()&'", "),TRUE(),("])(
    "writes, reads, filters and sorts by a field whose name means something in formulas: %s",
    async (field) => {
      const { url } = airgraph();
      const { token } = await signUpWith(airgraph());
      const name = newName("Table");
      const fields = [text, { name: field, type: "singleLineText" }];
      await expectData(url, CreateTable, { input: { baseId: ids.base, name, fields } }, token);
      const records = ["b", "a", "c"].map((value) => ({ cells: { Name: value, [field]: value } }));
      await expectData(url, Fill, { input: { baseId: ids.base, table: name, records } }, token);

      const variables = { base: ids.base, table: name, field, filter: { field, in: ["a", "b"] } };
      const { base } = await expectData(url, ByField, variables, token);
      expect(base?.table?.records?.nodes).toEqual(
        ["a", "b"].map((value) => ({ cell: value, cells: { Name: value, [field]: value } })),
      );
    },
  );

  it("gives a formula field another formula", async () => {
    const { url } = airgraph();
    const { token } = await signUpWith(airgraph());
    const input = { baseId: ids.base, table: "People", field: "Double", options: { formula: "{Age}+{Age}" } };
    const { updateField } = await expectData(url, UpdateField, { input }, token);
    expect(updateField?.options).toMatchObject({
      formula: `{${"fldPAge".padEnd(17, "0")}}+{${"fldPAge".padEnd(17, "0")}}`,
    });
  });

  it("refuses names that are taken, types that are none and what the token may not do, in Airtable's words too", async () => {
    const { url } = airgraph();
    const { token } = await signUpWith(airgraph());
    const editor = await signUpWith(airgraph(), tokens.editor);
    const at = { baseId: ids.base, table: "People" };
    const answers = [
      await ask(url, CreateTable, { input: { baseId: ids.base, name: "pEOPLE", fields: [text] } }, token),
      await ask(url, UpdateTable, { input: { ...at, table: "Teams", name: "People" } }, token),
      await ask(url, CreateField, { input: { ...at, name: "NAME", type: "number", options: { precision: 0 } } }, token),
      await ask(url, CreateField, { input: { ...at, name: "New", type: "number" } }, token),
      await ask(url, UpdateField, { input: { ...at, field: "Double", options: { formula: "{Nope" } } }, token),
      await ask(
        url,
        CreateBase,
        { input: { workspaceId: "wspNothing0000000", name: "B", tables: [{ name: "T", fields: [text] }] } },
        token,
      ),
      await ask(url, CreateTable, { input: { baseId: ids.base, name: "T", fields: [text] } }, editor.token),
      await ask(url, DeleteBase, { id: ids.base }, token),
    ];
    expect(answers.flatMap(codes)).toEqual([
      "CONFLICT",
      "CONFLICT",
      "CONFLICT",
      "BAD_USER_INPUT",
      "BAD_USER_INPUT",
      "NOT_FOUND",
      "FORBIDDEN",
      "FORBIDDEN",
    ]);
    for (const { errors } of answers) expect(errors[0]?.extensions?.["airtableType"]).toEqual(expect.any(String));
  });
}
