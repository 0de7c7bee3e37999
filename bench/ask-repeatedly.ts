import { createInterface } from "node:readline";
import { Pool } from "undici";

/**
 * A client in a process of its own, so that its CPU is not counted: for each line that it reads it sends one query so many
 * times, one after the other, and writes a line. Usage: ask-repeatedly.ts <origin> <token> <query> <times>
 */
const [origin = "", token = "", query = "", times = "1"] = process.argv.slice(2);
const pool = new Pool(origin, { connections: 1 });
const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
const body = JSON.stringify({ query });

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
while ((await lines.next()).done !== true) {
  for (let sent = 0; sent < Number(times); sent += 1) {
    const answer = await pool.request({ path: "/graphql", method: "POST", headers, body });
    const text = await answer.body.text();
    if (text.includes('"errors"')) throw new Error(text);
  }
  process.stdout.write("done\n");
}
