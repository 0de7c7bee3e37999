import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { type Emulator, type EmulatorOptions, startEmulator } from "../emulator.ts";
import { apiClient } from "../testing/api-client.ts";
import { type EmulatorProcess, startEmulatorProcess } from "../testing/emulator-process.ts";
import { type PingReceiver, startPingReceiver } from "../testing/ping-receiver.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";
import { webhookClient } from "../testing/webhook-client.ts";

const people = `/v0/${ids.base}/People`;
const everything = { filters: { dataTypes: ["tableData", "tableFields", "tableMetadata"] } };
const made = z.object({ id: z.string() });

let folder: string;
let path: string;
let receiver: PingReceiver;
const running: Emulator[] = [];
const processes: EmulatorProcess[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "emulator-webhooks-"));
  path = join(folder, "state.data");
  receiver = await startPingReceiver();
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((each) => each.kill()));
  await Promise.all(running.splice(0).map((emulator) => emulator.stop()));
  await receiver.stop();
  rmSync(folder, { recursive: true });
});

function clients(emulator: { readonly url: string }) {
  const api = apiClient(emulator, tokens.creator);
  const rename = (name: string) => api.record("PATCH", `${people}/${ids.ada}`, { fields: { Name: name } });
  return { api, rename, webhooks: webhookClient(api, ids.base) };
}

/** In a process of its own, to be killed. */
async function startProcess() {
  writeFileSync(join(folder, "seed.json"), JSON.stringify(smallSeed()));
  const child = await startEmulatorProcess("--data", path, "--seed", join(folder, "seed.json"));
  processes.push(child);
  return { ...clients(child), kill: child.kill };
}

async function start(options: Partial<EmulatorOptions> = {}) {
  const emulator = await startEmulator({ limits: "off", seed: smallSeed(), dataFile: path, ...options });
  running.push(emulator);
  return { ...clients(emulator), emulator };
}

describe("a data file keeps, through kill -9,", () => {
  it("comments, and webhooks: their secrets, payloads and cursors, and how the last ping went", async () => {
    const first = await startProcess();
    const { id, macSecretBase64 } = await first.webhooks.create(everything, receiver.url);
    for (const name of ["One", "Two"]) {
      await first.rename(name);
      await receiver.received(1);
    }
    while (!(await first.webhooks.show(id)).lastNotificationResult?.success) await delay(5);
    const comments = `${people}/${ids.ada}/comments`;
    const comment = made.parse((await first.api.send("POST", comments, { text: "Hi @[two@example.com]" })).body);
    await first.api.send("PATCH", `${comments}/${comment.id}`, { text: "Hello @[two@example.com]" });
    const discussion = (await first.api.get(comments)).body;
    const read = await first.webhooks.read(id);
    const before = await first.webhooks.show(id);
    const pings = receiver.pings.length;
    await first.kill();

    const second = await start();
    expect((await second.api.get(comments)).body).toEqual(discussion);
    expect(await second.webhooks.read(id)).toEqual(read);
    const after = await second.webhooks.show(id);
    // A second ping may have been under way, of which the file knows nothing; it is sent again.
    expect(after).toMatchObject({ specification: before.specification, cursorForNextPayload: 3 });
    expect(after.lastNotificationResult).not.toBeNull();
    await second.rename("Three");
    await receiver.received(pings + 1);
    const ping = receiver.pings.at(-1);
    const mac = createHmac("sha256", Buffer.from(macSecretBase64, "base64"))
      .update(ping?.body ?? "")
      .digest("hex");
    expect(ping?.headers["x-airtable-content-mac"]).toBe(`hmac-sha256=${mac}`);
    expect(await second.webhooks.read(id, read.cursor)).toMatchObject({ payloads: [{}], cursor: 4 });
  });

  it("pings that are owed, and which retry they are", async () => {
    receiver.status = 503;
    const first = await startProcess();
    const { id } = await first.webhooks.create(everything, receiver.url);
    await first.rename("One");
    while ((await first.webhooks.show(id)).lastNotificationResult === null) await delay(5);
    await first.kill();
    receiver.status = 200;

    const second = await start();
    expect(await second.webhooks.show(id)).toMatchObject({ lastNotificationResult: { willBeRetried: true } });
    second.emulator.advanceClock(10_000);
    await receiver.received(2);
    while (!(await second.webhooks.show(id)).lastNotificationResult?.success) await delay(5);
    expect(await second.webhooks.show(id)).toMatchObject({ lastNotificationResult: { retryNumber: 1 } });
  });
});

