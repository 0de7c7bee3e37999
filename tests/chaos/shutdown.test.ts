import { once } from "node:events";
import { Agent, request } from "node:http";
import { describe, expect, it } from "@jest/globals";
import { WebSocket } from "ws";
import { type Airgraph, startAirgraph } from "../support/airgraph.ts";

const graceMs = 60_000;
/** Far below the grace period, and below the 30 s that ws waits for an answer to its close frame. */
const soonMs = 20_000;

describe("SIGTERM", () => {
  it("waits neither for a socket that does not answer nor for clients that never pause", async () => {
    const airgraph = await startAirgraph("in-process", { SHUTDOWN_GRACE_MS: String(graceMs) });
    const socket = new WebSocket(`${airgraph.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
    await once(socket, "open");
    socket.pause(); // It reads nothing any more, so it never answers the close frame.

    const load = startLoad(airgraph);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const startedAt = performance.now();
    expect(await airgraph.terminate("router")).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(soonMs);
    const { answered, cut } = await load.stop();
    expect(answered).toBeGreaterThan(10);
    expect(cut).toBe(0);
    socket.terminate();
    await airgraph.stop();
  });
});

/** Four clients on connections that are kept alive, until the server is gone. */
function startLoad({ url }: Airgraph) {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const counts = { answered: 0, cut: 0 };
  const stopped = new AbortController();
  const clients = Array.from({ length: 4 }, async () => {
    while (!stopped.signal.aborted) {
      const outcome = await askOnce(url, agent);
      if (outcome === "gone") return;
      counts[outcome] += 1;
    }
  });
  return {
    async stop() {
      stopped.abort();
      await Promise.all(clients);
      agent.destroy();
      return counts;
    },
  };
}

/** "cut": the server took the request and broke off the answer. */
function askOnce(url: string, agent: Agent): Promise<"answered" | "cut" | "gone"> {
  return new Promise((resolve) => {
    const sent = request(`${url}/graphql`, { method: "POST", agent, headers: { "content-type": "application/json" } });
    sent.on("response", (response) => {
      response.resume();
      response.on("end", () => resolve("answered"));
      response.on("error", () => resolve("cut"));
    });
    sent.on("error", () => resolve("gone"));
    sent.end(JSON.stringify({ query: "{ me { id } }" }));
  });
}
