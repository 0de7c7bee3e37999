import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { globalId, smallIds as ids, openWriting, smallTokens as tokens } from "../fixtures/open-writing.ts";
import { uploadAttachment } from "./upload-attachment.ts";

let writing: Awaited<ReturnType<typeof openWriting>>;
beforeAll(async () => {
  writing = await openWriting();
});
afterAll(async () => writing.close());
beforeEach(() => writing.proxy.fault(() => undefined));

const file = {
  recordId: globalId(ids.bob),
  field: "Files",
  filename: "a b.txt",
  contentType: "text/plain",
  content: Buffer.from("Grüße").toString("base64"),
};
const upload = async (changes: Partial<typeof file> = {}) =>
  uploadAttachment(writing.as(tokens.editor), { ...file, ...changes });
const uploads = () => writing.proxy.calls().filter(({ path }) => path.endsWith("/uploadAttachment")).length;
const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024, 7).toString("base64");

describe("uploadAttachment", () => {
  it("appends a file and answers with the cell, the new one last", async () => {
    await upload({ recordId: globalId(ids.ada) });
    const [first, second] = await upload({ recordId: globalId(ids.ada), filename: "b.txt" });
    expect(first).toMatchObject({ filename: "a b.txt", size: 7, type: "text/plain", width: null, thumbnails: null });
    expect(second).toMatchObject({ id: expect.stringMatching(/^att/), filename: "b.txt" });
    expect(await (await fetch(second?.url ?? "")).text()).toBe("Grüße");
  });

  it("takes 5 MB and not a byte more", async () => {
    expect(await upload({ content: megabytes(5) })).toHaveLength(1);
    const more = Buffer.alloc(5 * 1024 * 1024 + 1).toString("base64");
    await expect(upload({ content: more })).rejects.toMatchObject({
      extensions: { code: "BAD_USER_INPUT", field: "content" },
      message: expect.stringContaining("5 MB"),
    });
    expect(uploads()).toBe(1);
  });

  it.each([
    ["content that is no base64", { content: "not base64!" }, "content"],
    ["content without its padding", { content: "YQ" }, "content"],
    ["content with line breaks", { content: "YWFh\nYWFh" }, "content"],
    ["no file name", { filename: "" }, "filename"],
    ["a file name with control characters", { filename: "a\r\nb" }, "filename"],
    ["no media type", { contentType: "text" }, "contentType"],
    ["a media type that breaks out of its header", { contentType: "text/plain\r\nx: y" }, "contentType"],
    ["an unknown field", { field: "Nothing" }, "Nothing"],
    ["a field that takes no files", { field: "Name" }, "Name"],
  ])("refuses %s without a call for it", async (_what, changes, field) => {
    await expect(upload(changes)).rejects.toMatchObject({ extensions: { code: "BAD_USER_INPUT", field } });
    expect(uploads()).toBe(0);
  });

  it.each([
    ["no record's id", "recAda"],
    ["a record of a base that is not the tenant's", `${ids.otherBase}/${ids.people}/${ids.ada}`],
    ["a record of no table", `${ids.base}/tblNothing0000000/${ids.ada}`],
    ["a record that is missing", globalId("recNothing0000000")],
  ])("does not find %s", async (_what, recordId) => {
    await expect(upload({ recordId })).rejects.toMatchObject({ extensions: { code: "NOT_FOUND" } });
  });

  it("is not sent twice when the reply is lost", async () => {
    writing.proxy.fault(({ path }) => (path.endsWith("/uploadAttachment") ? "lose reply" : undefined));
    await expect(upload()).rejects.toMatchObject({ extensions: { code: "UPSTREAM_UNAVAILABLE", outcome: "unknown" } });
    expect(uploads()).toBe(1);
  });
});
