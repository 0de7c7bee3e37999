import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { drawPng } from "../attachments/draw-png.ts";
import { type Emulator, salesCrmBaseId, startEmulator } from "../emulator.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";

const people = `/v0/${ids.base}/People`;
const filesId = "fldPFiles00000000";
const png = drawPng(200, 100, [9, 9, 9]);
const attachmentList = z.array(z.looseObject({ id: z.string(), url: z.string(), filename: z.string() }));

let emulator: Emulator;
let api: ApiClient;
let files: Server;
let filesUrl: string;
let release: () => void;

beforeAll(async () => {
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  files = createServer((request, response) => {
    const path = request.url ?? "";
    const hops = /^\/hops\/(\d)$/.exec(path)?.[1];
    if (path === "/picture.png") response.writeHead(200, { "content-type": "image/png; x=y" }).end(png);
    else if (path === "/held.txt") void held.then(() => response.end("late"));
    else if (path === "/to-file") response.writeHead(302, { location: "file:///etc/passwd" }).end();
    else if (hops !== undefined)
      response.writeHead(302, { location: hops === "1" ? "/picture.png" : `/hops/${Number(hops) - 1}` }).end();
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => {
    files.listen(0, "127.0.0.1", resolve);
  });
  const address = files.address();
  filesUrl = `http://127.0.0.1:${(address as AddressInfo).port}`;
});
afterAll(() => {
  files.close();
  files.closeAllConnections();
});

beforeEach(async () => {
  emulator = await startEmulator({ limits: "off", seed: smallSeed() });
  api = apiClient(emulator, tokens.creator);
});
afterEach(() => emulator.stop());

const cellOf = (fields: Record<string, unknown>, key = "Files") => attachmentList.parse(fields[key] ?? []);
const filesOfAda = async () => cellOf((await api.record("GET", `${people}/${ids.ada}`)).fields);
const upload = (body: unknown, field = "Files", record: string = ids.ada, client = api) =>
  client.send("POST", `/v0/${ids.base}/${record}/${field}/uploadAttachment`, body);
const text = { contentType: "text/plain", filename: "ä b.txt", file: Buffer.from("hello").toString("base64") };

describe("uploading an attachment (reference 4.7)", () => {
  it("appends to the cell and answers all of it, by field id", async () => {
    await upload(text);
    const second = await upload({ contentType: "image/png", filename: "p.png", file: png.toString("base64") }, filesId);
    expect(second).toMatchObject({
      status: 200,
      body: {
        id: ids.ada,
        createdTime: expect.any(String),
        fields: {
          [filesId]: [
            { filename: "ä b.txt", size: 5, type: "text/plain", id: expect.stringMatching(/^att\w{14}$/) },
            {
              filename: "p.png",
              type: "image/png",
              width: 200,
              height: 100,
              thumbnails: { small: { width: 72, height: 36 }, large: { width: 200, height: 100 } },
            },
          ],
        },
      },
    });
    expect((await filesOfAda()).map(({ filename }) => filename)).toEqual(["ä b.txt", "p.png"]);
  });

  it.each([
    ["no base64", { ...text, file: "a*b" }, "Files", 422, "INVALID_REQUEST_UNKNOWN"],
    [
      "a media type with a line break",
      { ...text, contentType: "text/plain\r\nx: y" },
      "Files",
      422,
      "INVALID_REQUEST_UNKNOWN",
    ],
    ["no filename", { ...text, filename: "" }, "Files", 422, "INVALID_REQUEST_UNKNOWN"],
    ["a body that is a list", [], "Files", 422, "INVALID_REQUEST_UNKNOWN"],
    ["no such field", text, "Nope", 422, "UNKNOWN_FIELD_NAME"],
    ["a field of another type", text, "Age", 422, "INVALID_VALUE_FOR_COLUMN"],
    ["6 MB", { ...text, file: Buffer.alloc(6e6).toString("base64") }, "Files", 413, "REQUEST_TOO_LARGE"],
  ])("is refused for %s", async (_what, body, field, status, type) => {
    expect(await upload(body, field)).toMatchObject({ status, body: { error: { type } } });
    expect(await filesOfAda()).toEqual([]);
  });

  it("takes 5 MB", async () => {
    expect((await upload({ ...text, file: Buffer.alloc(5 * 1024 * 1024).toString("base64") })).status).toBe(200);
  });

  it("is refused for a missing record, a reader and a token without the scope", async () => {
    expect((await upload(text, "Files", "recNOWHERE0000000")).status).toBe(404);
    expect((await upload(text, "Files", ids.ada, apiClient(emulator, tokens.reader))).status).toBe(403);
    expect((await upload(text, "Files", ids.ada, apiClient(emulator, tokens.noScopes))).status).toBe(403);
  });
});

describe("attachments given by URL", () => {
  const write = (...items: object[]) => api.send("PATCH", `${people}/${ids.ada}`, { fields: { Files: items } });

  it("are there when the write is answered, with type, size and thumbnails", async () => {
    const written = await write({ url: `${filesUrl}/picture.png` }, { url: `${filesUrl}/picture.png`, filename: "x" });
    expect(written.body).not.toHaveProperty("details");
    const [first, second] = await filesOfAda();
    expect(first).toMatchObject({ filename: "picture.png", type: "image/png", size: png.length, width: 200 });
    expect(second).toMatchObject({ filename: "x" });
    expect(Buffer.from(await (await fetch(first?.url ?? "")).arrayBuffer()).equals(png)).toBe(true);
  });

  it("follow three redirects and no more", async () => {
    expect((await write({ url: `${filesUrl}/hops/3` })).body).not.toHaveProperty("details");
    expect((await write({ url: `${filesUrl}/hops/4` })).body).toMatchObject({
      details: { message: "partialSuccess", reasons: ["attachmentsFailedUploading"] },
    });
    expect(await filesOfAda()).toEqual([]);
  });

  it("are left out when they cannot be fetched, beside those that can", async () => {
    const closed = "http://127.0.0.1:1/x.txt";
    for (const url of [`${filesUrl}/gone`, `${filesUrl}/to-file`, closed]) {
      const answer = await write({ url }, { url: `${filesUrl}/picture.png` });
      expect(answer).toMatchObject({ status: 200, body: { details: { message: "partialSuccess" } } });
      expect((await filesOfAda()).map(({ filename }) => filename)).toEqual(["picture.png"]);
    }
  });

  it("come later in the delayed mode: first only id, url and filename", async () => {
    emulator.setSwitches({ attachmentProcessing: "delayed" });
    const made = await api.record("POST", people, { fields: { Files: [{ url: `${filesUrl}/held.txt` }] } });
    expect(Object.keys(cellOf(made.fields)[0] ?? {}).sort()).toEqual(["filename", "id", "url"]);
    release();
    let size: unknown;
    for (let tries = 0; tries < 100 && size === undefined; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      size = cellOf((await api.record("GET", `${people}/${made.id}`)).fields)[0]?.size;
    }
    expect(size).toBe(4);
  });

  it("are fetched from nowhere, or from public addresses only, when the switch says so", async () => {
    emulator.setSwitches({ fetchAttachments: "none" });
    expect((await write({ url: `${filesUrl}/picture.png` })).body).toHaveProperty("details");
    emulator.setSwitches({ fetchAttachments: "public" });
    for (const host of ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"]) {
      const url = `${filesUrl.replace("127.0.0.1", host)}/picture.png`;
      expect((await write({ url })).body).toHaveProperty("details");
    }
  });

  it("keep their bytes when the cell is rewritten by id", async () => {
    await write({ url: `${filesUrl}/picture.png` });
    const [{ id } = { id: "" }] = await filesOfAda();
    await write({ id });
    expect(await filesOfAda()).toMatchObject([{ id, size: png.length }]);
  });
});

describe("URLs of attachments", () => {
  it("are new in every read, work for two hours, and say 410 after that", async () => {
    await upload(text);
    const [first] = await filesOfAda();
    const url = first?.url ?? "";
    const answer = await fetch(url);
    expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([
      200,
      "text/plain",
      "hello",
    ]);
    expect(answer.headers.get("content-security-policy")).toContain("sandbox");
    emulator.advanceClock(2 * 60 * 60_000);
    expect((await fetch(url)).status).toBe(410);
    expect((await fetch((await filesOfAda())[0]?.url ?? "")).status).toBe(200);
  });

  it.each(["..", "a/b?c#d%.txt", "half \ud800", " "])("work whatever the file is called: %j", async (filename) => {
    await upload({ ...text, filename });
    expect((await fetch((await filesOfAda())[0]?.url ?? "")).status).toBe(200);
  });

  it("cannot be made up: 403 for another file, another expiry or none", async () => {
    await upload(text);
    const url = (await filesOfAda())[0]?.url ?? "";
    for (const forged of [
      url.replace(/att\w{14}/, "attAAAAAAAAAAAAAA"),
      url.replace(/expires=\d/, "expires=9"),
      url.split("?")[0] ?? "",
    ]) {
      expect((await fetch(forged)).status).toBe(403);
    }
  });

  it("serve the sample's attachments too, thumbnails included", async () => {
    const sample = await startEmulator({ limits: "off" });
    const page = await apiClient(sample).page(`/v0/${salesCrmBaseId}/Companies?fields[]=Logo&pageSize=30`);
    const logo = z
      .object({ url: z.string(), thumbnails: z.object({ small: z.object({ url: z.string() }) }) })
      .parse(page.records.flatMap(({ fields }) => cellOf(fields, "Logo"))[0]);
    for (const url of [logo.url, logo.thumbnails.small.url]) {
      const answer = await fetch(url);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/png"]);
    }
    await sample.stop();
  });
});
