import { describe, expect, it } from "@jest/globals";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { ActionSettings } from "../../definitions/action-steps.ts";
import { newScope } from "../fixtures/new-scope.ts";
import { scriptSupergraph } from "../fixtures/scripted-supergraph.ts";
import { createAttachFile } from "./attach-file.ts";
import { createCreateFile } from "./create-file.ts";
import { parseCsv, printCsv } from "./csv.ts";
import { createParseFile } from "./parse-file.ts";

const recordId = "appAAAAAAAAAAAAAA/tblBBBBBBBBBBBBBB/recCCCCCCCCCCCCCC";

describe("parseCsv", () => {
  it.each([
    ["columns by name", "Name,Age\r\nAda,36\r\n", [{ Name: "Ada", Age: "36" }]],
    ["quotes, commas and lines in cells", 'a,b\n"x, ""y""","1\n2"', [{ a: 'x, "y"', b: "1\n2" }]],
    ["a byte order mark, blanks around names, empty lines", "\ufeffa , b\n\n1,2\n\n", [{ a: "1", b: "2" }]],
    ["no rows", "a,b", []],
    ["nothing", "", []],
    ["names that every object has", "__proto__,constructor\n1,2", [JSON.parse('{"__proto__":"1","constructor":"2"}')]],
  ])("reads %s", (_what, text, rows) => {
    expect(parseCsv(text)).toEqual(rows);
  });

  it.each([
    ["a row that is too long", "a,b\n1,2,3"],
    ["a quote that does not end", 'a\n"1'],
    ["two columns of one name", "a,a\n1,2"],
  ])("refuses %s", (_what, text) => {
    expect(() => parseCsv(text)).toThrow(expect.objectContaining({ code: "BAD_USER_INPUT" }));
  });
});

describe("printCsv", () => {
  it("has all keys as columns, and is read back as it was", () => {
    const rows = [{ a: 'x, "y"\n', b: 1 }, { c: true }];
    expect(parseCsv(printCsv(rows))).toEqual([
      { a: 'x, "y"\n', b: "1", c: "" },
      { a: "", b: "", c: "true" },
    ]);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])("lets a spreadsheet compute nothing: %j", (text) => {
    expect(parseCsv(printCsv([{ a: text }]))).toEqual([{ a: `'${text}` }]);
  });

  it("leaves negative numbers be", () => {
    expect(printCsv([{ a: -5 }])).toBe("a\r\n-5\r\n");
  });
});

describe("parseFile", () => {
  const read = async (content: string | null, format: "csv" | "json" | "text") => {
    const { ask } = scriptSupergraph({ file: content === null ? null : { content } });
    return createParseFile(ask)({ fileId: "a", format }, newScope());
  };

  it("answers with what the file holds", async () => {
    expect(await read("a\n1", "csv")).toEqual({ content: [{ a: "1" }] });
    expect(await read('{"a":[1]}', "json")).toEqual({ content: { a: [1] } });
    expect(await read("a\n1", "text")).toEqual({ content: "a\n1" });
  });

  it("says when there is no such file, or it holds something else", async () => {
    await expect(read(null, "text")).rejects.toMatchObject({ code: "NOT_FOUND", extensions: { field: "fileId" } });
    await expect(read("{", "json")).rejects.toMatchObject({ code: "BAD_USER_INPUT" });
  });
});

describe("createFile", () => {
  const settings = { fileName: "a.txt", contentType: "text/plain", content: "text", format: "text" } as const;
  async function create(about: Partial<ActionSettings<"createFile">>) {
    const { ask, asked } = scriptSupergraph({ createFile: { file: { id: "f", size: 4 } } });
    const scope = newScope();
    const output = await createCreateFile(ask)({ ...settings, ...about }, scope);
    return { output, input: asked[0]?.variables["input"], scope };
  }

  it("stores a file under a key that is the same in each attempt", async () => {
    const { output, input, scope } = await create({ recordId });
    expect(output).toEqual({ fileId: "f", size: 4 });
    expect(input).toEqual({
      name: "a.txt",
      contentType: "text/plain",
      content: "text",
      recordId,
      idempotencyKey: scope.effectKey,
    });
  });

  it.each([
    ["a\r\n1\r\n", { format: "csv" as const, content: [{ a: 1 }] }],
    ['{\n  "a": 1\n}', { format: "json" as const, content: { a: 1 } }],
  ])("prints %j", async (printed, about) => {
    expect((await create(about)).input).toMatchObject({ content: printed });
  });

  it.each([
    ["content", { content: { a: 1 } }],
    ["content", { format: "csv" as const, content: "a" }],
    ["content.0", { format: "csv" as const, content: ["a"] }],
    ["fileName", { fileName: "" }],
    ["recordId", { recordId: "recA" }],
  ])("names the setting that is none: %s", async (field, about) => {
    await expect(create(about)).rejects.toMatchObject({ code: "BAD_USER_INPUT", extensions: { field } });
  });
});

describe("attachFile", () => {
  const settings = { fileId: "f", recordId, field: "Files" };
  const file = { file: { name: "a.txt", contentType: "text/plain", content: "dGV4dA==" } };
  const attached = { uploadAttachment: { attachments: [{ id: "attOld" }, { id: "attNew" }] } };

  it("uploads what the file holds", async () => {
    const { ask, asked } = scriptSupergraph(file, attached);
    expect(await createAttachFile(ask)(settings, newScope())).toEqual({ attachmentId: "attNew" });
    expect(asked[1]?.variables["input"]).toEqual({
      recordId,
      field: "Files",
      filename: "a.txt",
      contentType: "text/plain",
      content: "dGV4dA==",
    });
  });

  it("is not done again when it may be done", async () => {
    const unknown = new AirgraphError("UPSTREAM_UNAVAILABLE", "No.", { outcome: "unknown" });
    const { ask, asked } = scriptSupergraph(file, unknown);
    await expect(createAttachFile(ask)(settings, newScope())).rejects.toMatchObject({ code: "OUTCOME_UNKNOWN" });
    await expect(createAttachFile(ask)(settings, newScope({ maybeDone: true }))).rejects.toMatchObject({
      code: "OUTCOME_UNKNOWN",
    });
    expect(asked).toHaveLength(2);
  });

  it("may be tried again when nothing was done", async () => {
    const away = new AirgraphError("RATE_LIMITED", "No.");
    const { ask } = scriptSupergraph(file, away);
    await expect(createAttachFile(ask)(settings, newScope())).rejects.toBe(away);
  });
});
