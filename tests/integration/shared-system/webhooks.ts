import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../../emulator/emulator.ts";
import { type Airgraph, sampleToken } from "../../support/airgraph.ts";
import { webSocketClient } from "../../support/client.ts";
import { until } from "../../support/eventually.ts";
import { type SignedIn, signUpConnected } from "../../support/signed-in.ts";
import { ChangedRecords } from "../operations.ts";

/** Far below the minutes after which a webhook is looked at without a notification. */
const soonMs = 30_000;

export function webhooksNotify(shared: () => Airgraph): void {
  let airgraph: Airgraph;
  let person: SignedIn;
  let socket: ReturnType<typeof webSocketClient>;
  let events: AsyncIterableIterator<unknown>;

  beforeAll(async () => {
    airgraph = shared();
    person = await signUpConnected(airgraph);
    socket = webSocketClient(airgraph.url, person.token);
    events = socket.iterate({
      query: ChangedRecords.toString(),
      variables: { base: salesCrmBaseId, table: "Companies" },
    });
  });
  afterAll(async () => socket.dispose());

  it("notifies, and the change reaches a client over WebSocket, joined with what other subgraphs know", async () => {
    const next = events.next();
    const made = airgraph.emulator.requests;
    await until(() => made().some(({ method, path }) => method === "POST" && path.endsWith("/webhooks")));
    const [webhook] = await listWebhooks(airgraph);
    expect(webhook?.notificationUrl).toMatch(new RegExp(`^${airgraph.url}/webhooks/airtable/[0-9a-f-]{36}$`));

    const name = `Made ${randomUUID()}`;
    await airtable(airgraph, "POST", `/v0/${salesCrmBaseId}/Companies`, { fields: { Name: name } });
    const startedAt = performance.now();
    const { value } = await next;
    expect(performance.now() - startedAt).toBeLessThan(soonMs);
    expect(value).toMatchObject({
      data: {
        recordsChanged: {
          changes: [{ kind: "CREATED", record: { cells: { Name: name }, workflowRuns: { nodes: [] } } }],
        },
      },
    });
    expect((await listWebhooks(airgraph))[0]?.lastNotificationResult).toMatchObject({ success: true });
  });

  it("takes nothing that is not genuine, says not why, and asks Airtable for nothing", async () => {
    const [webhook] = await listWebhooks(airgraph);
    const address = webhook?.notificationUrl ?? "";
    const body = JSON.stringify({ base: { id: salesCrmBaseId }, webhook: { id: webhook?.id }, timestamp: new Date() });
    const forged = `hmac-sha256=${"0".repeat(64)}`;
    const before = airgraph.emulator.requests().length;
    const answers = await Promise.all([
      ping(address, body, forged),
      ping(address, body, "hmac-sha256=nonsense"),
      ping(address, body),
      ping(address, "", forged),
      ping(address, "x".repeat(1_000_000), forged),
      ping(`${airgraph.url}/webhooks/airtable/${randomUUID()}`, body, forged),
      ...Array.from({ length: 100 }, async () => ping(address, body, forged)),
    ]);
    // 503 is what a flood gets beyond some at a time.
    expect(new Set(answers.slice(0, 6))).toEqual(new Set(["404 "]));
    expect(answers.filter((answer) => answer !== "404 " && answer !== "503 ")).toEqual([]);
    expect(airgraph.emulator.requests().length).toBe(before);
  });

  it.each(["GET", "PUT"])("answers %s like any path that is nothing", async (method) => {
    const { status } = await fetch(`${airgraph.url}/webhooks/airtable/${randomUUID()}`, { method });
    expect(status).toBe(404);
  });
}

async function ping(address: string, body: string, mac?: string): Promise<string> {
  const headers = mac === undefined ? {} : { "x-airtable-content-mac": mac };
  const answer = await fetch(address, { method: "POST", body, headers });
  return `${answer.status} ${await answer.text()}`;
}

interface ListedWebhook {
  readonly id: string;
  readonly notificationUrl: string;
  readonly lastNotificationResult: { readonly success: boolean } | null;
}

async function listWebhooks(airgraph: Airgraph): Promise<ListedWebhook[]> {
  const { webhooks } = (await airtable(airgraph, "GET", `/v0/bases/${salesCrmBaseId}/webhooks`)) as {
    webhooks: ListedWebhook[];
  };
  return webhooks;
}

/** Asks Airtable as somebody else would. */
async function airtable({ emulator }: Airgraph, method: string, path: string, body?: unknown): Promise<unknown> {
  await delay(1_100); // Their calls count too: with those of Airgraph they would be too many in a second.
  const answer = await fetch(emulator.url + path, {
    method,
    headers: { authorization: `Bearer ${sampleToken}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
