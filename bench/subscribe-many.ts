import { once } from "node:events";
import { WebSocket } from "ws";
import { z } from "zod";

/**
 * Clients of `npm run bench -- subscriptions`: `url`, how many, and of how many people. Says when all have subscribed, and after each event
 * how long it took to each of them. The event's text is when it happened, on the clock that all processes of a machine share.
 */
const [url = "", size = "", tokens = ""] = process.argv.slice(2);
const query = `subscription { news(topic: "bench") { text author { name } } }`;
const message = z.object({ id: z.string().optional(), type: z.string(), payload: z.unknown().optional() });
const event = z.object({ data: z.object({ news: z.object({ text: z.string() }) }) });

let latenciesMs: number[] = [];
/** So many at once: handshakes that pile up would time out. */
const atOnce = 50;
for (let from = 0; from < Number(size); from += atOnce)
  await Promise.all(
    Array.from({ length: Math.min(atOnce, Number(size) - from) }, async (_, index) => open(from + index)),
  );
process.stdout.write("ready\n");
process.stdin.on("end", () => process.exit(0)).resume();

async function open(index: number): Promise<void> {
  const socket = new WebSocket(url, "graphql-transport-ws");
  const begun = new Promise<void>((resolve) => {
    socket.on("message", (data: Buffer) => {
      const { id, type, payload } = message.parse(JSON.parse(data.toString()));
      if (id === "1") take(payload);
      // Answered after the subscription has begun.
      if (id === "2" && type === "complete") resolve();
    });
  });
  await once(socket, "open");
  const payload = { Authorization: `Bearer token-${index % Number(tokens)}` };
  socket.send(JSON.stringify({ type: "connection_init", payload }));
  await once(socket, "message");
  socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query } }));
  socket.send(JSON.stringify({ id: "2", type: "subscribe", payload: { query: "{ hello }" } }));
  await begun;
}

function take(payload: unknown): void {
  const { text } = event.parse(payload).data.news;
  latenciesMs.push(Number(process.hrtime.bigint() - BigInt(text)) / 1e6);
  if (latenciesMs.length < Number(size)) return;
  process.stdout.write(`${JSON.stringify({ latenciesMs })}\n`);
  latenciesMs = [];
}
