import { createHmac } from "node:crypto";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { movableClock } from "../clock.ts";
import { type Emulator, startEmulator } from "../emulator.ts";
import { type ApiClient, apiClient } from "../testing/api-client.ts";
import { type PingReceiver, startPingReceiver } from "../testing/ping-receiver.ts";
import { ids, smallSeed, tokens } from "../testing/small-seed.ts";
import { type WebhookClient, webhookClient } from "../testing/webhook-client.ts";

const hooks = `/v0/bases/${ids.base}/webhooks`;
const teams = `/v0/${ids.base}/Teams`;
const everyRecord = { filters: { dataTypes: ["tableData"] } };

describe("pings", () => {
  const start = Date.parse("2026-03-01T12:00:00.000Z");
  let emulator: Emulator;
  let api: ApiClient;
  let webhooks: WebhookClient;
  let receiver: PingReceiver;

  beforeEach(async () => {
    emulator = await startEmulator({ limits: "off", seed: smallSeed(), clock: movableClock({ now: () => start }) });
    api = apiClient(emulator, tokens.creator);
    webhooks = webhookClient(api, ids.base);
    receiver = await startPingReceiver();
  });
  afterEach(async () => {
    await emulator.stop();
    await receiver.stop();
  });

  const write = (name: string) => api.record("PATCH", `${teams}/${ids.red}`, { fields: { Name: name } });

  /** Waits for the emulator to have taken note of the ping that the receiver has just answered. */
  async function settled(id: string, retryNumber: number): Promise<Record<string, unknown>> {
    for (;;) {
      const { lastNotificationResult: result } = await webhooks.show(id);
      if (result?.retryNumber === retryNumber) return result;
      await delay(5);
    }
  }

  it("say which webhook of which base has news, and are signed with the webhook's secret", async () => {
    const { id, macSecretBase64 } = await webhooks.create(everyRecord, receiver.url);
    await write("Crimson");
    await receiver.received(1);
    const [ping] = receiver.pings;
    expect(JSON.parse(ping?.body ?? "")).toEqual({
      base: { id: ids.base },
      webhook: { id },
      timestamp: "2026-03-01T12:00:00.000Z",
    });
    const mac = createHmac("sha256", Buffer.from(macSecretBase64, "base64"))
      .update(ping?.body ?? "")
      .digest("hex");
    expect(ping?.headers["x-airtable-content-mac"]).toBe(`hmac-sha256=${mac}`);
    await settled(id, 0);
    expect(await webhooks.show(id)).toMatchObject({
      lastSuccessfulNotificationTime: "2026-03-01T12:00:00.000Z",
      lastNotificationResult: { success: true, retryNumber: 0, durationMs: 0 },
    });
  });

  it("come again after 10 s, 20 s, 40 s … and stop after 13 retries, while payloads go on", async () => {
    receiver.status = 503;
    const { id } = await webhooks.create(everyRecord, receiver.url);
    await write("Crimson");
    let wait = 10_000;
    for (let retry = 0; retry <= 13; retry += 1) {
      await receiver.received(retry + 1);
      expect(await settled(id, retry)).toMatchObject({
        success: false,
        error: { message: "The HTTP request returned a 503 status code instead of 200 or 204" },
        willBeRetried: retry < 13,
      });
      emulator.advanceClock(wait - 1);
      await delay(5);
      expect(receiver.pings).toHaveLength(retry + 1);
      emulator.advanceClock(1);
      wait *= 2;
    }
    expect(await webhooks.show(id)).toMatchObject({ areNotificationsEnabled: false, isHookEnabled: true });
    await write("Scarlet");
    expect(await webhooks.show(id)).toMatchObject({ cursorForNextPayload: 3 });
    expect(receiver.pings).toHaveLength(14);
  });

  it("recover: a success ends the retries", async () => {
    receiver.status = 500;
    const { id } = await webhooks.create(everyRecord, receiver.url);
    await write("Crimson");
    await receiver.received(1);
    await settled(id, 0);
    receiver.status = 204;
    // News meanwhile is told by the ping that is due anyway.
    await write("Scarlet");
    emulator.advanceClock(10_000);
    await receiver.received(2);
    expect(await settled(id, 1)).toMatchObject({ success: true });
    emulator.advanceClock(1_000_000);
    await delay(10);
    expect(receiver.pings).toHaveLength(2);
  });

  it("follow no redirect", async () => {
    receiver.status = 302;
    const { id } = await webhooks.create(everyRecord, receiver.url);
    await write("Crimson");
    await receiver.received(1);
    expect(await settled(id, 0)).toMatchObject({ success: false, willBeRetried: true });
    expect(receiver.pings).toHaveLength(1);
  });

  it("give a receiver 25 s", async () => {
    receiver.status = null;
    const { id } = await webhooks.create(everyRecord, receiver.url);
    await write("Crimson");
    await receiver.received(1);
    emulator.advanceClock(25_000);
    expect(await settled(id, 0)).toMatchObject({
      success: false,
      durationMs: 25_000,
      error: { message: "The HTTP request timed out" },
      willBeRetried: true,
    });
  });

  it("survive a receiver that is not there", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    await new Promise((resolve) => server.close(resolve));
    const { id } = await webhooks.create(everyRecord, `http://127.0.0.1:${port}/`);
    await write("Crimson");
    expect(await settled(id, 0)).toMatchObject({ success: false, willBeRetried: true });
  });

  it("merge: what happens while one is under way is told by one more", async () => {
    receiver.status = null;
    const { id } = await webhooks.create(everyRecord, receiver.url);
    await write("Crimson");
    await receiver.received(1);
    await write("Scarlet");
    await write("Ruby");
    receiver.status = 200;
    emulator.advanceClock(25_000);
    await settled(id, 0);
    emulator.advanceClock(10_000);
    await receiver.received(2);
    await settled(id, 1);
    await delay(10);
    expect(receiver.pings).toHaveLength(2);
    expect((await webhooks.read(id)).payloads).toHaveLength(3);
  });

  it("are not sent while notifications are off, nor for a webhook without a URL or one that is deleted", async () => {
    const paused = await webhooks.create(everyRecord, receiver.url);
    const silent = await webhooks.create(everyRecord);
    const gone = await webhooks.create(everyRecord, receiver.url);
    const off = await api.send("POST", `${hooks}/${paused.id}/enableNotifications`, { enable: false });
    expect(off).toMatchObject({ status: 200, body: null });
    expect(await api.send("DELETE", `${hooks}/${gone.id}`)).toMatchObject({ status: 200, body: null });
    await write("Crimson");
    await delay(20);
    expect(receiver.pings).toHaveLength(0);
    expect((await webhooks.read(paused.id)).payloads).toHaveLength(1);
    expect((await webhooks.read(silent.id)).payloads).toHaveLength(1);
    await api.send("POST", `${hooks}/${paused.id}/enableNotifications`, { enable: true });
    await write("Scarlet");
    await receiver.received(1);
  });

  it("and the life of a webhook go by the clock that the admin API moves", async () => {
    const advance = (ms: number) => api.send("POST", "/_emulator/clock/advance", { ms });
    receiver.status = 503;
    const { id } = await webhooks.create(everyRecord, receiver.url);
    await write("Crimson");
    await settled(id, 0);
    receiver.status = 200;
    await advance(10_000);
    await receiver.received(2);
    await settled(id, 1);
    await advance(7 * 24 * 60 * 60_000);
    await write("Scarlet");
    expect((await webhooks.read(id)).payloads).toEqual([]);
    expect(await webhooks.show(id)).toMatchObject({ cursorForNextPayload: 2 });
    expect(receiver.pings).toHaveLength(2);
  });

  it("end with the emulator, also one that is under way", async () => {
    receiver.status = null;
    await webhooks.create(everyRecord, receiver.url);
    await write("Crimson");
    await receiver.received(1);
    await emulator.stop();
    emulator.advanceClock(60_000);
    await delay(10);
    expect(receiver.pings).toHaveLength(1);
  });
});
