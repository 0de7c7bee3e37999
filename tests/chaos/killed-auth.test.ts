import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { CloseCode, type Client as WebSocketClient } from "graphql-ws";
import { Client } from "pg";
import { salesCrmBaseId } from "../../emulator/emulator.ts";
import { Bases, RecordsChanged } from "../integration/operations.ts";
import { type Airgraph, startAirgraph } from "../support/airgraph.ts";
import { ask, webSocketClient } from "../support/client.ts";
import { until } from "../support/eventually.ts";
import { type SignedIn, signUpConnected } from "../support/signed-in.ts";

describe("kill -9 of the auth subgraph", () => {
  let airgraph: Airgraph;
  let db: Client;
  let staying: SignedIn;
  let leaving: SignedIn;
  beforeAll(async () => {
    airgraph = await startAirgraph("services");
    db = new Client({ connectionString: airgraph.databaseUrl });
    await db.connect();
    staying = await signUpConnected(airgraph);
    leaving = await signUpConnected(airgraph);
  });
  afterAll(async () => {
    await db.end();
    await airgraph.stop();
  });

  it("costs nobody who is signed in a request or a socket, and lets nobody in any more who was thrown out meanwhile", async () => {
    const status = async ({ token }: SignedIn) => (await ask(airgraph.url, Bases, {}, token)).status;
    const sockets = { staying: follow(staying), leaving: follow(leaving) };
    expect([await status(staying), await status(leaving)]).toEqual([200, 200]);
    await delay(2_000);

    await airgraph.kill("auth");
    for (let second = 0; second < 10; second++) {
      const { data, errors } = await ask(airgraph.url, Bases, {}, staying.token);
      expect({ errors, bases: data?.bases?.length }).toEqual({ errors: [], bases: expect.any(Number) });
      await delay(1_000);
    }
    await db.query("update auth.session set ended_at = now() where person_id = $1", [leaving.userId]);
    // Nobody can be asked, so it holds for as long as it may.
    expect(await status(leaving)).toBe(200);
    // Who was not known before is not let in.
    const unknown = await ask(airgraph.url, Bases, {}, `agk_${"0".repeat(38)}`);
    expect(unknown.status).toBe(401);

    await airgraph.start("auth");
    await until(async () => (await status(leaving)) === 401);
    await until(() => sockets.leaving.closed !== undefined);
    expect(sockets.leaving.closed).toEqual([CloseCode.Forbidden, "UNAUTHENTICATED"]);
    expect(sockets.staying.closed).toBeUndefined();
    expect(await status(staying)).toBe(200);
    await Promise.all([sockets.staying.client.dispose(), sockets.leaving.client.dispose()]);
  });

  function follow({ token }: SignedIn) {
    const client: WebSocketClient = webSocketClient(airgraph.url, token);
    const state: { client: WebSocketClient; closed: unknown[] | undefined } = { client, closed: undefined };
    client.on("closed", (event) => {
      const { code, reason } = event as { code: number; reason: string };
      state.closed = [code, reason];
    });
    client.subscribe(
      { query: RecordsChanged.toString(), variables: { base: salesCrmBaseId, table: "Companies" } },
      { next: () => {}, error: () => {}, complete: () => {} },
    );
    return state;
  }
});