describe("a data file", () => {
  it("sends no ping twice: what was told before the start stays told", async () => {
    const first = await start();
    const { id } = await first.webhooks.create(everything, receiver.url);
    await first.rename("One");
    while (!(await first.webhooks.show(id)).lastNotificationResult?.success) await delay(5);
    const shown = await first.webhooks.show(id);
    await first.emulator.stop();
    const second = await start();
    second.emulator.advanceClock(60_000);
    await delay(20);
    expect(receiver.pings).toHaveLength(1);
    expect(await second.webhooks.show(id)).toEqual(shown);
  });

  it("keeps that reading payloads prolonged a webhook", async () => {
    const first = await start();
    const { id } = await first.webhooks.create(everything);
    first.emulator.advanceClock(24 * 60 * 60_000);
    await first.webhooks.read(id);
    const { expirationTime } = await first.webhooks.show(id);
    await first.emulator.stop();
    expect(await (await start()).webhooks.show(id)).toMatchObject({ expirationTime });
  });

  it("keeps what became of the schema, and what webhooks were told of it", async () => {
    const options = { switches: { createComputedFields: true } };
    const first = await start(options);
    const { id } = await first.webhooks.create(everything);
    const tables = `/v0/meta/bases/${ids.base}/tables`;
    const table = made.parse(
      (
        await first.api.send("POST", tables, {
          name: "Rooms",
          fields: [
            { name: "Name", type: "singleLineText" },
            { name: "People", type: "multipleRecordLinks", options: { linkedTableId: ids.people } },
          ],
        })
      ).body,
    );
    const loud = { name: "Loud", type: "formula", options: { formula: "UPPER({Name})" } };
    const field = made.parse((await first.api.send("POST", `${tables}/${table.id}/fields`, loud)).body);
    await first.api.send("PATCH", `${tables}/${table.id}/fields/${field.id}`, { name: "Louder" });
    await first.api.record("POST", `/v0/${ids.base}/${table.id}`, { fields: { Name: "Hall", People: [ids.ada] } });
    const state = async ({ api, webhooks }: ReturnType<typeof clients>) => [
      (await api.get(tables)).body,
      await api.all(`/v0/${ids.base}/Rooms`),
      await api.all(people),
      await webhooks.read(id),
    ];
    const before = await state(first);
    await first.emulator.stop();
    expect(await state(await start())).toEqual(before);
  });

  it("opens again when a base was deleted before its attachments and pings came to an end", async () => {
    const waiting: (() => void)[] = [];
    const source = createServer((_request, response) => {
      waiting.push(() => void response.end("late"));
      source.emit("asked");
    }).listen(0, "127.0.0.1");
    await once(source, "listening");
    const address = source.address();
    const url = typeof address === "object" ? `http://127.0.0.1:${address?.port}/` : "";
    const seed = smallSeed();
    for (const grant of seed.tokens.flatMap(({ bases }) => bases)) grant.permissionLevel = "owner";

    const first = await start({ seed, switches: { attachmentProcessing: "delayed" } });
    await first.webhooks.create(everything, receiver.url);
    receiver.status = null;
    const arrived = once(source, "asked");
    await first.api.record("PATCH", `${people}/${ids.ada}`, { fields: { Files: [{ url }] } });
    await Promise.all([arrived, receiver.received(1)]);
    expect((await first.api.send("DELETE", `/v0/meta/bases/${ids.base}`)).status).toBe(200);
    for (const answer of waiting) answer();
    await delay(50);
    expect(receiver.pings).toHaveLength(1);
    await first.emulator.stop();
    source.close();

    const second = await start();
    expect((await second.api.get(people)).status).toBe(403);
    await delay(20);
    expect(receiver.pings).toHaveLength(1);
  });
});
