import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { type Emulator, startEmulator } from "../emulator.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";
import { type WebhookClient, webhookClient } from "../testing/webhook-client.ts";

const people = `/v0/${ids.base}/People`;
const filesId = "fldPFiles00000000";
const everyRecord = { filters: { dataTypes: ["tableData"] } };
const told = z.array(z.looseObject({ id: z.string(), url: z.string() }));

describe("webhooks are told of attachments", () => {
  let emulator: Emulator;
  let api: ApiClient;
  let webhooks: WebhookClient;
  /** Serves `/file.txt` when a test says so, and nothing else. */
  let source: Server;
  let sourceUrl: string;
  let asked: ServerResponse[];

  beforeEach(async () => {
    emulator = await startEmulator({
      limits: "off",
      seed: smallSeed(),
      switches: { attachmentProcessing: "delayed" },
    });
    api = apiClient(emulator, tokens.creator);
    webhooks = webhookClient(api, ids.base);
    asked = [];
    source = createServer((request, response) => {
      if (request.url === "/file.txt") asked.push(response);
      else response.writeHead(404).end();
      source.emit("asked");
    }).listen(0, "127.0.0.1");
    await once(source, "listening");
    const address = source.address();
    sourceUrl = typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
  });
  afterEach(async () => {
    await emulator.stop();
    source.closeAllConnections();
    source.close();
  });

  const upload = () =>
    api.record("POST", `/v0/${ids.base}/${ids.ada}/Files/uploadAttachment`, {
      contentType: "text/plain",
      filename: "a.txt",
      file: Buffer.from("hello").toString("base64"),
    });
  const write = (...items: object[]) => api.record("PATCH", `${people}/${ids.ada}`, { fields: { Files: items } });

  /** The payloads of a webhook, once there are this many. */
  async function payloads(id: string, count: number) {
    for (;;) {
      const read = await webhooks.read(id);
      if (read.payloads.length >= count) return read.payloads;
      await delay(5);
    }
  }
  async function toldFiles(id: string, count: number) {
    return (await payloads(id, count)).map(({ changedTablesById: tables }) => {
      const change = tables?.[ids.people]?.changedRecordsById?.[ids.ada];
      return change?.current.cellValuesByFieldId[filesId] ?? null;
    });
  }

  it("that are uploaded, with a URL that is new in every read", async () => {
    const { id } = await webhooks.create(everyRecord);
    await upload();
    const [files] = await toldFiles(id, 1);
    expect(files).toMatchObject([{ filename: "a.txt", size: 5, type: "text/plain" }]);
    const [{ url } = { url: "" }] = told.parse(files);
    expect(await (await fetch(url)).text()).toBe("hello");
    emulator.advanceClock(2 * 60 * 60_000);
    expect((await fetch(url)).status).toBe(410);
    const [again] = told.parse((await toldFiles(id, 1))[0]);
    expect((await fetch(again?.url ?? "")).status).toBe(200);
  });

  it("that arrive after their write, as a change of their own by the same author", async () => {
    const { id } = await webhooks.create({ filters: { dataTypes: ["tableData"], fromSources: ["publicApi"] } });
    const arrived = once(source, "asked");
    await write({ url: `${sourceUrl}/file.txt` });
    await arrived;
    expect(await toldFiles(id, 1)).toEqual([
      [{ id: expect.any(String), url: `${sourceUrl}/file.txt`, filename: "file.txt" }],
    ]);
    asked[0]?.writeHead(200, { "content-type": "text/plain" }).end("late");
    expect((await toldFiles(id, 2))[1]).toMatchObject([{ filename: "file.txt", size: 4, type: "text/plain" }]);
    expect((await payloads(id, 2))[1]).toMatchObject({
      actionMetadata: { source: "publicApi", sourceMetadata: { user: { id: ids.user } } },
    });
  });

  it("that could not be fetched, as leaving the cell", async () => {
    const { id } = await webhooks.create(everyRecord);
    await write({ url: `${sourceUrl}/gone` });
    expect((await toldFiles(id, 2))[1]).toBeNull();
  });

  it("not when a cell is written as it is, however late", async () => {
    const { id } = await webhooks.create(everyRecord);
    const [file] = told.parse(Object.values((await upload()).fields)[0]);
    emulator.advanceClock(60_000);
    await write({ id: file?.id });
    expect(await payloads(id, 1)).toHaveLength(1);
  });
});
