import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { silentLogger } from "../../../../kernel/logger.ts";
import { createHookReceiver } from "../../../../router/http/receive-hook.ts";
import { newPerson } from "../../../../tests/support/subgraph.ts";
import { type OpenTriggers, openTriggers, steps } from "../fixtures/open-triggers.ts";

const secret = "a shared secret of theirs";

let triggers: OpenTriggers;
let server: Server;
beforeAll(async () => {
  triggers = await openTriggers();
  const receive = createHookReceiver(async ({ caller, query, variables }) =>
    triggers.subgraph.ask(caller, query, { ...variables }),
  );
  server = createServer((request, response) => {
    const about = { pathname: request.url ?? "", requestId: "test", logger: silentLogger };
    receive(request, response, about).then(
      (taken) => taken || response.writeHead(404).end(),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.close();
  await triggers.stop();
});

async function openHook(about: { when?: string } = {}) {
  const person = newPerson({ role: "admin" });
  const set = "mutation ($input: SetWorkflowSecretInput!) { setWorkflowSecret(input: $input) { name } }";
  await triggers.subgraph.ask(person, set, { input: { name: "signing", value: secret } });
  const { id } = await triggers.publish(person, {
    input: { order: { type: "number", required: false } },
    triggers: [
      {
        id: "hook",
        kind: "webhook",
        secret: "signing",
        with: { order: "${trigger.body.?order.orValue(null)}" },
        ...about,
      },
    ],
    steps,
  });
  return { id, person, path: `/hooks/${id}/hook` };
}

function signed(
  body: string,
  { key, at = triggers.clock.time, by = secret }: { key?: string; at?: number; by?: string } = {},
) {
  const t = Math.floor(at / 1_000);
  const content = key === undefined ? `${t}.${body}` : `${t}.idempotency-key:${key}.${body}`;
  const v1 = createHmac("sha256", by).update(content).digest("hex");
  return {
    "x-airgraph-signature": `t=${t},v1=${v1}`,
    "content-type": "application/json",
    ...(key === undefined ? {} : { "idempotency-key": key }),
  };
}

async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body, headers });
  const json = (await answer.json()) as { runId?: string | null; errors?: { extensions: { code: string } }[] };
  return { status: answer.status, ...json, retryAfter: answer.headers.get("retry-after") };
}

describe("a request to a trigger's URL", () => {
  it("starts a run with what it brings, and answers with its id", async () => {
    const { id, path, person } = await openHook();
    const body = JSON.stringify({ order: 17 });
    const { status, runId } = await post(path, body, signed(body));
    expect(status).toBe(202);
    expect(await triggers.runsOf(id, 1)).toMatchObject([
      {
        id: runId,
        triggerKind: "webhook",
        startedBy: person.userId,
        input: { order: 17 },
        trigger: { body: { order: 17 }, contentType: "application/json" },
      },
    ]);
  });

  it("starts nothing when it comes again, as it was or with another signature for the same key", async () => {
    const { id, path } = await openHook();
    const first = await post(path, "{}", signed("{}"));
    expect(await post(path, "{}", signed("{}"))).toEqual(first);
    const headers = signed("{}");
    // Another header of the same signature is no other request.
    const doubled = { ...headers, "x-airgraph-signature": `${headers["x-airgraph-signature"]},v1=${"0".repeat(64)}` };
    expect(await post(path, "{}", doubled)).toEqual(first);

    const keyed = await post(path, "{}", signed("{}", { key: "order-17" }));
    expect(keyed.runId).not.toBe(first.runId);
    const later = signed("{}", { key: "order-17", at: triggers.clock.time + 60_000 });
    expect(await post(path, "{}", later)).toEqual(keyed);
    expect(await triggers.runsOf(id, 2)).toHaveLength(2);
  });

  it("is refused with 401 unless it was signed with the secret a short while ago, key and all", async () => {
    const { id, path } = await openHook();
    const refused = { status: 401, errors: [{ extensions: { code: "UNAUTHENTICATED" } }] };
    expect(await post(path, "{}")).toMatchObject(refused);
    expect(await post(path, "{}", { "x-airgraph-signature": "t=1,v1=nonsense" })).toMatchObject(refused);
    expect(await post(path, "{}", signed("{}", { by: "another secret" }))).toMatchObject(refused);
    expect(await post(path, '{"order":1}', signed("{}"))).toMatchObject(refused);
    expect(await post(path, "{}", signed("{}", { at: triggers.clock.time - 301_000 }))).toMatchObject(refused);
    expect(await post(path, "{}", signed("{}", { at: triggers.clock.time + 302_000 }))).toMatchObject(refused);
    expect(await post(path, "{}", { ...signed("{}"), "idempotency-key": "another" })).toMatchObject(refused);
    expect(await triggers.runsOf(id, 0)).toEqual([]);
  });

  it("is refused with 404 where no trigger is, or none that fires", async () => {
    const { id, path, person } = await openHook();
    expect((await post(path.replace(/hook$/, "other"), "{}", signed("{}"))).status).toBe(404);
    await triggers.setEnabled(person, id, false);
    expect((await post(path, "{}", signed("{}"))).status).toBe(404);
    await triggers.setEnabled(person, id, true);
    expect((await post(path, "{}", signed("{}"))).status).toBe(202);
  });

  it("is refused with 413 for more than 1 MiB, and with 400 for what is no JSON", async () => {
    const { id, path } = await openHook();
    const large = JSON.stringify("x".repeat(1_048_576));
    expect((await post(path, large, signed(large))).status).toBe(413);
    expect((await post(path, "{", signed("{"))).status).toBe(400);
    expect((await post(path, "{}", { ...signed("{}"), "idempotency-key": "two words" })).status).toBe(400);
    expect(await triggers.runsOf(id, 0)).toEqual([]);
  });

  it("starts no run when the condition does not hold", async () => {
    const { id, path } = await openHook({ when: "trigger.body.order > 100" });
    const body = '{"order":1}';
    expect(await post(path, body, signed(body))).toMatchObject({ status: 202, runId: null });
    expect(await triggers.runsOf(id, 0)).toEqual([]);
  });

  it("leaves a run that has failed when what it brings does not fit", async () => {
    const { id, path } = await openHook();
    const body = '{"order":"seventeen"}';
    const { status, runId } = await post(path, body, signed(body));
    expect(status).toBe(202);
    expect(await triggers.runsOf(id, 1)).toMatchObject([{ id: runId, status: "FAILED", errorCode: "BAD_USER_INPUT" }]);
  });

  it("is refused with 429 once a stranger has guessed too often, which does not keep the sender out", async () => {
    const { path } = await openHook();
    for (let guess = 0; guess < 60; guess += 1) await post(path, "{}", signed("{}", { by: "guessed" }));
    expect(await post(path, "{}", signed("{}", { by: "guessed" }))).toMatchObject({ status: 429 });
    expect(await post(path, "{}", signed("{}"))).toMatchObject({ status: 202 });
  });
});
