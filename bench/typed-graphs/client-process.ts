import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";

/**
 * A client in a process of its own that does not wait for answers before it asks again: for each line that it reads it asks for so
 * many milliseconds, so many times a second, and writes how long each answer took. Usage: client-process.ts <origin> <token> <query> <ms> <perSecond>
 */
const [origin = "", token = "", query = "", ms = "1000", perSecond = "100"] = process.argv.slice(2);
const pool = new Pool(origin, { connections: 50 });
const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
const body = JSON.stringify({ query });

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
while ((await lines.next()).done !== true) {
  const latencies: number[] = [];
  const startedAt = performance.now();
  const asked: Promise<void>[] = [];
  const count = Math.round((Number(ms) / 1000) * Number(perSecond));
  for (let at = 0; at < count; at += 1) {
    const due = startedAt + (at * 1000) / Number(perSecond);
    const early = due - performance.now();
    if (early > 1) await delay(early);
    asked.push(ask(due));
  }
  await Promise.all(asked);
  process.stdout.write(`${JSON.stringify(latencies)}\n`);

  /** From when it was due, so that a client that was held up itself hides nothing. */
  async function ask(due: number): Promise<void> {
    const answer = await pool.request({ path: "/graphql", method: "POST", headers, body });
    const text = await answer.body.text();
    if (text.includes('"errors"')) throw new Error(text);
    latencies.push(performance.now() - due);
  }
}
