import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { z } from "zod";
import { type Emulator, startEmulator } from "../emulator.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

const program = fileURLToPath(import.meta.resolve("airtable-mcp-server/dist/main.js"));
const redirect = new URL("fixtures/send-to-emulator.mjs", import.meta.url).href;

const toolAnswer = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.object({ type: z.literal("text"), text: z.string() })),
});

const toolNames = [
  "create_comment",
  "create_field",
  "create_record",
  "create_table",
  "delete_records",
  "describe_table",
  "get_record",
  "list_bases",
  "list_comments",
  "list_records",
  "list_tables",
  "search_records",
  "update_field",
  "update_records",
  "update_table",
  "upload_attachment",
] as const;

/** The program as an agent runs it: a process of its own, asked over its standard input. It checks answers by zod. */
describe("The program airtable-mcp-server, over stdio", () => {
  let emulator: Emulator;
  let client: Client;
  const table = { baseId: ids.base, tableId: ids.people };

  beforeAll(async () => {
    emulator = await startEmulator({ seed: smallSeed(), limits: "off" });
    client = new Client({ name: "test", version: "0" });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: ["--import", redirect, program],
        env: { AIRTABLE_API_KEY: tokens.creator, EMULATOR_URL: emulator.url },
      }),
    );
  });
  afterAll(async () => {
    await client.close();
    await emulator.stop();
  });

  /** Calls a tool that must succeed. */
  async function call<T>(
    name: (typeof toolNames)[number],
    args: Record<string, unknown>,
    answer: z.ZodType<T>,
  ): Promise<T> {
    const { isError, content } = toolAnswer.parse(await client.callTool({ name, arguments: args }));
    const text = content.map((part) => part.text).join("");
    if (isError === true) throw new Error(`${name}: ${text}`);
    return answer.parse(JSON.parse(text));
  }

  const record = z.object({ id: z.string(), fields: z.record(z.string(), z.unknown()) });
  const records = z.object({ records: z.array(record) });

  it("offers no tool but those that are called here", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(toolNames);
  });

  it("lists bases, and tables with their fields and views", async () => {
    const { bases } = await call("list_bases", {}, z.object({ bases: z.array(z.object({ id: z.string() })) }));
    expect(bases).toEqual([{ id: ids.base }]);
    const { tables } = await call(
      "list_tables",
      { baseId: ids.base, detailLevel: "full" },
      z.object({
        tables: z.array(z.object({ id: z.string(), fields: z.array(z.unknown()), views: z.array(z.unknown()) })),
      }),
    );
    expect(tables.map(({ id }) => id)).toEqual([ids.people, ids.teams]);
    expect(tables[0]?.fields.length).toBeGreaterThan(20);
    const described = await call("describe_table", { ...table, detailLevel: "tableIdentifiersOnly" }, z.unknown());
    expect(described).toEqual({ table: { id: ids.people, name: "People" } });
  });

  it("lists, searches and gets records", async () => {
    const listed = await call("list_records", { ...table, sort: [{ field: "Name", direction: "desc" }] }, records);
    expect(listed.records.map(({ id }) => id)).toEqual([ids.bob, ids.ada]);
    const found = await call("search_records", { ...table, searchTerm: "Ada" }, records);
    expect(found.records.map(({ id }) => id)).toEqual([ids.ada]);
    const got = await call("get_record", { ...table, recordId: ids.ada }, record);
    expect(got.fields).toMatchObject({ Name: "Ada", Age: 36 });
  });

  it("creates, updates and deletes records", async () => {
    const created = await call("create_record", { ...table, fields: { Name: "Grace", Age: 40 } }, record);
    const updated = await call(
      "update_records",
      { ...table, records: [{ id: created.id, fields: { Age: 41 } }] },
      records,
    );
    expect(updated.records[0]?.fields).toMatchObject({ Name: "Grace", Age: 41 });
    const deleted = await call(
      "delete_records",
      { ...table, recordIds: [created.id] },
      z.object({ records: z.array(z.object({ id: z.string() })) }),
    );
    expect(deleted.records).toEqual([{ id: created.id }]);
  });

  it("creates and changes tables and fields", async () => {
    const made = await call(
      "create_table",
      { baseId: ids.base, name: "Rooms", fields: [{ name: "Name", type: "singleLineText" }] },
      z.object({ table: z.object({ id: z.string(), name: z.string() }) }),
    );
    await call(
      "update_table",
      { baseId: ids.base, tableId: made.table.id, name: "Meeting rooms" },
      z.object({ table: z.looseObject({ name: z.literal("Meeting rooms") }) }),
    );
    const field = await call(
      "create_field",
      {
        baseId: ids.base,
        tableId: made.table.id,
        nested: { field: { name: "Seats", type: "number", options: { precision: 0 } } },
      },
      z.object({ field: z.looseObject({ id: z.string() }) }),
    );
    await call(
      "update_field",
      { baseId: ids.base, tableId: made.table.id, fieldId: field.field.id, name: "Chairs" },
      z.object({ field: z.looseObject({ name: z.literal("Chairs") }) }),
    );
  });

  it("comments on a record and lists the comments", async () => {
    const row = { ...table, recordId: ids.bob };
    await call("create_comment", { ...row, text: "Well done" }, z.unknown());
    const { comments } = await call(
      "list_comments",
      row,
      z.object({ comments: z.array(z.looseObject({ text: z.string() })) }),
    );
    expect(comments.map(({ text }) => text)).toEqual(["Well done"]);
  });

  it("uploads a file to an attachment field", async () => {
    const uploaded = await call(
      "upload_attachment",
      {
        baseId: ids.base,
        recordId: ids.bob,
        attachmentFieldIdOrName: "Files",
        file: Buffer.from("hello").toString("base64"),
        filename: "hello.txt",
        contentType: "text/plain",
      },
      record,
    );
    expect(Object.values(uploaded.fields)).toEqual([
      [expect.objectContaining({ filename: "hello.txt", size: 5, type: "text/plain" })],
    ]);
  });
});
