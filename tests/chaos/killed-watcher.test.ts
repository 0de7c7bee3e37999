import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../emulator/emulator.ts";
import type { RecordsChangedSubscription } from "../generated/graphql.ts";
import { RecordsChanged } from "../integration/operations.ts";
import { sampleToken, startAirgraph, topologies } from "../support/airgraph.ts";
import { webSocketClient } from "../support/client.ts";
import { signUpConnected } from "../support/signed-in.ts";

const calls = 8;
const recordsPerCall = 10;

describe.each(topologies)("kill -9 of the process that reads a webhook's payloads, %s", (topology) => {
  it("costs a client that comes back with its cursor no change, and tells it none twice", async () => {
    const airgraph = await startAirgraph(
      topology,
      { AIRTABLE_WEBHOOK_URL: "", AIRTABLE_POLL_MS: "500" },
      // The test writes past us, so that nobody paces what both of us ask.
      { limits: "off" },
    );
    const worker = topology === "services" ? "airtable" : "router";
    try {
      const { token } = await signUpConnected(airgraph);
      const told: string[] = [];
      let cursor: string | undefined;
      const listen = async () => {
        const socket = webSocketClient(airgraph.url, token);
        try {
          const variables = {
            base: salesCrmBaseId,
            table: "Companies",
            ...(cursor === undefined ? {} : { after: cursor }),
          };
          for await (const { data, errors } of socket.iterate<RecordsChangedSubscription & Record<string, unknown>>({
            query: RecordsChanged.toString(),
            variables,
          })) {
            if (!data) throw new Error(JSON.stringify(errors));
            cursor = data.recordsChanged.cursor;
            told.push(...data.recordsChanged.changes.filter(({ kind }) => kind === "CREATED").map(({ id }) => id));
            if (told.length >= calls * recordsPerCall) return;
          }
        } finally {
          await socket.dispose();
        }
      };
      const listening = (async () => {
        while (told.length < calls * recordsPerCall) {
          try {
            await listen();
          } catch {
            await delay(200); // The process is dead; a client tries again.
          }
        }
      })();
      const table = `/v0/bases/${salesCrmBaseId}/webhooks`;
      while (!airgraph.emulator.requests().some(({ method, path }) => method === "POST" && path === table))
        await delay(100);
      await delay(500);

      const made: string[] = [];
      for (let call = 0; call < calls; call++) {
        made.push(...(await createCompanies(airgraph.emulator.url, call)));
        if (call === 3) await airgraph.kill(worker);
        if (call === 5) await airgraph.start(worker);
        await delay(700);
      }
      await listening;
      // In the order in which they were made, each once.
      expect(told.map((id) => id.split("/")[2])).toEqual(made);
    } finally {
      await airgraph.stop();
    }
  });
});

async function createCompanies(url: string, call: number): Promise<string[]> {
  const records = Array.from({ length: recordsPerCall }, (_, index) => ({ fields: { Name: `Call ${call}.${index}` } }));
  const answer = await fetch(`${url}/v0/${salesCrmBaseId}/Companies`, {
    method: "POST",
    headers: { authorization: `Bearer ${sampleToken}`, "content-type": "application/json" },
    body: JSON.stringify({ records }),
  });
  if (!answer.ok) throw new Error(`the emulator answered ${answer.status}`);
  const { records: created } = (await answer.json()) as { records: { id: string }[] };
  return created.map(({ id }) => id);
}
