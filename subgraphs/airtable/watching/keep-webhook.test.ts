import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { until } from "../../../tests/support/eventually.ts";
import { ids, type OpenWatching, openWatching } from "./fixtures/open-watching.ts";

const prefix = "http://127.0.0.1:1/webhooks/airtable/";
const webhooks = `/v0/bases/${ids.base}/webhooks`;
const listed = z.object({
  id: z.string(),
  notificationUrl: z.string().nullable(),
  areNotificationsEnabled: z.boolean(),
});

let watching: OpenWatching;
beforeEach(async () => {
  watching = await openWatching({ AIRTABLE_WEBHOOK_URL: "http://127.0.0.1:1/" });
});
afterEach(() => watching.close());

async function list(): Promise<z.output<typeof listed>[]> {
  const { body } = await watching.api.get(webhooks);
  return z.object({ webhooks: z.array(listed) }).parse(body).webhooks;
}

async function make(notificationUrl: string): Promise<string> {
  const specification = { options: { filters: { dataTypes: ["tableData"] } } };
  const { body } = await watching.api.send("POST", webhooks, { notificationUrl, specification });
  return z.object({ id: z.string() }).parse(body).id;
}

describe("a webhook with an address of ours", () => {
  it("is deleted when it belongs to no watch, and other people's are left alone", async () => {
    const left = await make(`${prefix}${randomUUID()}`);
    const theirs = await make("https://example.com/webhooks/airtable/theirs");
    const owner = await watching.connect();
    const stream = await watching.follow(owner, { baseId: ids.base });
    const found = await list();
    expect(found.map(({ id }) => id)).not.toContain(left);
    expect(found.map(({ id }) => id)).toContain(theirs);
    expect(found.filter(({ notificationUrl }) => notificationUrl?.startsWith(prefix))).toHaveLength(1);
    await stream.leave();
  });

  it("is left alone when it is another tenant's", async () => {
    const [one, other] = [await watching.connect(), await watching.connect()];
    const ofOne = await watching.follow(one, { baseId: ids.base });
    const ofOther = await watching.follow(other, { baseId: ids.base });
    expect(await list()).toHaveLength(2);
    await Promise.all([ofOne.leave(), ofOther.leave()]);
  });

  it("is told to notify again when Airtable gave up, and what it could not notify of is told", async () => {
    const owner = await watching.connect();
    const stream = await watching.follow(owner, { baseId: ids.base });
    const [webhook] = await list();
    await watching.api.send("POST", `${webhooks}/${webhook?.id}/enableNotifications`, { enable: false });
    await watching.api.send("POST", `/v0/${ids.base}/${ids.teams}`, { fields: { Name: "Unheard" } });
    watching.advance(10 * 60_000);
    // Who subscribes has the watch looked after at once; else it would be minutes.
    const another = await watching.follow(owner, { baseId: ids.base });
    expect(await stream.changes(1)).toMatchObject([{ kind: "CREATED", record: { cells: { Name: "Unheard" } } }]);
    await until(async () => (await list())[0]?.areNotificationsEnabled === true);
    await Promise.all([stream.leave(), another.leave()]);
  });
});
